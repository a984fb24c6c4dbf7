/** `npm run notices`: writes resources/THIRD-PARTY-NOTICES.txt from the lockfile. `npm run check` fails when it is out of date. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createNotices, NOTICES_PATH } from './package/third-party-notices.ts';

if (process.argv.includes('--help')) {
  console.log(`Usage: npm run notices\n\nWrites ${NOTICES_PATH} from package-lock.json and the licence files of the installed packages.`);
} else {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const { text, packageCount } = createNotices(root);
  writeFileSync(join(root, NOTICES_PATH), text);
  console.log(`${NOTICES_PATH}: ${packageCount} packages, ${Math.round(text.length / 1000)} kB`);
}
