/** Between a link and what it wants: the user. One question at a time, so that a page cannot bury anybody in dialogs. */
import type { BrowserWindow, Dialog } from 'electron';
import type { Logger } from '#main/platform/logger.ts';
import { parseDeepLink } from './deep-link.ts';
import type { DeepLink } from './deep-link.ts';
import type { DesktopStrings } from '../strings/desktop-strings-en.ts';

/** Enough to see what it is; the whole text is in the box afterwards, unsent. */
const SHOWN_CHARS = 500;

export interface DeepLinkGateOptions {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  /** The window the question belongs to, or null. */
  readonly owner: () => BrowserWindow | null;
  readonly strings: DesktopStrings;
  readonly log: Pick<Logger, 'warn'>;
  /** Called after the user agreed. Must not send anything to the model. */
  readonly act: (link: DeepLink) => Promise<void>;
}

/** Resolves with whether the link was followed. Never rejects. */
export function createDeepLinkGate({ dialog, owner, strings, log, act }: DeepLinkGateOptions): (address: string) => Promise<boolean> {
  let isAsking = false;

  const ask = async (link: DeepLink): Promise<boolean> => {
    const text = link.kind === 'open' ? '' : link.text;
    const question = {
      type: 'question' as const,
      message: { ask: strings.linkAsk, new: strings.linkNew, open: strings.linkOpen }[link.kind],
      detail: text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text,
      buttons: [strings.open, strings.cancel],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    };
    const window = owner();
    const { response } = window === null ? await dialog.showMessageBox(question) : await dialog.showMessageBox(window, question);
    return response === 0;
  };

  return async (address) => {
    const link = parseDeepLink(address);
    if (link === null || isAsking) {
      // Not what it says: a log is read by others too.
      log.warn('a link was refused', undefined, {
        reason: link === null ? 'not ours' : 'one is being asked about',
        length: address.length,
      });
      return false;
    }
    isAsking = true;
    try {
      if (!(await ask(link))) return false;
      await act(link);
      return true;
    } catch (error) {
      log.warn('a link could not be followed', error);
      return false;
    } finally {
      isAsking = false;
    }
  };
}
