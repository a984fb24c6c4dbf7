/** Copies of the library inside the data folder. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '#main/storage/store.ts';

export interface WrittenFile {
  /** Relative to the data folder, with `/`. */
  readonly fileName: string;
  readonly sizeBytes: number;
}

export interface DataService {
  backUp(): Promise<WrittenFile>;
}

export interface DataDeps {
  readonly dataFolder: string;
  readonly store: Pick<Store, 'maintenance'>;
  readonly now: () => Date;
}

/** Sorts by time and is a legal file name everywhere; milliseconds keep two quick copies apart. */
const stamp = (date: Date): string => date.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').replace('.', '').replace('Z', '');

export function createDataService({ dataFolder, store, now }: DataDeps): DataService {
  return {
    backUp: async () => {
      await mkdir(join(dataFolder, 'backups'), { recursive: true, mode: 0o700 });
      const name = `inkstone-${stamp(now())}.db`;
      return { fileName: `backups/${name}`, ...(await store.maintenance.backUp(join(dataFolder, 'backups', name))) };
    },
  };
}
