/** What the UI shows about the running application. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import type { appInfoSchema } from '#shared/contract/app-contract.ts';
import type { Store } from '#main/storage/store.ts';
import type { HostServices } from './host-services.ts';

export type AppInfo = z.infer<typeof appInfoSchema>;

export interface AppInfoDeps {
  readonly version: string;
  readonly dataFolder: string;
  readonly host: HostServices;
  readonly store: Pick<Store, 'maintenance'>;
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = entries
    .filter((entry) => entry.isFile())
    // A file may vanish between the listing and here.
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

const platformOf = (platform: NodeJS.Platform): AppInfo['platform'] => (platform === 'darwin' || platform === 'win32' ? platform : 'linux');

export async function readAppInfo({ version, dataFolder, host, store }: AppInfoDeps): Promise<AppInfo> {
  const [dataBytes, isReadOnly, isBackupMissing] = await Promise.all([
    sizeOf(dataFolder),
    store.maintenance.isReadOnly(),
    store.maintenance.isBackupMissing(),
  ]);
  return {
    version,
    host: host.host,
    platform: platformOf(process.platform),
    dataFolder,
    dataBytes,
    isReadOnly,
    isBackupMissing,
    systemLanguage: Intl.DateTimeFormat().resolvedOptions().locale,
  };
}
