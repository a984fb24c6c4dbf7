/** What the desktop can do for the application: dialogs, links, folders, windows. */
import type { BrowserWindow, Dialog, Shell } from 'electron';
import { createHostServices } from '#main/app/host-services.ts';
import type { HostServices } from '#main/app/host-services.ts';
import type { DesktopStrings } from './desktop-strings.ts';
import type { MainWindow } from './main-window.ts';
import type { QuickAsk } from './quick-ask.ts';

export interface DesktopServicesOptions {
  readonly dialog: Pick<Dialog, 'showOpenDialog'>;
  readonly shell: Pick<Shell, 'openPath'>;
  readonly openLink: (address: string) => Promise<boolean>;
  readonly mainWindow: MainWindow;
  readonly quickAsk: Pick<QuickAsk, 'hide' | 'shortcut'>;
  readonly strings: DesktopStrings;
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
    revealFolder: async (path) => {
      const problem = await shell.openPath(path);
      if (problem !== '') throw new Error(`the folder could not be shown: ${problem}`);
    },
    closeQuickAsk: async () => quickAsk.hide(),
    showThread: async (threadId) => {
      quickAsk.hide();
      mainWindow.show(`/chat/${encodeURIComponent(threadId)}`);
    },
    quickAskShortcut: () => quickAsk.shortcut(),
  });
}
