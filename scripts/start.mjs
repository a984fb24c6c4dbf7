/**
 * `npm start`: everything between a fresh clone and an open app, each step said once. Plain JavaScript on Node ≥ 20 without
 * dependencies, because it is what installs them. stdout carries the host's ready line and nothing else.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './start/build.mjs';
import { runInForeground } from './start/child.mjs';
import { ensureDependencies } from './start/dependencies.mjs';
import { chooseHost } from './start/electron.mjs';
import { checkMachine, readMachine } from './start/machine.mjs';
import { ensureStarterModel } from './start/model.mjs';
import { HELP, readOptions } from './start/options.mjs';
import { findNode, withNode } from './start/pinned-node.mjs';
import { createSteps, Problem } from './start/steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FRESH_INSTALL_BYTES = 3e9;
const RUNNING_BYTES = 2e8;

/** @param {readonly string[]} argv */
async function start(argv) {
  const options = readOptions(argv, process.env['INIT_CWD'] ?? process.cwd());
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const steps = createSteps(process.stderr);
  const isFresh = !existsSync(join(root, 'node_modules'));
  await steps.run('Checking this machine', () => checkMachine(readMachine(root), isFresh ? FRESH_INSTALL_BYTES : RUNNING_BYTES));
  await steps.run('Dependencies', (progress) => ensureDependencies(root, progress));
  if (options.fakeEngine) steps.say('- Starter model: not needed with --fake-engine');
  else if (process.env['INKSTONE_MODEL']) steps.say('- Starter model: not needed, INKSTONE_MODEL is set');
  else await steps.run('Starter model', (progress) => ensureStarterModel(root, progress)).catch(goOnWithoutIt);
  await steps.run('Build', () => ensureBuild(root));

  const host = await steps.run(
    'Host',
    () => chooseHost(root, options.serve),
    (chosen) => (chosen.kind === 'desktop' ? 'Electron' : `browser (${chosen.reason})`),
  );
  const node = findNode(root);
  const env = { ...withNode(node, process.env), ...(options.home === undefined ? {} : { INKSTONE_HOME: options.home }) };
  return host.kind === 'desktop'
    ? await runInForeground(host.electronPath, ['.', ...options.hostArguments], { cwd: root, env })
    : await runInForeground(node, ['out/main/serve.js', ...options.hostArguments], { cwd: root, env });
}

/** Only a `Problem` may be gone round: it was said with its next step. @param {unknown} error */
function goOnWithoutIt(error) {
  if (!(error instanceof Problem)) throw error;
}

try {
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  if (error.next.includes('--help')) process.stderr.write(`${error.message}: ${error.next}\n`);
  process.exitCode = 1;
}
