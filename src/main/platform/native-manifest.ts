/** The list of native files that a package was made with: written at packaging into the archive, read at start. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** Inside the package, next to `out/main`. */
export const NATIVE_MANIFEST = 'out/native-manifest.json';

/** What the system's loader opens: `.so` may carry a version behind it. */
export const NATIVE_FILE = /\.(?:node|dll|dylib|so(?:\.\d+)*)$/u;

export const nativeManifestSchema = z.object({
  /**
   * `hash`: every file must match. `signature`: signing changes the files after the list was made, so only the names count, and the
   * system checks the contents (macOS with library validation).
   */
  checkedBy: z.enum(['hash', 'signature']),
  /** SHA-256 in hex by path below the app's root, with forward slashes. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});
export type NativeManifest = z.infer<typeof nativeManifestSchema>;

export const hashFile = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
