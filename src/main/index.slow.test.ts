/** The desktop entry from boot to quit on a fake Electron, with the real store in its worker. Proves wiring, not Electron. */
import type { EventEmitter } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CONNECT_CHANNEL } from '#shared/bridge.ts';
import type { Contract } from '#shared/contract/index.ts';
import { createElectronFake } from './desktop/electron-fake.test-support.ts';
import type { ElectronFake } from './desktop/electron-fake.test-support.ts';
import { acquireLock } from './platform/data-folder-lock.ts';

let folder: string;
let fake: ElectronFake;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkstone-desktop-'));
  fake = createElectronFake();
  vi.resetModules();
  vi.stubEnv('INKSTONE_HOME', folder);
  vi.doMock('electron', () => ({ ...fake.electron }));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const [name, before] of inherited) {
    for (const listener of processEvents.listeners(name)) if (!before.includes(listener)) processEvents.off(name, listener as () => void);
  }
  await rm(folder, { recursive: true, force: true });
});

/** The entry hangs its nets under this very process; they must not outlive a test. */
const processEvents: EventEmitter = process;
const inherited = ['uncaughtException', 'unhandledRejection', 'SIGTERM', 'SIGINT'].map(
  (name) => [name, processEvents.listeners(name)] as const,
);

async function boot(): Promise<void> {
  await import('./index.ts');
}

/** What the preload and the page do. */
function connect(index: number): ContractRouterClient<Contract> {
  const contents = fake.windows[index]?.webContents;
  if (!contents) throw new Error('no such window');
  fake.ipcMain.emit(CONNECT_CHANNEL, { sender: contents, senderFrame: contents.mainFrame });
  const port = contents.mainFrame.posted.at(-1)?.ports[0]?.node;
  if (!port) throw new Error('no port');
  return createORPCClient(new RPCLink({ port }));
}

it('boots in order, serves its windows over ports, follows the shortcut, and quits with everything closed', async () => {
  await boot();
  await vi.waitFor(
    () => expect(fake.windows.map(({ loaded }) => loaded[0])).toEqual(['app://ui/index.html', 'app://ui/quick.html']),
    10_000,
  );
  expect(fake.app.calls).toEqual([
    'setPath crashDumps',
    'setPath userData',
    'requestSingleInstanceLock',
    'enableSandbox',
    'registerSchemes',
    'whenReady',
  ]);
  expect(fake.app.paths['userData']).toBe(join(folder, 'chromium'));
  expect([...fake.handlers.keys()].toSorted()).toEqual([
    'beforeRequest',
    'devicePermission',
    'displayMedia',
    'menu',
    'permissionCheck',
    'permissionRequest',
    'protocol',
  ]);
  expect(fake.windows.every(({ webContents }) => webContents.openHandler !== null)).toBe(true);

  const rpc = connect(0);
  const quickAsk = async () => (await rpc.app.getShortcuts()).states.find(({ id }) => id === 'quick-ask');
  const setQuickAsk = async (accelerator: string) => {
    const [, ...others] = (await rpc.settings.get()).globalShortcuts;
    await rpc.settings.update({ globalShortcuts: [{ id: 'quick-ask', action: { kind: 'quick-ask' }, accelerator }, ...others] });
  };
  await vi.waitFor(async () => expect(await quickAsk()).toMatchObject({ accelerator: 'Alt+Shift+Space', state: 'registered' }));
  expect(await rpc.app.getInfo()).toMatchObject({ host: 'desktop', dataFolder: folder });
  await setQuickAsk('Alt+Space');
  await vi.waitFor(() => expect([...fake.shortcuts.keys()]).toEqual(['Alt+Space']));
  fake.refused.add('Alt+Q');
  await setQuickAsk('Alt+Q');
  await vi.waitFor(async () => expect(await quickAsk()).toMatchObject({ accelerator: 'Alt+Q', state: 'taken' }));
  fake.refused.clear();
  fake.powerMonitor.emit('resume');
  expect(await quickAsk()).toMatchObject({ state: 'registered' });

  const quick = connect(1);
  const thread = await quick.threads.create({ kind: 'chat' });
  await quick.app.showThread({ threadId: thread.id });
  expect(fake.windows[0]?.loaded.at(-1)).toBe(`app://ui/index.html#/chat/${thread.id}`);
  expect(await rpc.app.openLink({ url: 'https://example.org' })).toEqual({ isOpened: true });
  expect(await rpc.app.openLink({ url: 'file:///etc/passwd' })).toEqual({ isOpened: false });
  expect(await rpc.models.chooseFile()).toEqual({ path: '/models/a.gguf' });
  await rpc.data.revealDataFolder();
  expect(fake.opened).toEqual(['https://example.org/', folder]);

  fake.app.emit('second-instance', {}, ['inkstone', '--translate']);
  expect(fake.windows[0]?.loaded.at(-1)).toBe('app://ui/index.html#/translate');

  let isPrevented = false;
  fake.app.emit('open-url', { preventDefault: () => (isPrevented = true) }, 'inkstone://ask?text=Why%3F');
  await vi.waitFor(async () => expect(await quick.app.takeQuickRequest()).toEqual({ kind: 'text', text: 'Why?' }));
  fake.app.emit('second-instance', {}, ['inkstone', '--quick-ask', 'inkstone://new?text=Draft']);
  await vi.waitFor(() => expect(fake.windows[0]?.loaded.at(-1)).toContain('/chat/'));
  const drafted = fake.windows[0]?.loaded.at(-1)?.split('/').at(-1) ?? '';
  await vi.waitFor(async () => expect(await quick.threads.getDraft({ key: drafted })).toEqual({ text: 'Draft' }));
  expect([isPrevented, fake.app.protocols]).toEqual([true, ['inkstone']]);

  fake.app.quit();
  expect(await fake.app.exited.promise).toBe(0);
  expect([...fake.shortcuts.keys()]).toEqual([]);
  expect(await readFile(join(folder, 'logs', 'inkstone.log'), 'utf8')).not.toContain('did not end');
});

