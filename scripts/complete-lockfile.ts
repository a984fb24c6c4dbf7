/** Adds the platform packages that package-lock.json names and lacks (docs/adr/0002-pinned-node.md). Run after `npm install`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { completeLockfile, findLackingPackages } from './package/platform-packages.ts';

if (process.argv.includes('--help')) {
  console.log(
    'Usage: node scripts/run.mjs scripts/complete-lockfile.ts\n\nAdds to package-lock.json the platform packages that its entries name and it lacks.',
  );
} else {
  const path = join(dirname(dirname(fileURLToPath(import.meta.url))), 'package-lock.json');
  const text = readFileSync(path, 'utf8');
  const lacking = findLackingPackages(text);
  if (lacking.length > 0) writeFileSync(path, completeLockfile(text));
  console.log(`${lacking.length} packages added`);
}
