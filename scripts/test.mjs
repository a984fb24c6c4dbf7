/**
 * `npm test`: brings what the tests need (dependencies, starter model, a Chromium) and runs every stage. Plain JavaScript on
 * Node ≥ 20; the stages themselves run in scripts/test/run-stages.ts on the pinned Node. The last line of stdout is always
 * `N passed, N failed`.
 */
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runInForeground } from './start/child.mjs';
import { ensureDependencies } from './start/dependencies.mjs';
import { checkMachine, readMachine } from './start/machine.mjs';
import { ensureStarterModel } from './start/model.mjs';
import { findNode, withNode } from './start/pinned-node.mjs';
import { createSteps, Problem } from './start/steps.mjs';
import { ensureChromium } from './test/chromium.mjs';
import { ensureX11Tools } from './test/x11-tools.mjs';

const HELP = `Usage: npm test [-- --only STAGE[,STAGE]]

Installs what is missing and runs everything. Stages, in order: check, unit, heavy, slow, build, e2e.
--only runs some of them. The last line is "N passed, N failed"; the exit code is 0 when nothing failed.
`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {readonly string[]} argv */
async function test(argv) {
  const { values } = parseArgs({
    args: [...argv],
    options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const steps = createSteps(process.stderr);
  await steps.run('Checking this machine', () => checkMachine(readMachine(root), 1e9));
  await steps.run('Dependencies', (progress) => ensureDependencies(root, progress));
  const model = await steps.run('Starter model', (progress) => ensureStarterModel(root, progress)).catch(toProblem);
  const chromium = await steps.run('Chromium', (progress) => ensureChromium(root, progress)).catch(toProblem);
  await steps.run('X11 tools', ensureX11Tools);

  const node = findNode(root);
  const env = {
    ...withNode(node, process.env),
    ...(model instanceof Problem ? { INKSTONE_TEST_NO_MODEL: model.message } : {}),
    ...(chromium instanceof Problem ? { INKSTONE_NO_CHROMIUM: chromium.message } : { INKSTONE_CHROMIUM: chromium }),
  };
  const stages = values.only === undefined ? [] : ['--only', values.only];
  return await runInForeground(node, [join(root, 'scripts', 'test', 'run-stages.ts'), ...stages], { cwd: root, env });
}

/** @param {unknown} error */
function toProblem(error) {
  if (error instanceof Problem) return error;
  throw error;
}

try {
  process.exitCode = await test(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Problem)) process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
}