/** All that could stand in the way of the end: a tray, a window that hides when it is closed, work in flight, a page that hangs. */
it.each([
  { title: 'from the tray', shouldCloseToTray: false, isHidden: false, isHung: false },
  { title: 'from the tray, with the window kept there', shouldCloseToTray: true, isHidden: true, isHung: false },
  { title: 'with the overlay open and pages that hang', shouldCloseToTray: true, isHidden: false, isHung: true },
])('quits $title', async ({ shouldCloseToTray, isHidden, isHung }) => {
  await boot();
  await vi.waitFor(() => expect(fake.windows.map(({ loaded }) => loaded.length)).toEqual([1, 1]), 10_000);
  const rpc = connect(0);
  await rpc.settings.update({ shouldCloseToTray });
  void rpc.generations.send({ threadId: null, text: 'Why?', candidates: 1 }).catch(() => undefined);
  if (isHidden) fake.windows[0]?.hide();
  if (isHung) {
    fake.app.emit('second-instance', {}, ['inkstone', '--quick-ask']);
    // A page that hangs prevents its own closing: only an exit that asks nobody gets past it.
    for (const window of fake.windows) window.on('close', (event: { preventDefault: () => void }) => event.preventDefault());
  }
  const quit = fake.shell.trays[0]?.menu.find(({ id }) => id === 'quit');
  Reflect.apply(quit?.click ?? (() => undefined), undefined, []);
  expect(await fake.app.exited.promise).toBe(0);
  expect(fake.shell.trays[0]?.isGone).toBe(true);
  expect(JSON.parse(await readFile(join(folder, 'starts.json'), 'utf8'))).toEqual({ crashes: 0, isRunning: false });
});

it('starts hidden at login, and shows its window when it is started again', async () => {
  process.argv.push('--hidden');
  try {
    await boot();
    await vi.waitFor(() => expect(fake.windows.map(({ loaded }) => loaded[0])).toEqual(['app://ui/quick.html']), 10_000);
    fake.app.emit('second-instance', {}, ['inkstone', '--hidden']);
    expect(fake.windows.length).toBe(1);
    fake.app.emit('second-instance', {}, ['inkstone']);
    expect(fake.windows[1]?.loaded).toEqual(['app://ui/index.html']);
    fake.app.quit();
    expect(await fake.app.exited.promise).toBe(0);
  } finally {
    process.argv.pop();
  }
});

it('goes into safe mode after three starts that crashed, without the graphics processor', async () => {
  await writeFile(join(folder, 'starts.json'), JSON.stringify({ crashes: 2, isRunning: true }));
  await boot();
  await vi.waitFor(() => expect(fake.asked[0]).toMatchObject({ message: 'Inkstone started in safe mode' }), 10_000);
  expect(fake.app.calls).toContain('disableHardwareAcceleration');
  fake.app.quit();
  expect(await fake.app.exited.promise).toBe(0);
});

it('a second start leaves to the first, before anything is opened', async () => {
  fake.app.isFirst = false;
  await boot();
  expect(await fake.app.exited.promise).toBe(0);
  expect(fake.app.calls).toEqual(['setPath crashDumps', 'setPath userData', 'requestSingleInstanceLock']);
});

it('says who holds the data folder when the browser host does', async () => {
  const acquired = await acquireLock(folder, { host: 'browser', port: null, controlToken: null });
  await boot();
  expect(await fake.app.exited.promise).toBe(1);
  expect(fake.errors).toEqual([
    [
      'Inkstone could not start',
      expect.stringMatching(new RegExp(`^Inkstone is already running \\(process ${process.pid} since \\d\\d:\\d\\d:\\d\\d\\)\\.$`)),
    ],
  ]);
  expect(fake.windows).toEqual([]);
  if (acquired.state === 'acquired') acquired.lock.release();
});
