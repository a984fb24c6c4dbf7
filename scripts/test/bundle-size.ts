/** How much script a page loads before it shows anything. Grammars, diagrams and the like must come later, when they are needed. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const SCRIPT_LIMIT_BYTES = 600_000;

/** What the first screen does not show: each has a script of its own name, which the page must not load by itself. */
export const LATER_PARTS: readonly string[] = [
  'assistants-view',
  'candidates',
  'chat-parameters',
  'context-full-dialog',
  'context-ledger',
  'file-dialog',
  'models-view',
  'parameters-dialog',
  'playground-view',
  'queue-list',
  'quick-ask-view',
  'removed-dialog',
  'search-results',
  'self-test-view',
  'sent-file-dialog',
  'settings-view',
  'shortcuts-dialog',
  'transfer-dialogs',
  'token-view',
  'translate-view',
  'waiting-dialog',
  'write-view',
];

const SCRIPT = /<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.js)"/gu;

/** Size, gzipped, of all scripts that the HTML file names: its entry and what is preloaded for it. */
export function initialScriptBytes(htmlPath: string): number {
  return initialScripts(htmlPath).reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0);
}

/** The parts among `names` that are in the first load: their own script is part of it, or they have none and so lie in another's. */
export function partsInFirstLoad(htmlPath: string, names: readonly string[], allScripts: readonly string[]): readonly string[] {
  const first = initialScripts(htmlPath).map((path) => basename(path));
  const isOf = (name: string) => (file: string) => new RegExp(`^${name}-[\\w-]{8}\\.js$`, 'u').test(file);
  return names.filter((name) => first.some(isOf(name)) || !allScripts.some(isOf(name)));
}

function initialScripts(htmlPath: string): readonly string[] {
  const paths = [...readFileSync(htmlPath, 'utf8').matchAll(SCRIPT)].map(([, path]) => join(dirname(htmlPath), path ?? ''));
  return [...new Set(paths)];
}
