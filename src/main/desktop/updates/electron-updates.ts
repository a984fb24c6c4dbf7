/**
 * Updates of a packaged application through electron-updater, which knows how to find and install them on each system. It is
 * loaded at the first check, does nothing by itself, and reaches the network only through the gate (`update-requests.ts`).
 */
import { randomUUID } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type * as ElectronUpdater from 'electron-updater';
import type { AppUpdater } from 'electron-updater';
import type { NetworkGate } from '#main/platform/network-gate.ts';
import { UpdateError } from '#main/updates/update-error.ts';
import type { UpdateFeed } from '#main/updates/update-feed.ts';
import type { UpdateSource } from '#main/updates/update-service.ts';
import { createUpdateRequests } from './update-requests.ts';

type AppAdapter = NonNullable<ConstructorParameters<typeof ElectronUpdater.NsisUpdater>[1]>;

export interface ElectronUpdatesOptions {
  readonly feed: UpdateFeed;
  readonly gate: NetworkGate;
  /** Downloads are kept here. */
  readonly folder: string;
  /** Where electron-builder put `app-update.yml` and `package-type`. */
  readonly resources: string;
  readonly version: string;
  readonly platform: NodeJS.Platform;
  /** Of an AppImage: the file that runs. */
  readonly appImage: string | undefined;
  /** Starts `file`, or this application, once it has ended. */
  readonly relaunch: (file?: string) => void;
  readonly quit: () => void;
}

/** The two things of the library that it keeps to itself and that must be ours, before it makes its first request. */
function takeOver(updater: AppUpdater, executor: object): void {
  Reflect.set(updater, 'httpExecutor', executor);
  // It would name this installation to the server. The gate drops the header; this also keeps the file from being written.
  Reflect.set(updater, 'stagingUserIdPromise', { value: Promise.resolve(randomUUID()) });
}

/** Everything that could happen without the user is off. */
function restrain(updater: AppUpdater): void {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.autoRunAppAfterInstall = true;
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  updater.disableWebInstaller = true;
  updater.disableDifferentialDownload = true;
  updater.isUserWithinRollout = () => true;
  updater.logger = null;
}

function adapterOf({ version, resources, folder, relaunch, quit }: ElectronUpdatesOptions): AppAdapter {
  return {
    version,
    name: 'Inkstone',
    isPackaged: true,
    appUpdateConfigPath: join(resources, 'app-update.yml'),
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: () => Promise.resolve(),
    relaunch: () => relaunch(),
    quit,
    // Only for installing when the user quits, which is off.
    onQuit: () => undefined,
  };
}

async function makeUpdater(options: ElectronUpdatesOptions, executor: object): Promise<AppUpdater> {
  const library = await import('electron-updater');
  const adapter = adapterOf(options);
  const make = async (): Promise<AppUpdater> => {
    if (options.platform === 'win32') return new library.NsisUpdater(null, adapter);
    if (options.platform === 'darwin') return new library.MacUpdater(undefined, adapter);
    if (options.appImage !== undefined) return new library.AppImageUpdater(null, adapter);
    const kind = await readFile(join(options.resources, 'package-type'), 'utf8').catch(() => '');
    if (kind.trim() === 'deb') return new library.DebUpdater(null, adapter);
    throw new UpdateError('unknown');
  };
  const updater = await make();
  takeOver(updater, executor);
  restrain(updater);
  updater.setFeedURL({ provider: 'generic', url: options.feed.url.href });
  return updater;
}

/** The new file takes the old one's place in one step: a copy that fails leaves the application as it was. */
async function replaceAppImage(downloaded: string, appImage: string): Promise<void> {
  const beside = `${appImage}.new`;
  try {
    await copyFile(downloaded, beside);
    await chmod(beside, 0o755);
    await rename(beside, appImage);
  } finally {
    await rm(beside, { force: true });
  }
}

function runInstaller(updater: AppUpdater): void {
  let failure: unknown;
  updater.once('error', (error) => (failure = error));
  // Silent, because the user has agreed already, and then this application again.
  if ('quitAndInstall' in updater && typeof updater.quitAndInstall === 'function') updater.quitAndInstall(true, true);
  if (failure !== undefined) throw new UpdateError('unknown', { cause: failure });
}

/** A version as semantic versioning writes it; it is shown, and becomes part of a file name. */
const VERSION = /^\d{1,6}\.\d{1,6}\.\d{1,6}(?:-[0-9A-Za-z.-]{1,40})?$/;

export function createElectronUpdates(options: ElectronUpdatesOptions): UpdateSource {
  const { feed, gate, folder, appImage, platform } = options;
  const requests = createUpdateRequests({ gate, feedUrl: feed.url, publicKey: feed.publicKey });
  let updater: AppUpdater | null = null;
  let downloaded: string | null = null;

  const prepare = async (): Promise<AppUpdater> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return (updater ??= await makeUpdater(options, requests.executor));
  };

  return {
    check: async (signal) => {
      const ready = await prepare();
      const result = await requests.during({ signal, onProgress: () => undefined }, () => ready.checkForUpdates());
      if (result?.isUpdateAvailable !== true) return null;
      const { version, files } = result.updateInfo;
      if (!VERSION.test(version)) throw new UpdateError('damaged');
      const size = files.find(({ size: bytes }) => Number.isSafeInteger(bytes))?.size;
      return { version, sizeBytes: size ?? null };
    },
    download: async (onProgress, signal) => {
      const ready = await prepare();
      [downloaded = null] = await requests.during({ signal, onProgress }, () => ready.downloadUpdate());
    },
    install: async () => {
      if (updater === null || downloaded === null) throw new UpdateError('unknown');
      if (platform !== 'linux' || appImage === undefined) {
        runInstaller(updater);
        return;
      }
      await replaceAppImage(downloaded, appImage);
      options.relaunch(appImage);
      options.quit();
    },
  };
}
