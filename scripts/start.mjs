/**
 * `npm start`: everything between a fresh clone and an open app, each step said once. Plain JavaScript on Node ≥ 20 without
 * dependencies, because it is what installs them. stdout carries the host's ready line and nothing else.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensureBuild } from './start/build.mjs';
import { isChildRunning, runInForeground } from './start/child.mjs';
import { ensureDependencies } from './start/dependencies.mjs';
import { chooseHost } from './start/electron.mjs';
import { checkMachine, readMachine } from './start/machine.mjs';
import { ensureStarterModel } from './start/model.mjs';
import { fromFolder, HELP, readOptions } from './start/options.mjs';
import { findNode, withNode } from './start/pinned-node.mjs';
import { createSteps, Problem } from './start/steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const FRESH_INSTALL_BYTES = 3e9;
const RUNNING_BYTES = 2e8;
/** Ended by SIGHUP, SIGINT or SIGTERM. */
const SIGNALLED = [129, 130, 143];

let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    isEnding = true;
    // A child was handed the signal too: it must not be left behind.
    if (!isChildRunning()) process.exit(0);
  });
}

/** @param {readonly string[]} argv */
async function start(argv) {
  const userFolder = process.env['INIT_CWD'] ?? process.cwd();
  const options = readOptions(argv, userFolder);
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const steps = createSteps(process.stderr);
  /** @template T @param {T} result */
  const unlessEnding = (result) => (isEnding ? process.exit(0) : result);
  const isFresh = !existsSync(join(root, 'node_modules'));
  await steps.run('Checking this machine', () => checkMachine(readMachine(root), isFresh ? FRESH_INSTALL_BYTES : RUNNING_BYTES));
  unlessEnding(await steps.run('Dependencies', (progress) => ensureDependencies(root, progress)));
  if (options.fakeEngine) steps.say('- Starter model: not needed with --fake-engine');
  else if (process.env['INKSTONE_MODEL']) steps.say('- Starter model: not needed, INKSTONE_MODEL is set');
  else unlessEnding(await steps.run('Starter model', (progress) => ensureStarterModel(root, progress)).catch(goOnWithoutIt));
  unlessEnding(await steps.run('Build', () => ensureBuild(root)));

  const host = await steps.run(
    'Host',
    () => chooseHost(root, options.serve),
    (chosen) => (chosen.kind === 'desktop' ? 'Electron' : `browser (${chosen.reason})`),
  );
  const node = findNode(root);
  const named = fromFolder(userFolder, process.env, ['INKSTONE_HOME', 'INKSTONE_MODEL']);
  const env = {
    ...withNode(node, process.env),
    ...named,
    ...(options.home === undefined ? {} : { INKSTONE_HOME: options.home }),
    INKSTONE_STARTED_BY: String(process.pid),
  };
  unlessEnding(undefined);
  const code =
    host.kind === 'desktop'
      ? await runInForeground(host.electronPath, ['.', ...options.hostArguments], { cwd: root, env })
      : await runInForeground(node, ['out/main/serve.js', ...options.hostArguments], { cwd: root, env });
  // Stopped before it could listen to signals: that is an end as asked for.
  return isEnding && SIGNALLED.includes(code) ? 0 : code;
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
  process.exitCode = isEnding ? 0 : 1;
}
