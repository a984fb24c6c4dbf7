/** The actions of menus and tray over the running application. A failure is logged; none of them can break another. */
import { join } from 'node:path';
import type * as Electron from 'electron';
import { nextTextSize } from '#shared/utils/text-size.ts';
import type { App } from '#main/app/create-app.ts';
import { ensureDataFolder } from '#main/platform/paths.ts';
import type { EntryPaths } from '#main/platform/entry-paths.ts';
import type { Logger } from '#main/platform/logger.ts';
import { showAbout } from './menus/about.ts';
import { crashFolder } from './windows/crash-reports.ts';
import type { DesktopStrings } from './strings/desktop-strings-en.ts';
import type { MainWindow } from './windows/main-window.ts';
import type { QuickAsk } from './quick-ask/quick-ask.ts';
import type { ShellActions } from './shell-actions.ts';

export interface ShellActionsOptions {
  readonly app: Pick<Electron.App, 'quit' | 'relaunch'>;
  readonly dialog: Pick<Electron.Dialog, 'showMessageBox'>;
  readonly shell: Pick<Electron.Shell, 'openPath'>;
  readonly application: Pick<App, 'settings' | 'hub'>;
  readonly main: MainWindow;
  readonly quick: Pick<QuickAsk, 'show'>;
  readonly paths: Pick<EntryPaths, 'resources' | 'version'>;
  readonly dataFolder: string;
  readonly strings: Readonly<DesktopStrings>;
  readonly log: Pick<Logger, 'warn'>;
  readonly electronVersion: string;
  readonly checkForUpdates: () => void;
}

export function createShellActions(options: ShellActionsOptions): ShellActions {
  const { app, dialog, shell, application, main, quick, paths, dataFolder, strings, log, electronVersion, checkForUpdates } = options;
  const attempt = (what: string, run: () => Promise<unknown>): void => void run().catch((error: unknown) => log.warn(what, error));
  const openPath = (path: string): void =>
    attempt('a folder could not be shown', async () => {
      const problem = await shell.openPath(path);
      if (problem !== '') throw new Error(problem);
    });
  const folders = { data: dataFolder, logs: join(dataFolder, 'logs'), crashes: crashFolder(dataFolder) };
  const openFolder: ShellActions['openFolder'] = (name) => {
    attempt('a folder could not be made', async () => ensureDataFolder(folders[name]));
    openPath(folders[name]);
  };
  const openNotices = (): void => openPath(join(paths.resources, 'THIRD-PARTY-NOTICES.txt'));

  return {
    go: main.show,
    showQuickAsk: quick.show,
    stopAll: () =>
      attempt('the answers could not be stopped', async () => {
        await Promise.all(application.hub.listLive().map(({ id }) => application.hub.cancel(id)));
      }),
    zoom: (step) =>
      attempt('the text size could not be changed', async () => {
        const { textSize } = await application.settings.get();
        await application.settings.update({ textSize: step === 0 ? 100 : nextTextSize(textSize, step) });
      }),
    showShortcuts: () => {
      main.show();
      // The list belongs to the page, which opens it by this key.
      main.window()?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'F1' });
    },
    checkForUpdates,
    openFolder,
    openNotices,
    showAbout: () =>
      attempt('the About dialog could not be shown', () =>
        showAbout({
          dialog,
          owner: main.window,
          strings,
          facts: { version: paths.version, electron: electronVersion, dataFolder },
          openNotices,
          openDataFolder: () => openFolder('data'),
        }),
      ),
    restart: () => {
      app.relaunch();
      app.quit();
    },
    quit: () => app.quit(),
  };
}
