/** Every check of `npm run check`, in the order in which they are told. `npm test` runs the same list. */
import { join } from 'node:path';
import process from 'node:process';
import { runQuietly } from '../start/child.mjs';
import { ownChecks } from './own-checks.ts';
import type { Check } from './run-checks.ts';

/** The checks for the repository at `root`. */
export function allChecks(root: string): readonly Check[] {
  const tool = (name: string, script: string, ...args: string[]): Check => ({
    name,
    run: async () => {
      const result = await runQuietly(process.execPath, [join(root, 'node_modules', script), ...args], {
        cwd: root,
        env: { ...process.env, NO_COLOR: '1' },
      });
      return { ok: result.code === 0, output: result.output };
    },
  });
  const types = (project: string): Check =>
    tool(`types: ${project}`, 'typescript/bin/tsc', '-p', `tsconfig.${project}.json`, '--pretty', 'false');
  return [
    types('shared'),
    types('node'),
    types('web'),
    types('e2e'),
    tool('lint', 'oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives'),
    ...ownChecks(root),
    tool('format', 'oxfmt/bin/oxfmt', '--check'),
    tool('dead code', 'knip/bin/knip.js', '--no-progress'),
  ];
}
