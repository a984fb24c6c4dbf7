/** Installs the dependencies exactly as `npm start` and `npm test` do, and nothing more: `node scripts/install.mjs`. */
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './start/dependencies.mjs';
import { createSteps, Problem } from './start/steps.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (process.argv.includes('--help')) {
  process.stdout.write('Usage: node scripts/install.mjs\n\nInstalls what package-lock.json says, if that is not there yet.\n');
} else {
  try {
    await createSteps(process.stderr).run('Dependencies', (progress) => ensureDependencies(root, progress));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.exitCode = 1;
  }
}
