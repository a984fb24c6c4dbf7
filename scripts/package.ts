/**
 * `npm run package`: builds installers for this system with electron-builder into dist/. Where Electron's binary cannot be had it
 * says so and does not fail, unless `--required` is given, as in CI.
 */
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuild } from './start/build.mjs';
import { runInForeground } from './start/child.mjs';
import { findElectron, installElectron, readSurroundings } from './start/electron.mjs';
import { ensureStarterModel } from './start/model.mjs';
import { createSteps, Problem } from './start/steps.mjs';

const HELP = `Usage: npm run package [-- --dir] [--required]

  --dir        an unpacked app instead of installers
  --required   fail where Electron's binary cannot be had, instead of skipping
`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    required: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function ensureElectron(): Promise<string> {
  if (findElectron(root, readSurroundings()) !== undefined) return 'already here';
  const failure = await installElectron(root);
  if (failure !== undefined)
    throw new Problem(`its binary could not be had: ${failure}`, 'run this on a machine that reaches the place Electron is published at');
  return 'installed';
}

async function makePackage(): Promise<number> {
  const steps = createSteps(process.stderr);
  try {
    await steps.run('Electron', ensureElectron);
  } catch (error) {
    if (!(error instanceof Problem) || values.required) throw error;
    console.log('package: skipped: no Electron binary');
    return 0;
  }
  await steps.run('Starter model', (progress) => ensureStarterModel(root, progress));
  await steps.run('Build', () => ensureBuild(root));
  const args = ['--config', 'electron-builder.yml', '--publish', 'never', ...(values.dir ? ['--dir'] : [])];
  const dist = join(root, 'node_modules/electron/dist');
  return await runInForeground(process.execPath, [join(root, 'node_modules/electron-builder/cli.js'), ...args, `-c.electronDist=${dist}`], {
    cwd: root,
    env: process.env,
  });
}

if (values.help) {
  console.log(HELP);
} else {
  try {
    process.exitCode = await makePackage();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.exitCode = 1;
  }
}
