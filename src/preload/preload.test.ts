import { beforeEach, expect, it, vi } from 'vitest';
import { CONNECT_CHANNEL, PORT_MESSAGE } from '#shared/bridge.ts';

interface PreloadWorld {
  exposed: Record<string, Record<string, (...args: unknown[]) => unknown>>;
  sent: unknown[][];
  listeners: Map<string, (event: { ports: unknown[] }) => void>;
  posted: unknown[][];
}
let world: PreloadWorld;

beforeEach(async () => {
  world = { exposed: {}, sent: [], listeners: new Map(), posted: [] };
  vi.resetModules();
  vi.doMock('electron', () => ({
    contextBridge: { exposeInMainWorld: (name: string, api: PreloadWorld['exposed'][string]) => (world.exposed[name] = api) },
    webUtils: { getPathForFile: ({ name }: { name: string }) => `/home/me/${name}` },
    ipcRenderer: {
      on: (channel: string, listener: (event: { ports: unknown[] }) => void) => world.listeners.set(channel, listener),
      send: (...args: unknown[]) => world.sent.push(args),
    },
  }));
  vi.stubGlobal('window', { location: { origin: 'app://ui' }, postMessage: (...args: unknown[]) => world.posted.push(args) });
  await import('./index.ts');
});

it('shows the page two functions and nothing of Electron', () => {
  expect(Object.entries(world.exposed).map(([name, api]) => [name, Object.keys(api)])).toEqual([['inkstone', ['connect', 'pathOf']]]);
  expect([...world.listeners.keys()]).toEqual([PORT_MESSAGE]);
});
it('asks without arguments, whatever the page passes', () => {
  const connect = world.exposed['inkstone']?.['connect'];
  Reflect.apply(connect ?? (() => undefined), undefined, ['quick-ask', { evil: true }]);
  expect(world.sent).toEqual([[CONNECT_CHANNEL]]);
});
it('says where a file of the user lies, and nothing of what is no file', () => {
  const pathOf = world.exposed['inkstone']?.['pathOf'];
  expect([pathOf?.({ name: 'a.gguf', lastModified: 1 }), pathOf?.({ name: 'b' }), pathOf?.([])]).toEqual(['/home/me/a.gguf', '', '']);
});
it('forwards exactly one port, to our own origin only', () => {
  const receive = world.listeners.get(PORT_MESSAGE);
  receive?.({ ports: [] });
  receive?.({ ports: ['a', 'b'] });
  expect(world.posted).toEqual([]);
  receive?.({ ports: ['a'] });
  expect(world.posted).toEqual([[PORT_MESSAGE, 'app://ui', ['a']]]);
});
