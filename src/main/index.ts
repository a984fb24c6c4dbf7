/** The desktop host's entry: boot order, nothing else. What must happen before the app is ready happens here, in this order. */
import { join } from 'node:path';
import * as electron from 'electron';
import { APP_ID } from './desktop/system/app-id.ts';
import { dropDangerousSwitches } from './desktop/system/command-line.ts';
import { startDesktopHost } from './desktop/desktop-host.ts';
import type { DesktopHost } from './desktop/desktop-host.ts';
import { guardStart, SETTLED_AFTER_MS } from './desktop/windows/crash-guard.ts';
import type { CrashGuard } from './desktop/windows/crash-guard.ts';
import { keepCrashReports } from './desktop/windows/crash-reports.ts';
import { desktopStrings } from './desktop/strings/desktop-strings.ts';
import { QUIT_LIMIT_MS, quitCleanly, quitWithSystem } from './desktop/quit.ts';
import { UI_SCHEMES } from './desktop/links/ui-protocol.ts';
import { enableShortcutPortal } from './desktop/shortcuts/shortcut-portal.ts';
import { acquireLock } from './platform/data-folder-lock.ts';
import { entryPaths } from './platform/entry-paths.ts';
import { createLogger } from './platform/logger.ts';
import { guardNativeModules } from './platform/native-guard.ts';
import { dataFolder, ensureDataFolder } from './platform/paths.ts';
import { catchProcessErrors } from './platform/process-nets.ts';
import { explainHolder, explainStartFailure } from './platform/start-failure.ts';

guardNativeModules(import.meta.url);
const { app, crashReporter, dialog, powerMonitor, protocol } = electron;
let guard: CrashGuard | null = null;

/** Electron knows it only once it is ready, and a start can fail before. */
const systemLanguage = (): string => app.getLocale() || Intl.DateTimeFormat().resolvedOptions().locale;

/** @throws Error with a sentence, or AppError STORAGE_*; the caller tells the user */
async function start(folder: string): Promise<void> {
  const log = createLogger({ folder: join(folder, 'logs') });
  const started = guardStart(folder);
  guard = started;
  if (started.isSafeMode) app.disableHardwareAcceleration();
  setTimeout(started.settle, SETTLED_AFTER_MS).unref();
  let host: DesktopHost | null = null;
  const close = async (limitMs: number): Promise<void> => host?.close(limitMs);
  catchProcessErrors(process, log, () => void close(QUIT_LIMIT_MS).finally(() => app.exit(1)));
  quitCleanly({
    app,
    close: async (limitMs) => {
      started.settle();
      await close(limitMs);
    },
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit());
  /** What came before the host was up; a link may be why the system started us. */
  const waiting: ((up: DesktopHost) => void)[] = [];
  const whenUp = (act: (up: DesktopHost) => void): void => {
    if (host === null) waiting.push(act);
    else act(host);
  };
  app.on('second-instance', (_event, argv) => whenUp((up) => up.open(argv)));
  app.on('open-url', (event, address) => {
    event.preventDefault();
    whenUp((up) => up.followLink(address));
  });

  const dropped = dropDangerousSwitches(app.commandLine, app.isPackaged);
  enableShortcutPortal(app.commandLine, process);
  if (dropped.length > 0) log.warn('switches of the command line were ignored', undefined, { names: dropped.join(' ') });
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged(UI_SCHEMES);
  await app.whenReady();
  quitWithSystem(powerMonitor, app);

  const acquired = await acquireLock(folder, { host: 'desktop', port: null, controlToken: null });
  if (acquired.state === 'held') throw new Error(explainHolder(acquired.holder, systemLanguage()));
  const paths = entryPaths(import.meta.url, app.isPackaged ? process.resourcesPath : undefined);
  host = await startDesktopHost({ electron, paths, dataFolder: folder, log, process, isSafeMode: started.isSafeMode });
  for (const act of waiting.splice(0)) act(host);
}

function fail(error: unknown): void {
  guard?.settle(); // a start that says why it failed is no crash
  const language = systemLanguage();
  dialog.showErrorBox(desktopStrings(language).couldNotStart, explainStartFailure(error, language));
  app.exit(1);
}

try {
  const folder = dataFolder(process.env, process.platform);
  const chromiumFolder = join(folder, 'chromium');
  ensureDataFolder(folder);
  ensureDataFolder(chromiumFolder);
  keepCrashReports(app, crashReporter, folder);
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
  // Chromium's own files stay with the data they belong to, and the single-instance lock is one a data folder.
  app.setPath('userData', chromiumFolder);
  if (app.requestSingleInstanceLock()) start(folder).catch(fail);
  else app.exit(0);
} catch (error) {
  fail(error);
}
