/**
 * Everything around the windows: menus, tray, notifications, badge, start at login, spelling; each follows the settings.
 * Windows do not need it and it needs no window: whatever fails here is logged, and the rest goes on.
 */
import { join } from 'node:path';
import type * as Electron from 'electron';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { App } from '#main/app/create-app.ts';
import type { Outcome } from '#main/inference/generation-hub.ts';
import type { EntryPaths } from '#main/platform/entry-paths.ts';
import type { Logger } from '#main/platform/logger.ts';
import { createAnswerNotices } from './windows/answer-notices.ts';
import { createBadge } from './tray/badge.ts';
import { createShellActions } from './create-shell-actions.ts';
import type { createLiveStrings } from './strings/desktop-strings.ts';
import { createLoginItem } from './system/login-item.ts';
import type { MainWindow } from './windows/main-window.ts';
import { menuTemplate } from './menus/menu.ts';
import type { QuickAsk } from './quick-ask/quick-ask.ts';
import { showSafeModeNotice } from './windows/safe-mode-notice.ts';
import { applySpelling } from './menus/spelling.ts';
import { trayModel } from './tray/tray-model.ts';
import { hasTrayHost } from './tray/tray-presence.ts';
import { createTray } from './tray/tray.ts';
import type { TrayIcon } from './tray/tray.ts';

export interface DesktopShellOptions {
  readonly electron: Pick<
    typeof Electron,
    'app' | 'dialog' | 'Menu' | 'nativeImage' | 'nativeTheme' | 'Notification' | 'session' | 'shell' | 'Tray'
  >;
  readonly application: Pick<App, 'changes' | 'engine' | 'hub' | 'settings' | 'threads'>;
  readonly main: MainWindow;
  readonly quick: Pick<QuickAsk, 'show' | 'window'>;
  readonly paths: Pick<EntryPaths, 'resources' | 'version'>;
  readonly dataFolder: string;
  readonly language: ReturnType<typeof createLiveStrings>;
  readonly log: Logger;
  readonly process: Pick<NodeJS.Process, 'env' | 'execPath' | 'platform' | 'versions'>;
  readonly isSafeMode: boolean;
  readonly checkForUpdates: () => void;
  /** Whether somebody shows tray icons; the system's answer where absent. */
  readonly findTrayHost?: () => Promise<boolean>;
}

export interface DesktopShell {
  /** Whether closing the main window only hides it: the user wants that, and there is a tray to come back from. */
  isWindowKept(): boolean;
  hasTray(): boolean;
  /** The main window got the focus. */
  focused(): void;
  /** An answer of a chat has ended. */
  answered(threadId: ThreadId, outcome: Outcome): void;
  dispose(): void;
}

export function createDesktopShell(options: DesktopShellOptions): DesktopShell {
  const { electron, application, main, quick, paths, dataFolder, language, log, process, isSafeMode, checkForUpdates } = options;
  const { app, dialog, shell } = electron;
  const { strings } = language;
  const { platform } = process;
  const findTrayHost = options.findTrayHost ?? (() => hasTrayHost(platform));
  const ending = new AbortController();
  let settings: Settings | null = null;
  let hasHost = false;
  const attempt = (what: string, run: () => unknown): void => void Promise.try(run).catch((error: unknown) => log.warn(what, error));

  const actions = createShellActions({
    app,
    dialog,
    shell,
    application,
    main,
    quick,
    paths,
    dataFolder,
    strings,
    log,
    checkForUpdates,
    electronVersion: process.versions['electron'] ?? '',
  });
  const badge = createBadge({
    app,
    platform,
    nativeImage: electron.nativeImage,
    window: main.window,
    describe: (count) => strings.unseenAnswers(count),
  });
  const notices = createAnswerNotices({
    Notification: electron.Notification,
    strings,
    readSettings: application.settings.get,
    chatOf: (threadId) => application.threads.get(threadId),
    listLive: application.hub.listLive,
    isFocused: () => [main.window(), quick.window()].some((window) => window?.isFocused() === true),
    onOpen: (threadId) => main.show(`/chat/${encodeURIComponent(threadId)}`),
    onUnseen: badge,
  });
  const loginItem = createLoginItem({ app, process });

  const openTray = (): TrayIcon | null => {
    try {
      return createTray({
        Tray: electron.Tray,
        Menu: electron.Menu,
        nativeImage: electron.nativeImage,
        nativeTheme: electron.nativeTheme,
        folder: join(paths.resources, 'tray'),
        platform,
        onOpen: () => main.show(),
      });
    } catch (error) {
      log.warn('there is no tray icon', error);
      return null;
    }
  };
  const tray = openTray();
  const showTray = (): void => tray?.show(trayModel({ strings, engine: application.engine.state, actions }));
  const lookForTray = (): void => attempt('the tray could not be looked for', async () => (hasHost = await findTrayHost()));
  const showMenu = (): void => {
    const isMac = platform === 'darwin';
    const template = menuTemplate({ strings, isMac, isPackaged: app.isPackaged, isSafeMode, actions });
    electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(template));
  };

  /** The user may have changed it in the system's own settings: at the start those are right, later ours are. */
  const followLogin = async (before: Settings | null, now: Settings): Promise<void> => {
    const isOn = await loginItem.isOn();
    if (before !== null && before.shouldStartAtLogin === now.shouldStartAtLogin) return;
    if (before === null && isOn !== now.shouldStartAtLogin) await application.settings.update({ shouldStartAtLogin: isOn });
    else if (before !== null || isOn) await loginItem.set(now.shouldStartAtLogin);
  };
  const apply = async (): Promise<void> => {
    const before = settings;
    const now = await application.settings.get();
    settings = now;
    if (before?.uiLanguage !== now.uiLanguage) {
      language.follow(now.uiLanguage);
      attempt('the menus could not be shown', showMenu);
      attempt('the tray could not be shown', showTray);
    }
    if (before?.shouldCloseToTray !== now.shouldCloseToTray) lookForTray();
    if (before?.shouldCheckSpelling !== now.shouldCheckSpelling) {
      attempt('spelling could not be set', () =>
        applySpelling({ session: electron.session.defaultSession, app, platform }, now.shouldCheckSpelling),
      );
    }
    attempt('the start at login could not be set', () => followLogin(before, now));
  };
  const follow = async (): Promise<void> => {
    const changes = application.changes.watch(ending.signal);
    await apply();
    for await (const { topic } of changes) if (topic === 'settings') await apply();
  };

  attempt('the menus could not be shown', showMenu);
  const forgetEngine = application.engine.onState(() => attempt('the tray could not be shown', showTray));
  attempt('the settings could not be followed', follow);
  if (isSafeMode) attempt('safe mode could not be explained', () => showSafeModeNotice({ dialog, owner: main.window, strings, actions }));

  return {
    hasTray: () => tray !== null,
    isWindowKept: () => settings?.shouldCloseToTray === true && tray !== null && hasHost,
    focused: () => {
      notices.seen();
      lookForTray(); // a panel may have come or gone since
    },
    answered: (threadId, outcome) => attempt('an answer could not be announced', () => notices.answered(threadId, outcome)),
    dispose: () => {
      ending.abort();
      forgetEngine();
      notices.dispose();
      tray?.dispose();
    },
  };
}
