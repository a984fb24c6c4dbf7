/** Reads a packed app and names everything in it that should not be there, or is not there. Starts nothing. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import * as z from 'zod';
import { NATIVE_MANIFEST, nativeManifestSchema } from '../../src/main/platform/native-manifest.ts';
import { findListErrors } from './builder-hooks.ts';
import { findWrongFuses } from './fuses.ts';

/** Of everything that is not Electron and not the model. */
export const SIZE_LIMIT_BYTES = 130_000_000;

/** A file of the archive, by its path with forward slashes. */
export interface ArchiveEntry {
  readonly path: string;
  readonly sizeBytes: number;
  readonly isUnpacked: boolean;
  readonly hasIntegrity: boolean;
}

const fileSchema = z.object({
  size: z.number(),
  unpacked: z.boolean().default(false),
  integrity: z.object({ hash: z.string() }).optional(),
});
const folderSchema = z.object({ files: z.record(z.string(), z.unknown()) });

export function listArchive(path: string): readonly ArchiveEntry[] {
  const walk = (node: unknown, prefix: string): readonly ArchiveEntry[] =>
    Object.entries(folderSchema.parse(node).files).flatMap(([name, child]) => {
      const childPath = prefix === '' ? name : `${prefix}/${name}`;
      if (folderSchema.safeParse(child).success) return walk(child, childPath);
      const { size, unpacked, integrity } = fileSchema.parse(child);
      return [{ path: childPath, sizeBytes: size, isUnpacked: unpacked, hasIntegrity: integrity !== undefined }];
    });
  return walk(getRawHeader(path).header, '');
}

const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a source file', /\.(?:ts|tsx|mts|cts|c|cc|cpp|h|gyp|gypi)$/],
  ['a source map', /\.map$/],
  ['a test', /(?:^|\/)(?:__tests__|tests?)\/|\.(?:test|spec)\.[cm]?js$/],
  ['a model', /\.gguf$/],
  ['part of the repository', /^(?:src|scripts|e2e|bench|docs|dist|resources|build|test-results)\//],
  ['a secret', /(?:^|\/)\.(?:env|npmrc|git)(?:[./]|$)/],
];
const SYSTEM_WORDS = { darwin: /darwin|mac-|\bmacos\b/, linux: /linux/, win32: /win32|[/-]win-/ };

/** Complaints about the archive of an app for one system and processor. */
export function findArchiveFaults(entries: readonly ArchiveEntry[], system: keyof typeof SYSTEM_WORDS, arch: string): readonly string[] {
  const foreignSystems = Object.entries(SYSTEM_WORDS).flatMap(([name, words]) => (name === system ? [] : [words]));
  const foreignArch = arch === 'x64' ? /arm64|armv7|ia32/ : /x64|armv7|ia32/;
  const isForeign = (path: string): boolean =>
    /\.(?:node|so|dylib|dll|exe)(?:\.|$)/.test(path) && [...foreignSystems, foreignArch, /musl|cuda/].some((words) => words.test(path));
  return entries.flatMap(({ path, isUnpacked, hasIntegrity }) => [
    ...FORBIDDEN.flatMap(([what, pattern]) => (pattern.test(path) ? [`${what}: ${path}`] : [])),
    ...(isForeign(path) ? [`for another system: ${path}`] : []),
    ...(hasIntegrity ? [] : [`no integrity hash: ${path}`]),
    ...(isUnpacked && !/\.(?:node|dylib|dll|so(?:\..+)?)$/.test(path) ? [`outside the archive without need: ${path}`] : []),
  ]);
}

const NEEDED = ['package.json', 'out/main/index.js', 'out/main/engine.js', 'out/main/store.js', 'out/preload/index.cjs', NATIVE_MANIFEST];
const BESIDE = ['models.json', 'THIRD-PARTY-NOTICES.txt', 'LICENSE.txt', 'tray/tray.png', 'tray/tray@2x.png', 'tray/tray-light.png'];

export interface Inspection {
  readonly faults: readonly string[];
  readonly facts: readonly string[];
}

/** A folder as electron-builder leaves it on Linux (`linux-unpacked`), made from `electronDist`. */
export async function inspectLinuxPackage(folder: string, electronDist: string, arch: string): Promise<Inspection> {
  const resources = join(folder, 'resources');
  const entries = listArchive(join(resources, 'app.asar'));
  const paths = new Set(entries.map(({ path }) => path));
  const models = readdirSync(join(resources, 'models')).filter((name) => name.endsWith('.gguf'));
  const modelBytes = models.reduce((sum, name) => sum + statSync(join(resources, 'models', name)).size, 0);
  const totalBytes = sizeOf(folder) - sizeOf(electronDist) - modelBytes;
  const manifest = nativeManifestSchema.parse(JSON.parse(readArchived(resources)));
  const unpacked = entries.filter(({ isUnpacked }) => isUnpacked);
  return {
    faults: [
      ...findArchiveFaults(entries, 'linux', arch),
      ...NEEDED.filter((path) => !paths.has(path)).map((path) => `missing in the archive: ${path}`),
      ...BESIDE.filter((path) => !existsSync(join(resources, path))).map((path) => `missing beside the archive: ${path}`),
      ...(models.length === 1 ? [] : [`there should be one starter model, not ${models.length}`]),
      ...findListErrors(join(resources, 'app.asar.unpacked'), manifest.files),
      ...(await findWrongFuses(join(folder, 'inkstone'))),
      ...(totalBytes <= SIZE_LIMIT_BYTES
        ? []
        : [`${megabytes(totalBytes)} without Electron and model, ${megabytes(SIZE_LIMIT_BYTES)} allowed`]),
    ],
    facts: [
      `${entries.length} files in the archive (${megabytes(statSync(join(resources, 'app.asar')).size)}), every one with its hash`,
      `${unpacked.length} native files beside it (${megabytes(unpacked.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))}), all on the list`,
      `${megabytes(totalBytes)} without Electron and model (limit ${megabytes(SIZE_LIMIT_BYTES)}); model ${megabytes(modelBytes)}`,
    ],
  };
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

function readArchived(resources: string): string {
  const header = getRawHeader(join(resources, 'app.asar'));
  const archive = readFileSync(join(resources, 'app.asar'));
  const node = NATIVE_MANIFEST.split('/').reduce<unknown>((at, name) => folderSchema.parse(at).files[name], header.header);
  const { offset, size } = z.object({ offset: z.string(), size: z.number() }).parse(node);
  const start = 8 + header.headerSize + Number(offset);
  return archive.toString('utf8', start, start + size);
}

function sizeOf(path: string): number {
  const stat = statSync(path);
  return stat.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : stat.size;
}
