/** Electron's clipboard for giving answers back: taken and put back in all its formats at once. */
import type { Clipboard, ClipboardItem } from 'electron';
import type { Logger } from '#main/platform/logger.ts';
import type { SystemClipboard } from '#main/selection/system-clipboard.ts';

type Content = ConstructorParameters<typeof ClipboardItem>[0];

/** The format by which clipboard histories are asked not to keep a text, and what goes into it. */
const KEEP_OUT: Readonly<Partial<Record<NodeJS.Platform, readonly [string, string]>>> = {
  linux: ['x-kde-passwordManagerHint', 'secret'],
  darwin: ['org.nspasteboard.TransientType', '1'],
  win32: ['ExcludeClipboardContentFromMonitorProcessing', '1'],
};

export interface ElectronClipboardOptions {
  readonly clipboard: Pick<Clipboard, 'clear' | 'read' | 'readText' | 'write' | 'writeText' | 'selection'>;
  readonly ClipboardItem: typeof ClipboardItem;
  readonly platform: NodeJS.Platform;
  readonly log: Pick<Logger, 'warn'>;
}

/** A copy of all that is there now: the item itself may look at the clipboard again when it is asked, and by then it is ours. */
async function contentOf(item: ClipboardItem): Promise<Content> {
  const parts = await Promise.allSettled(item.types.map(async (type) => [type, await item.getType(type)] as const));
  return Object.fromEntries(parts.flatMap((part) => (part.status === 'fulfilled' ? [part.value] : [])));
}

export function createElectronClipboard({ clipboard, ClipboardItem: Item, platform, log }: ElectronClipboardOptions): SystemClipboard {
  const keepOut = KEEP_OUT[platform];
  return {
    readText: () => clipboard.readText(),
    readPrimary: platform === 'linux' ? () => clipboard.selection.readText() : undefined,
    save: async () => {
      const contents = await Promise.all((await clipboard.read()).map(contentOf));
      const filled = contents.filter((content) => Object.keys(content).length > 0);
      return async () => {
        if (filled.length === 0) clipboard.clear();
        else await clipboard.write(filled.map((content) => new Item(content)));
      };
    },
    writeText: (text) => clipboard.writeText(text),
    writePassing: async (text) => {
      try {
        const hint = keepOut === undefined ? {} : { [`electron application/osclipboard;format="${keepOut[0]}"`]: keepOut[1] };
        await clipboard.write([new Item({ 'text/plain': text, ...hint })]);
      } catch (error) {
        log.warn('the clipboard would not take a hint for histories', error);
        await clipboard.writeText(text);
      }
    },
    clear: async () => clipboard.clear(),
  };
}
