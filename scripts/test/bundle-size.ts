/** How much script a page loads before it shows anything. Grammars, diagrams and the like must come later, when they are needed. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const SCRIPT_LIMIT_BYTES = 600_000;

const SCRIPT = /<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.js)"/gu;

/** Size, gzipped, of all scripts that the HTML file names: its entry and what is preloaded for it. */
export function initialScriptBytes(htmlPath: string): number {
  const paths = [...readFileSync(htmlPath, 'utf8').matchAll(SCRIPT)].map(([, path]) => join(dirname(htmlPath), path ?? ''));
  return [...new Set(paths)].reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0);
}
