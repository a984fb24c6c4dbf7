/** What a stage of `npm test` leaves behind, and how the reports of vitest and Playwright become that. */
import * as z from 'zod';

export interface StageCounts {
  readonly passed: number;
  /** One line for each failed test: its name. */
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
}

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Counts a vitest JSON report. A file that broke before its first test counts as one failure. */
export function countVitest(json: unknown, root: string): StageCounts {
  const files = vitestReport.parse(json).testResults;
  const failed: string[] = [];
  const skipped: string[] = [];
  let passed = 0;
  for (const file of files) {
    const path = file.name.replace(root, '').replace(/^[/\\]/, '');
    for (const { fullName, status } of file.assertionResults) {
      if (status === 'passed') passed += 1;
      else (status === 'failed' ? failed : skipped).push(`${path}: ${fullName}`);
    }
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed')) failed.push(`${path}: did not run`);
  }
  return { passed, failed, skipped };
}

const playwrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(
    z.object({
      projectName: z.string(),
      status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
      annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })).default([]),
    }),
  ),
});
const playwrightSuite = z.object({
  title: z.string(),
  specs: z.array(playwrightSpec).default([]),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});
const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  errors: z.array(z.object({ message: z.string().optional() })).default([]),
});

/** ` (skipped: no Electron binary)`: why a spec skipped itself, in its own words. */
function reasonOf(annotations: z.infer<typeof playwrightSpec>['tests'][number]['annotations']): string {
  const description = annotations.find(({ type }) => type === 'skip')?.description;
  return description === undefined ? '' : ` (${description})`;
}

/** Counts a Playwright JSON report. A flaky test counts as failed: it is one. */
export function countPlaywright(json: unknown): StageCounts {
  const report = playwrightReport.parse(json);
  const failed = report.errors.map(({ message }) => `end to end: ${message?.split('\n')[0] ?? 'failed to run'}`);
  const skipped: string[] = [];
  let passed = 0;
  const visit = (suite: z.infer<typeof playwrightSuite>): void => {
    for (const spec of suite.specs) {
      for (const { projectName, status, annotations } of spec.tests) {
        const name = `${spec.file} [${projectName}]: ${spec.title}`;
        if (status === 'expected') passed += 1;
        else if (status === 'skipped') skipped.push(`${name}${reasonOf(annotations)}`);
        else failed.push(name);
      }
    }
    suite.suites?.forEach(visit);
  };
  report.suites.forEach(visit);
  return { passed, failed, skipped };
}

/** A program that failed without naming a failed test still failed. */
export function withExitCode(counts: StageCounts, exitCode: number, what: string): StageCounts {
  if (exitCode === 0 || counts.failed.length > 0) return counts;
  return { ...counts, failed: [`${what}: ended with code ${exitCode} without naming a failed test`] };
}
