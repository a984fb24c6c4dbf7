/**
 * The desktop host after the app is ready: policies first, then windows, then the application. Owns how the parts hang
 * together; each part's behaviour is in its own module. Called by `index.ts` only.
 */
import { join } from 'node:path';
import type * as Electron from 'electron';
import { openApplication } from '#main/app/open-application.ts';
import type { OpenedApplication } from '#main/app/open-application.ts';
import type { EntryPaths } from '#main/platform/entry-paths.ts';
import type { Logger } from '#main/platform/logger.ts';
import { windowSystem } from '#main/platform/window-system.ts';
import { servePort } from '#main/rpc/serve-port.ts';
import { launchCommand, viewOf } from './system/command-line.ts';
import type { View } from './system/command-line.ts';
import { showContextMenus } from './menus/context-menu.ts';
import { createWindowFactory } from './windows/create-window.ts';
import { linkOf } from './links/deep-link.ts';
import { createDeepLinks } from './links/deep-links.ts';
import { createDesktopServices } from './desktop-host-services.ts';
import { createDesktopSelection } from './quick-ask/desktop-selection.ts';
import { createDesktopShell } from './desktop-shell.ts';
import type { DesktopShell } from './desktop-shell.ts';
import { createLiveStrings } from './strings/desktop-strings.ts';
import type { DesktopStrings } from './strings/desktop-strings-en.ts';
import { desktopTransport } from './engine-transport.ts';
import { HIDDEN_SWITCH, isHiddenStart } from './system/login-item.ts';
import { createMainWindow } from './windows/main-window.ts';
import type { MainWindow } from './windows/main-window.ts';
import { guardNavigation } from './links/navigation-policy.ts';
import { blockNetwork } from './system/network-block.ts';
import { createLinkGate } from './links/open-link.ts';
import { denyPermissions } from './system/permissions.ts';
import { handOverPorts } from './windows/port-handover.ts';
import { openUpdates } from './updates/open-updates.ts';
import { createQuickAsk } from './quick-ask/quick-ask.ts';
import type { QuickAsk } from './quick-ask/quick-ask.ts';
import { createQuickAskPlaces } from './quick-ask/quick-ask-places.ts';
import type { QuickAskPlaces } from './quick-ask/quick-ask-places.ts';
import { captureLimitMs, forQuickAsk } from './quick-ask/quick-ask-selection.ts';
import { revivePage } from './windows/revive-page.ts';
import { createShortcutHost } from './shortcuts/shortcut-host.ts';
import type { ShortcutHost } from './shortcuts/shortcut-host.ts';
import { blockDictionaryDownloads } from './menus/spelling.ts';
import { serveUi } from './links/ui-protocol.ts';
import { createWindowState } from './windows/window-state.ts';
import type { WindowState } from './windows/window-state.ts';

/** Everything the desktop host takes from Electron. */
export type DesktopElectron = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'clipboard'
  | 'ClipboardItem'
  | 'crashReporter'
  | 'dialog'
  | 'globalShortcut'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'nativeImage'
  | 'nativeTheme'
  | 'Notification'
  | 'powerMonitor'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'systemPreferences'
  | 'Tray'
  | 'utilityProcess'
>;

export interface DesktopHostOptions {
  readonly electron: DesktopElectron;
  readonly paths: EntryPaths;
  readonly dataFolder: string;
  readonly log: Logger;
  readonly process: Pick<NodeJS.Process, 'argv' | 'env' | 'execPath' | 'platform' | 'kill' | 'versions'>;
  readonly isSafeMode: boolean;
}

export interface DesktopHost {
  /** Shows a view, as another start or the menu asked for it. */
  show(view: View | 'chat' | null): void;
  /** Does what a command line asks for: a link, or a view; without either the main window comes to the front. */
  open(argv: readonly string[]): void;
  /** Asks the user about an `inkstone://` link, then follows it. */
  followLink(address: string): void;
  close(limitMs: number): Promise<void>;
}

interface Windows {
  readonly main: MainWindow;
  readonly state: WindowState;
  readonly quick: QuickAsk;
  readonly quickPlaces: QuickAskPlaces;
}

function openWindows(
  { electron, paths, dataFolder, log, process }: DesktopHostOptions,
  shell: () => DesktopShell | null,
  capture: (stop: AbortSignal) => Promise<unknown>,
): Windows {
  const { app } = electron;
  const createWindow = createWindowFactory({ BrowserWindow: electron.BrowserWindow, preload: paths.preload, isPackaged: app.isPackaged });
  const state = createWindowState({ file: join(dataFolder, 'window-state.json'), screen: electron.screen, log });
  const main = createMainWindow({
    createWindow,
    state,
    onLoadFailed: (error) => log.error('the main window could not be loaded', error),
    isKept: () => shell()?.isWindowKept() ?? false,
    onFocus: () => shell()?.focused(),
    // The hidden quick-ask window would keep the app alive without a way back to it.
    onClosed: () => {
      if (process.platform !== 'darwin') app.quit();
    },
  });
  const quickPlaces = createQuickAskPlaces(join(dataFolder, 'quick-ask-places.json'), log);
  const quick = createQuickAsk({
    createWindow,
    screen: electron.screen,
    places: quickPlaces,
    capture,
    captureLimitMs: captureLimitMs(process.platform),
    isMac: process.platform === 'darwin',
  });
  return { main, quick, quickPlaces, state };
}

