/** What the desktop can do for the application: dialogs, links, folders, windows. */
import type { BrowserWindow, Dialog, Shell } from 'electron';
import { createHostServices } from '#main/app/host-services.ts';
import type { HostServices } from '#main/app/host-services.ts';
import type { SelectionPort } from '#main/selection/selection-port.ts';
import type { UpdatePort } from '#main/updates/update-port.ts';
import type { DesktopStrings } from './strings/desktop-strings-en.ts';
import type { MainWindow } from './windows/main-window.ts';
import type { QuickAsk } from './quick-ask/quick-ask.ts';
import type { ShortcutHost } from './shortcuts/shortcut-host.ts';

export interface DesktopServicesOptions {
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  readonly shell: Pick<Shell, 'openPath'>;
  readonly openLink: (address: string) => Promise<boolean>;
  readonly mainWindow: MainWindow;
  readonly quickAsk: Pick<QuickAsk, 'hide' | 'dismiss' | 'setPinned'>;
  readonly selection: SelectionPort;
  readonly shortcuts: ShortcutHost['services'];
  readonly updates: UpdatePort;
  readonly strings: DesktopStrings;
  readonly answered: HostServices['answered'];
}

async function chooseFile(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  owner: BrowserWindow | null,
  strings: DesktopStrings,
): Promise<string | null> {
  const question = {
    title: strings.chooseModel,
    filters: [{ name: strings.modelFiles, extensions: ['gguf'] }],
    properties: ['openFile' as const, 'dontAddToRecent' as const],
  };
  const { canceled, filePaths } = owner === null ? await dialog.showOpenDialog(question) : await dialog.showOpenDialog(owner, question);
  return canceled ? null : (filePaths[0] ?? null);
}

export function createDesktopServices(options: DesktopServicesOptions): HostServices {
  const { dialog, shell, mainWindow, quickAsk, strings } = options;
  return createHostServices('desktop', {
    openLink: async (url) => ({ isOpened: await options.openLink(url) }),
    chooseFile: async () => {
      const path = await chooseFile(dialog, mainWindow.window(), strings);
      return path === null ? null : { path };
    },
    chooseSaveTarget: async (suggestion) => {
      const owner = mainWindow.window();
      const question = { defaultPath: suggestion, properties: ['createDirectory' as const, 'showOverwriteConfirmation' as const] };
      const { canceled, filePath } = owner === null ? await dialog.showSaveDialog(question) : await dialog.showSaveDialog(owner, question);
      return canceled || filePath === '' ? null : filePath;
    },
    revealFolder: async (path) => {
      const problem = await shell.openPath(path);
      if (problem !== '') throw new Error(`the folder could not be shown: ${problem}`);
    },
    closeQuickAsk: async () => quickAsk.hide(),
    pinQuickAsk: async (isPinned) => quickAsk.setPinned(isPinned),
    showThread: async (threadId) => {
      quickAsk.dismiss();
      mainWindow.show(`/chat/${encodeURIComponent(threadId)}`);
    },
    selection: options.selection,
    ...options.shortcuts,
    updates: options.updates,
    answered: options.answered,
  });
}
