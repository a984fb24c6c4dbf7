/**
 * Native modules lie outside the archive, where its integrity check does not see them. In a package nothing native is loaded
 * into this thread unless it is on the list inside the archive and unchanged, together with the libraries beside it, which it
 * loads by itself. Only what is really loaded is read. Someone who can write there between the check and the load is not stopped.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '#shared/errors/app-error.ts';
import { hashFile, NATIVE_FILE, NATIVE_MANIFEST, nativeManifestSchema } from './native-manifest.ts';
import type { NativeManifest } from './native-manifest.ts';

const ARCHIVE = 'app.asar';

export interface NativeGuard {
  /** The refusal so far, for callers whose library swallows what loading throws. */
  findRefusal(): AppError | undefined;
}

/** The part of `process` that is used; every thread has its own. */
export interface NativeLoader {
  dlopen(module: object, filename: string, flags?: number): void;
}

const UNGUARDED: NativeGuard = { findRefusal: () => undefined };

/**
 * Call first in every thread of a packaged app that loads native code, with the `import.meta.url` of its entry.
 * Outside a package it does nothing: there is no list, and the developer changes these files on purpose.
 */
export function guardNativeModules(entryUrl: string, loader: NativeLoader = process): NativeGuard {
  const root = join(dirname(fileURLToPath(entryUrl)), '..', '..');
  if (basename(root) !== ARCHIVE) return UNGUARDED;
  const unpacked = `${root}.unpacked`;
  const load = loader.dlopen.bind(loader);
  let manifest: NativeManifest | undefined;
  let refusal: AppError | undefined;
  loader.dlopen = (module, filename, flags) => {
    try {
      manifest ??= nativeManifestSchema.parse(JSON.parse(readFileSync(join(root, NATIVE_MANIFEST), 'utf8')));
      // Electron gives the path inside the archive and opens the file beside it.
      verify(filename.replace(`${root}${sep}`, `${unpacked}${sep}`), unpacked, manifest);
    } catch (cause) {
      refusal = cause instanceof AppError ? cause : new AppError('INSTALLATION_CHANGED', { file: NATIVE_MANIFEST }, { cause });
      throw refusal;
    }
    load(module, filename, ...(flags === undefined ? [] : [flags]));
  };
  return { findRefusal: () => refusal };
}

/** The module and everything loadable in its folder: its libraries are opened by the system, and some are found by their names. */
function verify(path: string, root: string, { checkedBy, files }: NativeManifest): void {
  const toName = (file: string): string => relative(root, file).split(sep).join('/');
  const folder = dirname(path);
  const found = readdirSync(folder)
    .filter((name) => NATIVE_FILE.test(name))
    .map((name) => join(folder, name));
  for (const file of new Set([path, ...found])) {
    const expected = files[toName(file)];
    if (expected === undefined || (checkedBy === 'hash' && hashFile(file) !== expected)) {
      throw new AppError('INSTALLATION_CHANGED', { file: basename(file) });
    }
  }
  const missing = Object.keys(files).find((name) => dirname(name) === toName(folder) && !found.some((file) => toName(file) === name));
  if (missing !== undefined) throw new AppError('INSTALLATION_CHANGED', { file: basename(missing) });
}
