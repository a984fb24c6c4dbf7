/**
 * `npm run package`: builds installers for this system with electron-builder into dist/. Where Electron's binary cannot be had it
 * says so and does not fail, unless `--required` is given, as in CI. `--check` proves what can be proved without it.
 */
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuild } from './start/build.mjs';
import { findElectron, installElectron, readSurroundings } from './start/electron.mjs';
import { ensureStarterModel } from './start/model.mjs';
import { createSteps, Problem } from './start/steps.mjs';
import { checkPackage } from './package/check-package.ts';
import { runBuilder } from './package/run-builder.ts';
import { findProgram, smokeTest } from './package/smoke-package.ts';

const HELP = `Usage: npm run package [-- --dir] [--required] | [-- --check] | [-- --smoke]

  --dir        an unpacked app instead of installers
  --check      package against a stand-in for Electron (Linux) and inspect the result
  --smoke      start what was packed, ask one question, quit; needs Electron and a display
  --required   fail where Electron's binary cannot be had, instead of skipping
`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
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
  if (values.smoke) {
    console.log(`package --smoke: passed; the app answered "${await smokeTest([findProgram(join(root, 'dist'))])}"`);
    return 0;
  }
  const steps = createSteps(process.stderr);
  if (!values.check) {
    try {
      await steps.run('Electron', ensureElectron);
    } catch (error) {
      if (!(error instanceof Problem) || values.required) throw error;
      console.log('package: skipped: no Electron binary');
      return 0;
    }
  }
  await steps.run('Starter model', (progress) => ensureStarterModel(root, progress));
  await steps.run('Build', () => ensureBuild(root));
  if (values.check) return (await checkPackage(root)) ? 0 : 1;
  const electronDist = join(root, 'node_modules/electron/dist');
  return await runBuilder({ root, electronDist, output: join(root, 'dist'), args: values.dir ? ['--dir'] : [] });
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
