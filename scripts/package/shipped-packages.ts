/**
 * Which npm packages go into a package of the app. The renderer is bundled, so of all dependencies only those that the built main,
 * engine and worker files name are needed at run time; they are read from the build and not from a list that could go stale.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { packageNameOf, reachableFolders, readLockPackages } from './lock-packages.ts';

const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"'\n]+)["']/g;

/** Package names that a built file imports. */
export function importedPackages(code: string): readonly string[] {
  const names = [...code.matchAll(SPECIFIER)].flatMap(([, specifier = '']) => {
    if (/^(?:\.|\/|node:|electron$|#)/.test(specifier) || builtinModules.includes(specifier)) return [];
    const name = /^(?:@[\w.-]+\/)?[\w.-]+/.exec(specifier)?.[0];
    return name === undefined ? [] : [name];
  });
  return [...new Set(names)].toSorted();
}

/** What the build's main part needs, with everything below it, by name. */
export function neededPackages(root: string): ReadonlySet<string> {
  const packages = readLockPackages(root);
  const folder = join(root, 'out', 'main');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
  const direct = files.flatMap((name) => importedPackages(readFileSync(join(folder, name), 'utf8')));
  const known = direct.filter((name) => packages[`node_modules/${name}`] !== undefined);
  return new Set([...reachableFolders(packages, known)].map(packageNameOf));
}

/** electron-builder patterns that leave out every other package that package.json calls a dependency. */
export function excludePatterns(root: string): readonly string[] {
  const packages = readLockPackages(root);
  const needed = neededPackages(root);
  const all = reachableFolders(packages, Object.keys(packages['']?.dependencies ?? {}));
  const names = new Set([...all].map(packageNameOf).filter((name) => !needed.has(name)));
  return [...names].toSorted().map((name) => `!**/node_modules/${name}/**`);
}
