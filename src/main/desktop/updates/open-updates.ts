/** Puts together what the desktop host has for updates: the packager's source, the network gate, and the service over both. */
import { join } from 'node:path';
import type { App as ElectronApp } from 'electron';
import type { EntryPaths } from '#main/platform/entry-paths.ts';
import type { Logger } from '#main/platform/logger.ts';
import { createNetworkGate } from '#main/platform/network-gate.ts';
import { readUpdateFeed } from '#main/updates/update-feed.ts';
import type { UpdatePort } from '#main/updates/update-port.ts';
import { createUpdateService } from '#main/updates/update-service.ts';
import { createElectronUpdates } from './electron-updates.ts';

export interface OpenUpdatesOptions {
  readonly app: Pick<ElectronApp, 'isPackaged' | 'quit' | 'relaunch'>;
  readonly paths: Pick<EntryPaths, 'resources' | 'version'>;
  readonly dataFolder: string;
  readonly log: Logger;
  readonly process: Pick<NodeJS.Process, 'env' | 'platform'>;
  /** The user's switch. */
  readonly isOffline: () => Promise<boolean>;
}

/** Sources are updated by their owner, so there is a source in packages only. */
export function openUpdates({ app, paths, dataFolder, log, process, isOffline }: OpenUpdatesOptions): UpdatePort {
  const feed = app.isPackaged ? readUpdateFeed(paths.resources, log) : null;
  const source =
    feed &&
    createElectronUpdates({
      feed,
      gate: createNetworkGate({ log, isOffline }),
      folder: join(dataFolder, 'updates'),
      resources: paths.resources,
      version: paths.version,
      platform: process.platform,
      appImage: process.env['APPIMAGE'],
      relaunch: (file) => app.relaunch(file === undefined ? {} : { execPath: file }),
      quit: () => app.quit(),
    });
  return createUpdateService({ source, log, now: () => performance.now() });
}
