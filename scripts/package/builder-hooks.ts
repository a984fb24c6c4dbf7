/** What electron-builder calls while it packs: the list of native files before, the proof of that list and the fuses after. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { hashFile, NATIVE_FILE, NATIVE_MANIFEST } from '../../src/main/platform/native-manifest.ts';
import { setFuses } from './fuses.ts';
import { checkedBy, createManifest, isSigning, listNativeFiles } from './native-files.ts';
import type { System } from './native-files.ts';

/** The part of electron-builder's context that is used. */
interface PackContext {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  /** app-builder's own numbers. */
  readonly arch: number;
  readonly packager: {
    readonly projectDir: string;
    readonly executableName?: string;
    readonly appInfo: { readonly productFilename: string };
  };
}

const ARCHES: Readonly<Record<number, string>> = { 1: 'x64', 3: 'arm64' };

function systemOf(name: string): System {
  if (name === 'darwin' || name === 'linux' || name === 'win32') return name;
  throw new Error(`Inkstone is not packaged for ${name}`);
}

function manifestFor({ electronPlatformName, arch, packager }: PackContext): ReturnType<typeof createManifest> {
  const system = systemOf(electronPlatformName);
  const archName = ARCHES[arch];
  if (archName === undefined) throw new Error(`Inkstone is not packaged for processor number ${arch}: x64 and arm64, one at a time`);
  const root = packager.projectDir;
  return createManifest(root, listNativeFiles(root, system, archName), checkedBy(system, process.env));
}

export function beforePack(context: PackContext): void {
  writeFileSync(join(context.packager.projectDir, NATIVE_MANIFEST), `${JSON.stringify(manifestFor(context), undefined, 2)}\n`);
}

export async function afterPack(context: PackContext): Promise<void> {
  const { appOutDir, packager } = context;
  const name = packager.appInfo.productFilename;
  const isMac = context.electronPlatformName === 'darwin';
  const resources = isMac ? join(appOutDir, `${name}.app`, 'Contents', 'Resources') : join(appOutDir, 'resources');
  const wrong = findListErrors(join(resources, 'app.asar.unpacked'), manifestFor(context).files);
  if (wrong.length > 0) throw new Error(`the list of native files does not fit the package:\n  ${wrong.join('\n  ')}`);
  await setFuses(programOf(context), isMac && !isSigning(process.env));
}

/** Files on the list that were not packed as they are, and native files that no list names: the app would refuse to load either. */
export function findListErrors(unpacked: string, files: Readonly<Record<string, string>>): readonly string[] {
  const missing = Object.keys(files).filter((path) => !existsSync(join(unpacked, path)));
  const changed = Object.entries(files).filter(([path, hash]) => !missing.includes(path) && hashFile(join(unpacked, path)) !== hash);
  const packed = existsSync(unpacked) ? readdirSync(unpacked, { recursive: true, encoding: 'utf8' }) : [];
  const unlisted = packed.map((path) => path.replaceAll('\\', '/')).filter((path) => NATIVE_FILE.test(path) && files[path] === undefined);
  return [
    ...missing.map((path) => `missing: ${path}`),
    ...changed.map(([path]) => `changed: ${path}`),
    ...unlisted.map((path) => `not listed: ${path}`),
  ];
}

function programOf({ appOutDir, electronPlatformName, packager }: PackContext): string {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`);
  return join(appOutDir, electronPlatformName === 'win32' ? `${name}.exe` : (packager.executableName ?? name));
}
