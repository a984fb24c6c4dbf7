/**
 * The one gate through which an address leaves for the system: checked here in main, shown to the user, and passed on as
 * we read it, never as it came. Links come from models and documents, so every one is hostile until then (H20).
 */
import type { BrowserWindow, Dialog, Shell } from 'electron';
import type { DesktopStrings } from '../strings/desktop-strings-en.ts';

const PROTOCOLS = new Set(['https:', 'http:', 'mailto:']);
const MAIL_FIELDS = new Set(['subject', 'body', 'cc', 'bcc']);
const MOST_CHARS = 2_048;

/** The address as we understand it, or null when it must not be opened. */
export function parseExternalLink(address: string): URL | null {
  if (address.length > MOST_CHARS || /[\p{C}\p{Z}\\]/u.test(address)) return null;
  const url = URL.parse(address);
  if (url === null || !PROTOCOLS.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  if (url.protocol === 'mailto:') {
    const isPlain =
      /^[^@,;]+@[^@,;]+$/.test(url.pathname) && [...url.searchParams.keys()].every((key) => MAIL_FIELDS.has(key.toLowerCase()));
    return isPlain ? url : null;
  }
  // `https:host` and `https:/host` would be understood as `https://host`: nobody writes that who means well.
  return url.hostname !== '' && /^https?:\/\/[^/]/i.test(address) ? url : null;
}

export interface LinkGateOptions {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly shell: Pick<Shell, 'openExternal'>;
  /** The window the question belongs to, or null. */
  readonly owner: () => BrowserWindow | null;
  readonly strings: DesktopStrings;
}

/** Asks and opens. One question at a time: a page cannot bury the user in dialogs. Resolves with whether it was opened. */
export function createLinkGate({ dialog, shell, owner, strings }: LinkGateOptions): (address: string) => Promise<boolean> {
  let isAsking = false;
  return async (address) => {
    const url = parseExternalLink(address);
    if (url === null || isAsking) return false;
    isAsking = true;
    try {
      const question = {
        type: 'question' as const,
        message: strings.openLinkQuestion(url.protocol === 'mailto:' ? url.pathname : url.host),
        detail: url.href,
        buttons: [strings.open, strings.cancel],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      };
      const window = owner();
      const { response } = window === null ? await dialog.showMessageBox(question) : await dialog.showMessageBox(window, question);
      if (response !== 0) return false;
      await shell.openExternal(url.href);
      return true;
    } finally {
      isAsking = false;
    }
  };
}
