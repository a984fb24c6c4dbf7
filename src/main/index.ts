/** The desktop host's entry: boot order, nothing else. What must happen before the app is ready happens here, in this order. */
import { join } from 'node:path';
import * as electron from 'electron';
import { dropDangerousSwitches, viewOf } from './desktop/command-line.ts';
import { startDesktopHost } from './desktop/desktop-host.ts';
import type { DesktopHost } from './desktop/desktop-host.ts';
import { desktopStrings } from './desktop/desktop-strings.ts';
import { QUIT_LIMIT_MS, quitCleanly } from './desktop/quit.ts';
import { UI_SCHEMES } from './desktop/ui-protocol.ts';
import { acquireLock } from './platform/data-folder-lock.ts';
import { entryPaths } from './platform/entry-paths.ts';
import { createLogger } from './platform/logger.ts';
import { dataFolder, ensureDataFolder } from './platform/paths.ts';
import { catchProcessErrors } from './platform/process-nets.ts';
import { describeHolder, explainStartFailure } from './platform/start-failure.ts';

const { app, dialog, protocol } = electron;

/** @throws Error with a sentence, or AppError STORAGE_*; the caller tells the user */
async function start(folder: string): Promise<void> {
  const log = createLogger({ folder: join(folder, 'logs') });
  let host: DesktopHost | null = null;
  const close = async (limitMs: number): Promise<void> => host?.close(limitMs);
  catchProcessErrors(process, log, () => void close(QUIT_LIMIT_MS).finally(() => app.exit(1)));
  quitCleanly({ app, close });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit());
  app.on('second-instance', (_event, argv) => host?.show(viewOf(argv)));

  const dropped = dropDangerousSwitches(app.commandLine, app.isPackaged);
  if (dropped.length > 0) log.warn('switches of the command line were ignored', undefined, { names: dropped.join(' ') });
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged(UI_SCHEMES);
  await app.whenReady();

  const acquired = await acquireLock(folder, { host: 'desktop', port: null, controlToken: null });
  const strings = desktopStrings(app.getLocale());
  if (acquired.state === 'held') throw new Error(`${strings.alreadyOpen} (${describeHolder(acquired.holder)}).`);
  const paths = entryPaths(import.meta.url, app.isPackaged ? process.resourcesPath : undefined);
  host = await startDesktopHost({ electron, paths, dataFolder: folder, log, strings, process });
}

function fail(error: unknown): void {
  dialog.showErrorBox(desktopStrings(app.getLocale()).couldNotStart, explainStartFailure(error));
  app.exit(1);
}

try {
  const folder = dataFolder(process.env, process.platform);
  const chromiumFolder = join(folder, 'chromium');
  ensureDataFolder(folder);
  ensureDataFolder(chromiumFolder);
  // Chromium's own files stay with the data they belong to, and the single-instance lock is one a data folder.
  app.setPath('userData', chromiumFolder);
  if (app.requestSingleInstanceLock()) start(folder).catch(fail);
  else app.exit(0);
} catch (error) {
  fail(error);
}
