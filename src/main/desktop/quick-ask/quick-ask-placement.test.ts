import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPlace, isSamePlace, keepOnScreen, parsePlaces, placeOn, withPlace } from './quick-ask-placement.ts';
import type { Place, Places, QuickDisplay } from './quick-ask-placement.ts';

const display = (id: number, x: number, width = 1_920, height = 1_080): QuickDisplay => ({
  id,
  size: { width, height },
  workArea: { x, y: 30, width, height: height - 30 },
});
const anyPlace = (least: number): fc.Arbitrary<Place> =>
  fc.record({
    x: fc.integer({ min: -10_000, max: 10_000 }),
    y: fc.integer({ min: -10_000, max: 10_000 }),
    width: fc.integer({ min: least, max: 6_000 }),
    height: fc.integer({ min: least, max: 6_000 }),
  });

describe('keepOnScreen', () => {
  // Catches: a window with an edge, or all of it, where nobody can reach it (a display was unplugged, or is smaller than before).
  it('is whole inside the work area, whatever was asked for', () => {
    fc.assert(
      fc.property(anyPlace(1), anyPlace(100), (bounds, area) => {
        const { x, y, width, height } = keepOnScreen(bounds, area);
        expect(x >= area.x && y >= area.y && x + width <= area.x + area.width && y + height <= area.y + area.height).toBe(true);
        expect(Math.min(width, 360, area.width) === Math.min(360, area.width)).toBe(true);
      }),
    );
  });
  // Catches: a window that wanders each time it is shown.
  it('changes nothing that already fits', () => {
    const bounds = { x: 700, y: 300, width: 500, height: 300 };
    expect(keepOnScreen(bounds, display(1, 0).workArea)).toEqual(bounds);
  });
});

describe('the place on a display', () => {
  // Catches: a window in the corner, or half below the bottom of a small display.
  it('is near the top third where it never was, and fits a display that is smaller than itself', () => {
    expect(defaultPlace({ x: 1_920, y: 0, width: 1_920, height: 1_080 })).toEqual({ width: 680, height: 480, x: 2_540, y: 200 });
    expect(defaultPlace({ x: 0, y: 30, width: 600, height: 400 })).toEqual({ x: 0, y: 30, width: 600, height: 400 });
  });
  // Catches: one place for all displays; a place that is lost when the displays change sides.
  it('is remembered for each display and resolution, also after the displays were rearranged', () => {
    const places = withPlace({}, display(1, 0), { x: 100, y: 130, width: 700, height: 500 });
    expect(placeOn(display(1, 1_920), places)).toEqual({ x: 2_020, y: 130, width: 700, height: 500 });
    expect(placeOn(display(2, 0), places)).toEqual(defaultPlace(display(2, 0).workArea));
    expect(placeOn(display(1, 0, 1_280, 720), places)).toEqual(defaultPlace(display(1, 0, 1_280, 720).workArea));
  });
  // Catches: a file that grows with every projector somebody ever used.
  it('is forgotten for the display that was used longest ago', () => {
    let places: Places = {};
    for (let id = 1; id <= 18; id += 1) places = withPlace(places, display(id, 0), { x: id, y: 30, width: 700, height: 500 });
    places = withPlace(places, display(3, 0), { x: 9, y: 30, width: 700, height: 500 });
    expect([Object.keys(places).length, Object.keys(places)[0], Object.keys(places).at(-1)]).toEqual([16, '4:1920x1080', '3:1920x1080']);
  });
});

describe('what was stored', () => {
  // Catches: a start that fails, or a window of no size, because of a damaged file.
  it.each(['', '{', '[]x', '{"1":{"x":1}}', '{"1":{"x":0,"y":0,"width":0,"height":9}}'])('is nothing when it is %j', (text) => {
    expect(parsePlaces(text)).toEqual({});
  });
  it('comes back as it was', () => {
    const places = withPlace({}, display(1, 0), { x: 100, y: 130, width: 700, height: 500 });
    expect(parsePlaces(JSON.stringify(places))).toEqual(places);
  });
});

describe('isSamePlace', () => {
  // Catches: rounding on a scaled display that counts as a move by the user.
  it('forgives two pixels, not three', () => {
    const bounds = { x: 10, y: 10, width: 680, height: 480 };
    expect([isSamePlace(bounds, { ...bounds, x: 12 }), isSamePlace(bounds, { ...bounds, height: 483 })]).toEqual([true, false]);
  });
});
