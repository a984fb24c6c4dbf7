/** Where the other processes' entries, the renderer and the resources lie, in a build, in a package and in the source tree. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

export interface EntryPaths {
  readonly engine: string;
  readonly store: string;
  readonly preload: string;
  /** The built renderer; also when main runs from source. */
  readonly renderer: string;
  /** Holds `models.json` and `models/`. */
  readonly resources: string;
  readonly version: string;
}

const packageSchema = z.object({ version: z.string() });

/** `entryUrl` is the `import.meta.url` of a host's entry; `packagedResources` is where a package keeps its extra resources. */
export function entryPaths(entryUrl: string, packagedResources?: string): EntryPaths {
  const file = fileURLToPath(entryUrl);
  const folder = dirname(file);
  const root = join(folder, '..', '..');
  const isBuilt = file.endsWith('.js');
  return {
    engine: isBuilt ? join(folder, 'engine.js') : join(folder, 'inference', 'host', 'engine-process.ts'),
    store: isBuilt ? join(folder, 'store.js') : join(folder, 'storage', 'store-worker.ts'),
    preload: join(root, 'out', 'preload', 'index.cjs'),
    renderer: join(root, 'out', 'renderer'),
    resources: packagedResources ?? join(root, 'resources'),
    version: packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).version,
  };
}
