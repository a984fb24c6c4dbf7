/** The About dialog: version, licence, where the data is, and the ways to both. */
import type { BrowserWindow, Dialog, MessageBoxOptions } from 'electron';
import type { DesktopStrings } from '../strings/desktop-strings-en.ts';

export interface AboutOptions {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly owner: () => BrowserWindow | null;
  readonly strings: Readonly<DesktopStrings>;
  readonly facts: { readonly version: string; readonly electron: string; readonly dataFolder: string };
  readonly openNotices: () => void;
  readonly openDataFolder: () => void;
}

/** Shows a question of the system over the window, or alone. Resolves with the index of the button. */
export async function askUser(
  dialog: Pick<Dialog, 'showMessageBox'>,
  owner: BrowserWindow | null,
  question: MessageBoxOptions,
): Promise<number> {
  const { response } = owner === null ? await dialog.showMessageBox(question) : await dialog.showMessageBox(owner, question);
  return response;
}

export async function showAbout({ dialog, owner, strings, facts, openNotices, openDataFolder }: AboutOptions): Promise<void> {
  const chosen = await askUser(dialog, owner(), {
    type: 'info',
    title: strings.about,
    message: 'Inkstone',
    detail: strings.aboutDetail(facts),
    buttons: [strings.close, strings.notices, strings.dataFolder],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (chosen === 1) openNotices();
  if (chosen === 2) openDataFolder();
}
