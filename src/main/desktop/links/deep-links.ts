/** Links as a part of the desktop host: tells the system that they are ours, asks about each, and does what was agreed to. */
import type { App as ElectronApp, Dialog } from 'electron';
import type { App } from '#main/app/create-app.ts';
import type { Logger } from '#main/platform/logger.ts';
import { assertNever } from '#shared/utils/invariant.ts';
import { createDeepLinkGate } from './deep-link-gate.ts';
import { LINK_SCHEME } from './deep-link.ts';
import type { DeepLink } from './deep-link.ts';
import type { DesktopStrings } from '../strings/desktop-strings-en.ts';
import type { MainWindow } from '../windows/main-window.ts';
import type { ShortcutHost } from '../shortcuts/shortcut-host.ts';

export interface DeepLinksOptions {
  readonly app: Pick<ElectronApp, 'isPackaged' | 'setAsDefaultProtocolClient'>;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly threads: Pick<App['threads'], 'create' | 'saveDraft'>;
  readonly main: Pick<MainWindow, 'show' | 'window'>;
  readonly shortcuts: Pick<ShortcutHost, 'request'>;
  readonly strings: DesktopStrings;
  readonly log: Pick<Logger, 'warn'>;
}

/** Returns what follows a link after asking; it never rejects. */
export function createDeepLinks({
  app,
  dialog,
  threads,
  main,
  shortcuts,
  strings,
  log,
}: DeepLinksOptions): (address: string) => Promise<boolean> {
  // From its sources the program is Electron itself: links must not lead there after the sources are gone.
  if (app.isPackaged && !app.setAsDefaultProtocolClient(LINK_SCHEME)) log.warn('the system did not take inkstone:// links');

  const act = async (link: DeepLink): Promise<void> => {
    switch (link.kind) {
      case 'ask':
        return shortcuts.request({ kind: 'text', text: link.text });
      case 'open':
        return main.show(`/chat/${link.threadId}`);
      case 'new': {
        // A chat of its own: the unsent words of another one stay as they are.
        const thread = await threads.create('chat');
        await threads.saveDraft(thread.id, link.text);
        return main.show(`/chat/${thread.id}`);
      }
      default:
        return assertNever(link);
    }
  };
  return createDeepLinkGate({
    dialog,
    // The question must not wait behind the program that had the link.
    owner: () => {
      main.show();
      return main.window();
    },
    strings,
    log,
    act,
  });
}
