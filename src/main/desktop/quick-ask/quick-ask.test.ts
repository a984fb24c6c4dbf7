import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { noSelection } from '#main/selection/selection-port.ts';
import { createWindowFactory } from '../windows/create-window.ts';
import { createElectronFake } from '../electron-fake.test-support.ts';
import type { ElectronFake, FakeWindow } from '../electron-fake.test-support.ts';
import { createQuickAskPlaces } from './quick-ask-places.ts';
import { captureLimitMs, forQuickAsk } from './quick-ask-selection.ts';
import { createQuickAsk } from './quick-ask.ts';
import type { QuickAsk, QuickAskOptions } from './quick-ask.ts';

let fake: ElectronFake;
let quick: QuickAsk;
let captured: PromiseWithResolvers<void>;
let order: string[];

function make(over: Partial<QuickAskOptions> = {}): QuickAsk {
  const { screen, BrowserWindow } = fake.electron;
  return createQuickAsk({
    createWindow: createWindowFactory({ BrowserWindow, preload: '/preload.cjs', isPackaged: true }),
    screen,
    places: createQuickAskPlaces('/nowhere/places.json', SILENT_LOGGER),
    capture: (stop) => {
      order.push(`captured while ${fake.windows[0]?.isShown === true ? 'shown' : 'hidden'}`);
      stop.addEventListener('abort', () => order.push(`stopped while ${fake.windows[0]?.isShown === true ? 'shown' : 'hidden'}`));
      return captured.promise;
    },
    captureLimitMs: 150,
    isMac: false,
    ...over,
  });
}
const window = (): FakeWindow => {
  const [first] = fake.windows;
  if (first === undefined) throw new Error('there is no window');
  return first;
};
const shown = (): boolean => window().isShown;
const turn = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
async function open(): Promise<void> {
  quick.show();
  await turn();
}
function loseFocus(): void {
  window().hasFocus = false;
  window().emit('blur');
}

beforeEach(async () => {
  vi.useFakeTimers();
  fake = createElectronFake();
  captured = Promise.withResolvers();
  captured.resolve();
  order = [];
  quick = make();
  await quick.preload();
});
afterEach(() => {
  quick.dispose();
  vi.useRealTimers();
});

