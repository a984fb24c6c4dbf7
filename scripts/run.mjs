/** Runs one of our scripts on the pinned Node: `node scripts/run.mjs SCRIPT [ARGS]`. Plain JavaScript: the Node on PATH may be 20. */
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { runInForeground } from './start/child.mjs';
import { findNode, withNode } from './start/pinned-node.mjs';
import { Problem } from './start/steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...args] = process.argv.slice(2);

if (script === undefined || script === '--help') {
  process.stdout.write('Usage: node scripts/run.mjs SCRIPT [ARGS]\n\nRuns SCRIPT on the Node that the project pins.\n');
} else {
  try {
    const node = findNode(root);
    process.exitCode = await runInForeground(node, [resolve(root, script), ...args], { cwd: root, env: withNode(node, process.env) });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`${error.message}. What to do: ${error.next}\n`);
    process.exitCode = 1;
  }
}
