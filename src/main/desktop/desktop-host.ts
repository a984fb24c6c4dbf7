/**
 * The desktop host after the app is ready: policies first, then windows, then the application. Owns how the parts hang
 * together; each part's behaviour is in its own module. Called by `index.ts` only.
 */
import type * as Electron from 'electron';
import { openApplication } from '#main/app/open-application.ts';
import type { OpenedApplication } from '#main/app/open-application.ts';
import type { App } from '#main/app/create-app.ts';
import type { EntryPaths } from '#main/platform/entry-paths.ts';
import type { Logger } from '#main/platform/logger.ts';
import { servePort } from '#main/rpc/serve-port.ts';
import { viewOf } from './command-line.ts';
import type { View } from './command-line.ts';
import { createWindowFactory } from './create-window.ts';
import { createDesktopServices } from './desktop-host-services.ts';
import type { DesktopStrings } from './desktop-strings.ts';
import { createMainWindow } from './main-window.ts';
import type { MainWindow } from './main-window.ts';
import { menuTemplate } from './menu.ts';
import { guardNavigation } from './navigation-policy.ts';
import { blockNetwork } from './network-block.ts';
import { createLinkGate } from './open-link.ts';
import { denyPermissions } from './permissions.ts';
import { handOverPorts } from './port-handover.ts';
import { createQuickAsk } from './quick-ask.ts';
import type { QuickAsk } from './quick-ask.ts';
import { revivePage } from './revive-page.ts';
import { serveUi } from './ui-protocol.ts';
import { utilityProcessTransport } from './utility-process-transport.ts';

/** Everything the desktop host takes from Electron. */
export type DesktopElectron = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'globalShortcut'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>;

export interface DesktopHostOptions {
  readonly electron: DesktopElectron;
  readonly paths: EntryPaths;
  readonly dataFolder: string;
  readonly log: Logger;
  readonly strings: DesktopStrings;
  readonly process: Pick<NodeJS.Process, 'argv' | 'env' | 'platform' | 'kill'>;
}

export interface DesktopHost {
  /** Shows a view, as another start or the menu asked for it. */
  show(view: View | 'chat' | null): void;
  close(limitMs: number): Promise<void>;
}

interface Windows {
  readonly main: MainWindow;
  readonly quick: QuickAsk;
}

function openWindows({ electron, paths, log, process }: DesktopHostOptions): Windows {
  const { app } = electron;
  const createWindow = createWindowFactory({ BrowserWindow: electron.BrowserWindow, preload: paths.preload, isPackaged: app.isPackaged });
  const main = createMainWindow({
    createWindow,
    onLoadFailed: (error) => log.error('the main window could not be loaded', error),
    // The hidden quick-ask window would keep the app alive without a way back to it.
    onClosed: () => {
      if (process.platform !== 'darwin') app.quit();
    },
  });
  const quick = createQuickAsk({ createWindow, screen: electron.screen, globalShortcut: electron.globalShortcut });
  return { main, quick };
}

function guardPages({ electron, log }: DesktopHostOptions, openLink: (address: string) => Promise<boolean>): void {
  electron.app.on('web-contents-created', (_event, contents) => {
    guardNavigation(contents, (address) => {
      openLink(address).catch((error: unknown) => log.warn('a link could not be opened', error));
    });
    revivePage(contents, {
      now: () => performance.now(),
      onGone: (reason, isRevived) => log.error('a page died', undefined, { reason, isRevived }),
    });
  });
}

/** Keeps the registered shortcut the one of the settings. */
async function followShortcut(app: App, quick: QuickAsk, log: Logger, signal: AbortSignal): Promise<void> {
  const apply = async (): Promise<void> => {
    const { quickAskShortcut } = await app.settings.get();
    quick.setShortcut(quickAskShortcut);
    if (quick.shortcut() === null && quickAskShortcut !== '') log.warn('the system refused the quick-ask shortcut');
  };
  const changes = app.changes.watch(signal);
  await apply();
  for await (const { topic } of changes) if (topic === 'settings') await apply();
}

function connectPages({ electron, log }: DesktopHostOptions, { main, quick }: Windows, { app }: OpenedApplication): void {
  handOverPorts({
    ipcMain: electron.ipcMain,
    MessageChannelMain: electron.MessageChannelMain,
    windowIdOf: (contentsId) => {
      if (main.window()?.webContents.id === contentsId) return 'main';
      return quick.window()?.webContents.id === contentsId ? 'quick-ask' : null;
    },
    serve: (port, viewerId) => servePort(port, app, { viewerId }),
    onRefused: () => log.warn('a page that is not ours asked for a port'),
  });
}

/** Call when the app is ready and the data folder's lock is held. @throws what `openApplication` throws */
export async function startDesktopHost(options: DesktopHostOptions): Promise<DesktopHost> {
  const { electron, paths, dataFolder, log, strings, process } = options;
  const { app, dialog, shell } = electron;
  denyPermissions(electron.session.defaultSession);
  blockNetwork(electron.session.defaultSession, app.isPackaged);
  serveUi(electron.protocol, paths.renderer);

  const windows = openWindows(options);
  const { main, quick } = windows;
  const openLink = createLinkGate({ dialog, shell, owner: main.window, strings });
  guardPages(options, openLink);

  const opened = await openApplication({
    paths,
    dataFolder,
    env: process.env,
    log,
    host: createDesktopServices({ dialog, shell, openLink, mainWindow: main, quickAsk: quick, strings }),
    startTransport: utilityProcessTransport({
      utilityProcess: electron.utilityProcess,
      entry: paths.engine,
      killPid: (pid, signal) => process.kill(pid, signal),
    }),
  });
  connectPages(options, windows, opened);

  const show = (view: View | 'chat' | null): void => {
    if (view === 'quick-ask') quick.show();
    else main.show(view === null ? '' : `/${view}`);
  };
  const isMac = process.platform === 'darwin';
  electron.Menu.setApplicationMenu(
    electron.Menu.buildFromTemplate(menuTemplate({ strings, isMac, isPackaged: app.isPackaged, onView: show })),
  );
  app.on('activate', () => show(null));

  show(null);
  const view = viewOf(process.argv);
  if (view !== null) show(view);
  const ending = new AbortController();
  quick.preload().catch((error: unknown) => log.error('the quick-ask window could not be loaded', error));
  followShortcut(opened.app, quick, log, ending.signal).catch((error: unknown) => log.error('the shortcut could not be followed', error));

  return {
    show,
    close: async (limitMs) => {
      ending.abort();
      quick.dispose();
      await opened.close(limitMs);
    },
  };
}