describe('the quick-ask window', () => {
  it('is loaded hidden, then toggled on the display with the pointer', async () => {
    expect([window().loaded, shown()]).toEqual([['app://ui/quick.html'], false]);
    quick.toggle();
    await turn();
    expect([shown(), window().hasFocus, window().bounds]).toEqual([true, true, { width: 680, height: 480, x: 2_540, y: 200 }]);
    quick.toggle();
    expect([shown(), fake.windows.length]).toEqual([false, 1]);
  });
  it('reads the selection before it takes the focus, and is never later than 150 ms', async () => {
    captured = Promise.withResolvers();
    quick.show();
    await vi.advanceTimersByTimeAsync(149);
    expect([order, shown()]).toEqual([['captured while hidden'], false]);
    await vi.advanceTimersByTimeAsync(1);
    expect(shown()).toBe(true);
  });
  // Catches: copy keys that another program is still to press, and that our own window then gets.
  it('stops the capture before it comes, once, and also when it is sent away before', async () => {
    captured = Promise.withResolvers();
    quick.show();
    quick.show();
    await vi.advanceTimersByTimeAsync(150);
    expect([order, shown()]).toEqual([['captured while hidden', 'stopped while hidden'], true]);
    quick.hide();
    order = [];
    quick.toggle();
    quick.toggle();
    expect([order, shown()]).toEqual([['captured while hidden', 'stopped while hidden'], false]);
  });
  it('waits longer where another program must press the copy keys', () => {
    expect([captureLimitMs('linux'), captureLimitMs('win32'), captureLimitMs('darwin')]).toEqual([150, 1_300, 1_300]);
  });
  it('comes although nothing could be captured', async () => {
    captured = Promise.withResolvers();
    captured.reject(new Error('no tool'));
    await open();
    expect(shown()).toBe(true);
  });
  it('stays away when the shortcut is pressed twice before it came', async () => {
    quick.toggle();
    quick.toggle();
    await vi.advanceTimersByTimeAsync(200);
    expect(shown()).toBe(false);
  });
  it('comes to the front when it is shown behind another window', async () => {
    quick.setPinned(true);
    await open();
    loseFocus();
    quick.toggle();
    await turn();
    expect([shown(), window().hasFocus]).toEqual([true, true]);
  });
  it('only hides when it is closed, so that the next shortcut finds it', async () => {
    await open();
    window().userCloses();
    expect([window().isGone, shown()]).toEqual([false, false]);
    quick.dispose();
    expect(window().isGone).toBe(true);
  });
  it('hides when it loses the focus, but not while it is dragged, and not when it is pinned', async () => {
    await open();
    loseFocus();
    window().bounds = { x: 2_000, y: 300, width: 680, height: 480 };
    window().emit('move');
    await vi.advanceTimersByTimeAsync(500);
    expect(shown()).toBe(true);
    quick.setPinned(true);
    loseFocus();
    await vi.advanceTimersByTimeAsync(500);
    quick.dismiss();
    expect(shown()).toBe(true);
    quick.setPinned(false);
    loseFocus();
    await vi.advanceTimersByTimeAsync(500);
    expect(shown()).toBe(false);
  });
  it('comes back where it was put, and onto a display that is there', async () => {
    await open();
    window().bounds = { x: 2_000, y: 300, width: 700, height: 500 };
    window().emit('move');
    quick.hide();
    await open();
    expect(window().bounds).toEqual({ x: 2_000, y: 300, width: 700, height: 500 });
    window().bounds = { x: 3_700, y: 900, width: 700, height: 500 };
    fake.electron.screen.emit('display-metrics-changed');
    expect(window().bounds).toEqual({ x: 3_140, y: 580, width: 700, height: 500 });
  });
  it('steps aside for the paste and comes back without the focus, for a while', async () => {
    await open();
    quick.stepAside();
    expect(shown()).toBe(false);
    quick.stepBack();
    expect([shown(), window().hasFocus]).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(shown()).toBe(false);
    quick.stepBack();
    window().hasFocus = true;
    window().emit('focus');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(shown()).toBe(true);
  });
  it('is a panel on macOS, which leaves the other program in front', async () => {
    await make({ isMac: true }).preload();
    expect([window().options.type, fake.windows[1]?.options.type]).toEqual([undefined, 'panel']);
  });
});

describe('the places', () => {
  it('survive a restart, written once after a pause', async () => {
    vi.useRealTimers();
    const folder = mkdtempSync(join(tmpdir(), 'inkstone-places-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'places.json');
    const display = { id: 7, size: { width: 1_000, height: 800 }, workArea: { x: 0, y: 0, width: 1_000, height: 800 } };
    const places = createQuickAskPlaces(file, SILENT_LOGGER);
    places.remember(display, { x: 1, y: 2, width: 600, height: 400 });
    places.remember(display, { x: 3, y: 4, width: 600, height: 400 });
    await places.flush();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ '7:1000x800': { x: 3, y: 4, width: 600, height: 400 } });
    expect(createQuickAskPlaces(file, SILENT_LOGGER).on(display)).toEqual({ x: 3, y: 4, width: 600, height: 400 });
  });
});

describe('the selection for quick ask', () => {
  it('makes the page wait for a capture that is still under way', async () => {
    const late = { ...(await noSelection.latest()), selection: 'late' };
    const slow = Promise.withResolvers<typeof late>();
    let kept = await noSelection.latest();
    const port = forQuickAsk(
      { ...noSelection, capture: () => slow.promise.then((capture) => (kept = capture)), latest: async () => kept },
      { stepBack: () => undefined },
    );
    const first = port.capture();
    const asked = port.latest();
    slow.resolve(late);
    expect([await first, await asked]).toEqual([late, late]);
  });
  it('brings the window back after giving back, also when it failed', async () => {
    let backs = 0;
    const port = forQuickAsk(noSelection, { stepBack: () => (backs += 1) });
    await expect(port.undo('x')).rejects.toMatchObject({ code: 'NOT_SUPPORTED_HERE' });
    expect(backs).toBe(1);
  });
});
