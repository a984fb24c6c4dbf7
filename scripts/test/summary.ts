/** The end of `npm test`: a table of stages, what was skipped, had to be repeated and failed by name, and the closing line. */
import type { StageCounts } from './report.ts';

export interface StageResult extends StageCounts {
  readonly name: string;
  readonly seconds: number;
}

/** The text to print and the number of failures. Its last line is always `N passed, N failed`, with at least one of them. */
export function formatSummary(results: readonly StageResult[]): { readonly text: string; readonly failed: number } {
  const failures = results.flatMap(({ failed }) => failed);
  const flaky = results.flatMap((result) => result.flaky);
  const skips = results.flatMap(({ skipped }) => skipped);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  // A run that tested nothing must not look like a good one.
  if (passed + failures.length === 0) failures.push('nothing was run');
  const rows = [
    ['stage', 'passed', 'failed', 'skipped', 'seconds'],
    ...results.map((result) => [
      result.name,
      String(result.passed),
      String(result.failed.length),
      String(result.skipped.length),
      result.seconds.toFixed(1),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '),
  );
  const lines = [
    ...table,
    ...list('Skipped:', skips),
    ...list('Passed only when repeated:', flaky),
    ...list('Failed:', failures),
    '',
    `${passed} passed, ${failures.length} failed`,
  ];
  return { text: lines.join('\n'), failed: failures.length };
}

function list(title: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : ['', title, ...names.map((name) => `  ${name}`)];
}
