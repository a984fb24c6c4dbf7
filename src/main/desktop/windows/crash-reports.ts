/** Crash reports stay on this computer: written into the data folder, uploaded to nobody, opened from the Help menu. */
import { join } from 'node:path';
import type { App as ElectronApp, CrashReporter } from 'electron';
import { ensureDataFolder } from '#main/platform/paths.ts';

export const crashFolder = (dataFolder: string): string => join(dataFolder, 'crashes');

/** Before the app is ready, so that the first process is covered too. */
export function keepCrashReports(app: Pick<ElectronApp, 'setPath'>, crashReporter: Pick<CrashReporter, 'start'>, dataFolder: string): void {
  const folder = crashFolder(dataFolder);
  ensureDataFolder(folder);
  app.setPath('crashDumps', folder);
  crashReporter.start({ uploadToServer: false, compress: false });
}
