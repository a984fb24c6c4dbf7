import type { MessagePortMain } from 'electron';
import { beforeEach, expect, it } from 'vitest';
import { CONNECT_CHANNEL, PORT_MESSAGE } from '#shared/bridge.ts';
import { createElectronFake, FakeContents, FakeFrame } from '../electron-fake.test-support.ts';
import type { ElectronFake, FakePort } from '../electron-fake.test-support.ts';
import { handOverPorts } from './port-handover.ts';

let fake: ElectronFake;
let contents: FakeContents;
let served: [MessagePortMain, string][];
let refused: number;

beforeEach(() => {
  fake = createElectronFake();
  contents = new FakeContents();
  contents.mainFrame.url = 'app://ui/index.html';
  served = [];
  refused = 0;
  handOverPorts({
    ipcMain: fake.electron.ipcMain,
    MessageChannelMain: fake.electron.MessageChannelMain,
    windowIdOf: (id) => (id === contents.id ? 'main' : null),
    serve: (port, windowId) => served.push([port, windowId]),
    onRefused: () => (refused += 1),
  });
});

const connect = (sender: FakeContents, senderFrame: FakeFrame | null, ...args: unknown[]): boolean =>
  fake.ipcMain.emit(CONNECT_CHANNEL, { sender, senderFrame }, ...args);

it('our page gets exactly one port, and main serves its other end under the name of the window', async () => {
  connect(contents, contents.mainFrame, 'main', { windowId: 'quick-ask' });
  expect(contents.mainFrame.posted.map(({ channel, ports }) => [channel, ports.length])).toEqual([[PORT_MESSAGE, 1]]);
  expect(served.map(([, windowId]) => windowId)).toEqual(['main']);
  const port = contents.mainFrame.posted[0]?.ports[0];
  const received = new Promise((resolve) => port?.on('message', ({ data }: { data: unknown }) => resolve(data)));
  port?.start();
  served[0]?.[0].postMessage('hello');
  expect(await received).toBe('hello');
});

it.each<[string, () => void]>([
  [
    'a frame inside the page',
    () => {
      const frame = new FakeFrame('app://ui/index.html');
      frame.parent = contents.mainFrame;
      connect(contents, frame);
    },
  ],
  ['a frame that is not the top one any more', () => connect(contents, new FakeFrame('app://ui/index.html'))],
  ['a frame that is gone', () => connect(contents, null)],
  [
    'a page elsewhere',
    () => {
      contents.mainFrame.url = 'app://ui.evil/index.html';
      connect(contents, contents.mainFrame);
    },
  ],
  [
    'an empty page',
    () => {
      contents.mainFrame.url = '';
      connect(contents, contents.mainFrame);
    },
  ],
  [
    'about:blank',
    () => {
      contents.mainFrame.url = 'about:blank';
      connect(contents, contents.mainFrame);
    },
  ],
  [
    'a window we do not know',
    () => {
      const other = new FakeContents();
      other.mainFrame.url = 'app://ui/index.html';
      connect(other, other.mainFrame);
    },
  ],
])('%s gets none', (_name, ask) => {
  ask();
  expect([served.length, refused, contents.mainFrame.posted.length]).toEqual([0, 1, 0]);
});

it('a reload closes the port before', () => {
  connect(contents, contents.mainFrame);
  connect(contents, contents.mainFrame);
  expect(served.map(([port]) => (port as unknown as FakePort).isClosed)).toEqual([true, false]);
});
