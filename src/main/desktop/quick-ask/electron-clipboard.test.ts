import { beforeEach, expect, it } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { createElectronClipboard } from './electron-clipboard.ts';
import type { ElectronClipboardOptions } from './electron-clipboard.ts';

/** As Electron's: an item that was read looks at the clipboard when it is asked. */
let now: Record<string, string | Blob> = {};
let refusesHints = false;
class Item {
  readonly own: Record<string, string | Blob>;
  constructor(own: Record<string, string | Blob>) {
    this.own = own;
  }
}
const live = {
  get types(): string[] {
    return Object.keys(now);
  },
  getType: async (type: string): Promise<Blob> => {
    const value = now[type];
    if (value === undefined) throw new Error('gone');
    return value instanceof Blob ? value : new Blob([value], { type });
  },
};
const electron = {
  read: async () => (Object.keys(now).length === 0 ? [] : [live]),
  readText: async () => (now['text/plain'] === undefined ? '' : (await live.getType('text/plain')).text()),
  write: async ([item]: Item[]) => {
    if (refusesHints && Object.keys(item?.own ?? {}).some((type) => type.includes('osclipboard'))) throw new Error('no such format');
    now = { ...item?.own };
  },
  writeText: async (text: string) => void (now = { 'text/plain': text }),
  clear: () => void (now = {}),
  selection: { readText: async () => 'selected' },
};
const open = (platform: NodeJS.Platform) =>
  createElectronClipboard({
    clipboard: electron,
    ClipboardItem: Item,
    platform,
    log: SILENT_LOGGER,
  } as unknown as ElectronClipboardOptions);
const bytes = async (type: string): Promise<string> => {
  const value = now[type];
  return value instanceof Blob ? Buffer.from(await value.arrayBuffer()).toString('hex') : String(value);
};

beforeEach(() => {
  now = {};
  refusesHints = false;
});

it('puts text, markup, a picture and files back together, although it was overwritten meanwhile', async () => {
  now = {
    'text/plain': new Blob(['a']),
    'text/html': new Blob(['<b>a</b>']),
    'image/png': new Blob([new Uint8Array([1, 2])]),
    'text/uri-list': new Blob(['file:///a']),
  };
  const clipboard = open('linux');
  const restore = await clipboard.save();
  await clipboard.writePassing('the answer');
  expect(await clipboard.readText()).toBe('the answer');
  await restore();
  expect(Object.keys(now)).toEqual(['text/plain', 'text/html', 'image/png', 'text/uri-list']);
  expect(await bytes('image/png')).toBe('0102');
});

it('an empty clipboard is empty again', async () => {
  const clipboard = open('win32');
  const restore = await clipboard.save();
  await clipboard.writePassing('the answer');
  await restore();
  expect(now).toEqual({});
});

it('asks histories to keep out, and writes plainly where that is refused', async () => {
  const clipboard = open('darwin');
  await clipboard.writePassing('the answer');
  expect(Object.keys(now)).toEqual(['text/plain', 'electron application/osclipboard;format="org.nspasteboard.TransientType"']);
  refusesHints = true;
  await clipboard.writePassing('again');
  expect(now).toEqual({ 'text/plain': 'again' });
});

it('knows the selection on Linux only', async () => {
  expect(await open('linux').readPrimary?.()).toBe('selected');
  expect(open('darwin').readPrimary).toBeUndefined();
});
