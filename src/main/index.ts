/** The desktop host's entry: boot order, nothing else. What must happen before the app is ready happens here, in this order. */
import { join } from 'node:path';
import * as electron from 'electron';
import { dropDangerousSwitches, viewOf } from './desktop/command-line.ts';
import { startDesktopHost } from './desktop/desktop-host.ts';
import type { DesktopHost } from './desktop/desktop-host.ts';
import { desktopStrings } from './desktop/desktop-strings.ts';
import { quitCleanly } from './desktop/quit.ts';
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
  ensureDataFolder(folder);
  const log = createLogger({ folder: join(folder, 'logs') });
  let host: DesktopHost | null = null;
  catchProcessErrors(process, log, () => app.quit());
  quitCleanly({ app, close: async (limitMs) => host?.close(limitMs) });
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

const folder = dataFolder(process.env, process.platform);
// Chromium's own files stay with the data they belong to, and the single-instance lock is one a data folder.
app.setPath('userData', join(folder, 'chromium'));
if (app.requestSingleInstanceLock()) {
  start(folder).catch((error: unknown) => {
    dialog.showErrorBox(desktopStrings(app.getLocale()).couldNotStart, explainStartFailure(error));
    app.exit(1);
  });
} else {
  app.exit(0);
}
