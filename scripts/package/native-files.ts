/** The native files that a package for one system and processor holds, and the list of them that goes into its archive. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { hashFile, NATIVE_FILE } from '../../src/main/platform/native-manifest.ts';
import type { NativeManifest } from '../../src/main/platform/native-manifest.ts';

export type System = 'darwin' | 'linux' | 'win32';

const LLAMA_NAMES = { darwin: 'mac', linux: 'linux', win32: 'win' };
/** One of these at least must be there: without it there is no engine. */
const LLAMA_BASE = { darwin: ['', '-metal'], linux: [''], win32: [''] };

/** Left out by electron-builder.yml too: processors of servers, where a graphics card does the work. */
const LEFT_OUT = /-vulkan\/.*ggml-cpu-(?:cascadelake|cooperlake|sapphirerapids|skylakex)\./;

/** Paths below the root, with forward slashes. @throws Error naming the package that is not installed */
export function listNativeFiles(root: string, system: System, arch: string): readonly string[] {
  const sqlite = `node_modules/better-sqlite3/prebuilds/${system}-${arch}.node`;
  const name = `node_modules/@node-llama-cpp/${LLAMA_NAMES[system]}-${arch}`;
  const isThere = (path: string): boolean => existsSync(join(root, path));
  if (!isThere(sqlite)) throw new Error(`${sqlite} is missing: better-sqlite3 has no build for this processor`);
  if (!LLAMA_BASE[system].some((suffix) => isThere(name + suffix))) {
    throw new Error(`${name} is not installed: run \`npm ci --os=${system} --cpu=${arch}\`, then package again`);
  }
  const folders = ['', '-vulkan', '-metal'].map((suffix) => name + suffix).filter(isThere);
  const libraries = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => NATIVE_FILE.test(file))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
      .filter((path) => !LEFT_OUT.test(path)),
  );
  return [sqlite, ...libraries.toSorted()];
}

/** Read by the guard in src/main/platform/native-guard.ts. */
export function createManifest(root: string, paths: readonly string[], checkedBy: NativeManifest['checkedBy']): NativeManifest {
  return { checkedBy, files: Object.fromEntries(paths.map((path) => [path, hashFile(join(root, path))])) };
}

/** Signing rewrites a Mac's libraries after the list was made; without a certificate nothing is signed. */
export function checkedBy(system: System, env: Readonly<Record<string, string | undefined>>): NativeManifest['checkedBy'] {
  return system === 'darwin' && isSigning(env) ? 'signature' : 'hash';
}

export const isSigning = (env: Readonly<Record<string, string | undefined>>): boolean =>
  [env['CSC_LINK'], env['CSC_NAME']].some((value) => value !== undefined && value !== '');
