/** `npm run check`: types, lint, borders, house rules, locales, format, dead code. `--only PART` runs those whose name contains PART. */
import { dirname } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { allChecks } from './check/all-checks.ts';
import { runChecks } from './check/run-checks.ts';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, help: { type: 'boolean', short: 'h', default: false } } });

if (values.help) {
  console.log('Usage: npm run check [-- --only PART]\n\nRuns the checks whose name contains PART, or all of them.');
} else {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const checks = allChecks(root).filter((check) => check.name.includes(values.only));
  const reports = await runChecks(checks, ({ name, ok, output, seconds }) => {
    console.log(`${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
    if (!ok) console.log(output.trimEnd().replaceAll(/^/gm, '    '));
  });
  const failed = reports.filter((report) => !report.ok).length;
  console.log(`${reports.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
