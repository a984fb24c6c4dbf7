import type { WebContents } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { createElectronFake, FakeContents } from './electron-fake.test-support.ts';
import { quitCleanly, quitWithSystem } from './quit.ts';
import { revivePage } from './windows/revive-page.ts';

describe('quitting', () => {
  it('waits until everything is closed, once, and exits with 0', async () => {
    const { electron, app } = createElectronFake();
    const closed = Promise.withResolvers<void>();
    let closings = 0;
    let prevented = 0;
    quitCleanly({
      app: electron.app,
      close: () => {
        closings += 1;
        return closed.promise;
      },
    });
    for (let index = 0; index < 3; index += 1) app.emit('before-quit', { preventDefault: () => (prevented += 1) });
    expect([closings, prevented]).toEqual([1, 3]);
    closed.resolve();
    expect(await app.exited.promise).toBe(0);
  });
  it('ends even if something hangs for ever', async () => {
    vi.useFakeTimers();
    try {
      const { electron, app } = createElectronFake();
      quitCleanly({ app: electron.app, close: () => Promise.withResolvers<void>().promise });
      electron.app.quit();
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await app.exited.promise).toBe(1);
    } finally {
      vi.useRealTimers();
    }
  });
  // Catches: a session that ends without us, or kills us in the middle of a word because nobody asked it to wait.
  it('quits with the system, which is asked to wait', async () => {
    const { electron, app, powerMonitor } = createElectronFake();
    quitCleanly({ app: electron.app, close: async () => undefined });
    quitWithSystem(electron.powerMonitor, electron.app);
    let isHeld = false;
    powerMonitor.emit('shutdown', { preventDefault: () => (isHeld = true) });
    expect([await app.exited.promise, isHeld]).toEqual([0, true]);
  });
  it('ends even if closing throws at once', async () => {
    const { electron, app } = createElectronFake();
    quitCleanly({
      app: electron.app,
      close: () => {
        throw new Error('broken');
      },
    });
    electron.app.quit();
    expect(await app.exited.promise).toBe(1);
  });
});

describe('a page that died', () => {
  it('is loaded again three times a minute at most', () => {
    const contents = new FakeContents();
    const gone: [string, boolean][] = [];
    let now = 0;
    revivePage(contents as unknown as WebContents, { now: () => now, onGone: (reason, isRevived) => gone.push([reason, isRevived]) });
    const die = (reason: string): boolean => contents.emit('render-process-gone', {}, { reason });
    die('clean-exit');
    for (let index = 0; index < 4; index += 1) die('crashed');
    now = 60_001;
    die('oom');
    expect([contents.reloads, gone.map(([, isRevived]) => isRevived)]).toEqual([4, [true, true, true, false, true]]);
  });
});
