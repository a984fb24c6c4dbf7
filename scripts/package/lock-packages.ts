/** The lockfile's packages and what leads to what: for the notices and for what a package of the app holds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      optional: z.boolean().optional(),
      dev: z.boolean().optional(),
      dependencies: z.record(z.string(), z.string()).default({}),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
      peerDependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
});
export type LockPackages = z.infer<typeof lockSchema>['packages'];

export function readLockPackages(root: string): LockPackages {
  return lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))).packages;
}

/** `node_modules/a/node_modules/@b/c` is the folder of `@b/c`. */
export const packageNameOf = (folder: string): string => folder.split('node_modules/').at(-1) ?? '';

/** The folders of these packages and of everything they depend on, optional dependencies included. */
export function reachableFolders(packages: LockPackages, names: readonly string[]): ReadonlySet<string> {
  const visited = new Set<string>();
  const visit = (folder: string): void => {
    const entry = packages[folder];
    if (entry === undefined || visited.has(folder)) return;
    visited.add(folder);
    for (const next of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) visit(locate(packages, folder, next));
  };
  for (const name of names) visit(`node_modules/${name}`);
  return visited;
}

/** Node's own way of looking: beside the package first, then further out. */
function locate(packages: LockPackages, folder: string, name: string): string {
  for (let place = folder; place !== ''; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    if (packages[`${place}/node_modules/${name}`] !== undefined) return `${place}/node_modules/${name}`;
  }
  return `node_modules/${name}`;
}