function guardPages(
  { electron, log }: DesktopHostOptions,
  openLink: (address: string) => Promise<boolean>,
  strings: Readonly<DesktopStrings>,
): void {
  const { BrowserWindow, clipboard, Menu } = electron;
  electron.app.on('web-contents-created', (_event, contents) => {
    guardNavigation(contents, (address) => {
      openLink(address).catch((error: unknown) => log.warn('a link could not be opened', error));
    });
    showContextMenus(contents, { Menu, clipboard, strings, windowOf: (of) => BrowserWindow.fromWebContents(of) });
    revivePage(contents, {
      now: () => performance.now(),
      onGone: (reason, isRevived) => log.error('a page died', undefined, { reason, isRevived }),
    });
  });
}

function openShortcuts({ electron, log, process }: DesktopHostOptions, quickAsk: QuickAsk): ShortcutHost {
  const { isPackaged } = electron.app;
  return createShortcutHost({
    globalShortcut: electron.globalShortcut,
    powerMonitor: electron.powerMonitor,
    isMac: process.platform === 'darwin',
    isPortal: windowSystem(process) === 'wayland',
    command: launchCommand(process, isPackaged ? null : electron.app.getAppPath()),
    quickAsk,
    log,
  });
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
  const { electron, paths, dataFolder, log, process } = options;
  const { app, dialog, shell } = electron;
  denyPermissions(electron.session.defaultSession);
  blockNetwork(electron.session.defaultSession, app.isPackaged);
  blockDictionaryDownloads(electron.session.defaultSession, process.platform);
  serveUi(electron.protocol, paths.renderer);

  const language = createLiveStrings(app.getLocale());
  const { strings } = language;
  let desktop: DesktopShell | null = null;

  const windows = openWindows(
    options,
    () => desktop,
    (stop) => selection.capture(stop),
  );
  const { main, quick, quickPlaces, state } = windows;
  const shortcuts = openShortcuts(options, quick);
  const selection = forQuickAsk(
    createDesktopSelection({
      electron,
      process,
      log,
      quickAsk: quick,
      isOwnWindowInFront: () => [main.window(), quick.window()].some((window) => window?.isFocused() === true),
      hasTray: () => desktop?.hasTray() === true,
      isShortcutHeld: () =>
        shortcuts.services.shortcuts().states.some(({ id, state }) => id === 'quick-ask' && ['registered', 'asked'].includes(state)),
      application: () => opened.app,
    }),
    quick,
  );
  const openLink = createLinkGate({ dialog, shell, owner: main.window, strings });
  guardPages(options, openLink, strings);

  const isOffline = async (): Promise<boolean> => (await opened.app.settings.get()).staysOffline;
  const updates = openUpdates({ app, paths, dataFolder, log, process, isOffline });
  const opened: OpenedApplication = await openApplication({
    paths,
    dataFolder,
    env: process.env,
    log,
    host: createDesktopServices({
      dialog,
      shell,
      openLink,
      mainWindow: main,
      quickAsk: quick,
      selection,
      shortcuts: shortcuts.services,
      updates,
      strings,
      answered: (threadId, outcome) => desktop?.answered(threadId, outcome),
    }),
    isSafeMode: options.isSafeMode,
    startTransport: desktopTransport({ app, utilityProcess: electron.utilityProcess, entry: paths.engine, process }),
  });
  connectPages(options, windows, opened);

  const show = (view: View | 'chat' | null): void => {
    if (view === 'quick-ask') quick.show();
    else main.show(view === null ? '' : `/${view}`);
  };
  app.on('activate', () => show(null));

  const links = createDeepLinks({ app, dialog, threads: opened.app.threads, main, shortcuts, strings, log });
  const followLink = (address: string): void => void links(address);
  const open = (argv: readonly string[]): void => {
    const link = linkOf(argv);
    if (link === null && !argv.includes(HIDDEN_SWITCH)) show(viewOf(argv));
    if (link !== null) followLink(link);
  };

  if (!isHiddenStart(process.argv, app, process.platform)) show(null);
  if (linkOf(process.argv) !== null || viewOf(process.argv) !== null) open(process.argv);
  desktop = createDesktopShell({
    electron,
    main,
    quick,
    paths,
    dataFolder,
    language,
    log,
    process,
    application: opened.app,
    isSafeMode: options.isSafeMode,
    checkForUpdates: () => {
      main.show('/settings');
      updates.check().catch((error: unknown) => log.warn('updates could not be looked for', error));
    },
  });
  const ending = new AbortController();
  quick.preload().catch((error: unknown) => log.error('the quick-ask window could not be loaded', error));
  shortcuts.follow(opened.app, ending.signal);

  return {
    show,
    open,
    followLink,
    close: async (limitMs) => {
      ending.abort();
      shortcuts.dispose();
      quick.dispose();
      desktop?.dispose();
      await Promise.all([opened.close(limitMs), state.flush(), quickPlaces.flush()]);
    },
  };
}
