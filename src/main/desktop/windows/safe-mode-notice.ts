/** Says that this start is a safe one, why, and how to go back. */
import type { BrowserWindow, Dialog } from 'electron';
import { askUser } from '../menus/about.ts';
import type { DesktopStrings } from '../strings/desktop-strings-en.ts';
import type { ShellActions } from '../shell-actions.ts';

export interface SafeModeNoticeOptions {
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly owner: () => BrowserWindow | null;
  readonly strings: Readonly<DesktopStrings>;
  readonly actions: Pick<ShellActions, 'restart' | 'openFolder'>;
}

export async function showSafeModeNotice({ dialog, owner, strings, actions }: SafeModeNoticeOptions): Promise<void> {
  const chosen = await askUser(dialog, owner(), {
    type: 'warning',
    title: 'Inkstone',
    message: strings.safeModeTitle,
    detail: strings.safeModeText,
    buttons: [strings.stayInSafeMode, strings.startNormally, strings.crashFolder],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (chosen === 1) actions.restart();
  if (chosen === 2) actions.openFolder('crashes');
}
