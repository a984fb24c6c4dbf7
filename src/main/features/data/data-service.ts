/** Copies of the library inside the data folder: backups and exports. */
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
  exportAll(format: 'json' | 'markdown'): Promise<WrittenFile & { threads: number }>;
}

export interface DataDeps {
  readonly dataFolder: string;
  readonly store: Pick<Store, 'maintenance'>;
  readonly now: () => Date;
}

const EXTENSIONS = { json: 'json', markdown: 'md' } as const;

/** Sorts by time and is a legal file name everywhere; milliseconds keep two quick copies apart. */
const stamp = (date: Date): string => date.toISOString().replaceAll(/[-:]/g, '').replace('T', '-').replace('.', '').replace('Z', '');

export function createDataService({ dataFolder, store, now }: DataDeps): DataService {
  const place = async (folder: 'backups' | 'exports', name: string): Promise<{ fileName: string; path: string }> => {
    await mkdir(join(dataFolder, folder), { recursive: true, mode: 0o700 });
    return { fileName: `${folder}/${name}`, path: join(dataFolder, folder, name) };
  };
  return {
    backUp: async () => {
      const { fileName, path } = await place('backups', `inkstone-${stamp(now())}.db`);
      return { fileName, ...(await store.maintenance.backUp(path)) };
    },
    exportAll: async (format) => {
      const { fileName, path } = await place('exports', `inkstone-${stamp(now())}.${EXTENSIONS[format]}`);
      return { fileName, ...(await store.maintenance.exportAll(path, format)) };
    },
  };
}
