import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitBounds, parsePlace } from './window-place.ts';

const left = { x: 0, y: 25, width: 1_920, height: 1_055 };
const right = { x: 1_920, y: 0, width: 2_560, height: 1_440 };
const window = { x: 2_500, y: 300, width: 1_200, height: 800 };

describe('where a window opens', () => {
  it('is where it was, as long as its title bar can be grabbed', () => {
    expect(fitBounds(window, [left, right])).toEqual(window);
    const hanging = { x: -900, y: 100, width: 1_200, height: 800 };
    expect(fitBounds(hanging, [left])).toEqual(hanging);
  });
  it('is on the display that is left when the other one was unplugged', () => {
    expect(fitBounds(window, [left])).toEqual({ x: 720, y: 280, width: 1_200, height: 800 });
  });
  it('has its title bar below the top of the display', () => {
    expect(fitBounds({ x: 100, y: -700, width: 1_200, height: 800 }, [left]).y).toBe(25);
  });
  it('is never larger than the display', () => {
    expect(fitBounds({ x: 10, y: 40, width: 5_000, height: 4_000 }, [left])).toEqual({ x: 10, y: 40, width: 1_920, height: 1_055 });
  });
  it('can be grabbed on some display, whatever was stored and whatever is plugged in', () => {
    const at = fc.integer({ min: -20_000, max: 20_000 });
    const size = fc.integer({ min: 480, max: 9_000 });
    const area = fc.record({ x: at, y: at, width: fc.integer({ min: 640, max: 4_000 }), height: fc.integer({ min: 480, max: 3_000 }) });
    fc.assert(
      fc.property(
        fc.record({ x: at, y: at, width: size, height: size }),
        fc.array(area, { minLength: 1, maxLength: 3 }),
        (bounds, areas) => {
          const fitted = fitBounds(bounds, areas);
          const isGrabbed = areas.some(
            (one) =>
              Math.min(fitted.x + fitted.width, one.x + one.width) - Math.max(fitted.x, one.x) >= 120 &&
              fitted.y >= one.y &&
              fitted.y + 32 <= one.y + one.height,
          );
          return isGrabbed && fitBounds(fitted, areas).x === fitted.x;
        },
      ),
    );
  });
});

describe('what was stored', () => {
  it('is taken only when it is whole', () => {
    const place = { bounds: window, isMaximized: true };
    expect(parsePlace(JSON.stringify(place))).toEqual(place);
    for (const text of ['', '{', 'null', '[]', '{"bounds":{}}', JSON.stringify({ bounds: { ...window, width: -1 }, isMaximized: true })]) {
      expect(parsePlace(text)).toBeNull();
    }
  });
});
