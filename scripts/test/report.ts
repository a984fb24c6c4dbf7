/** What a stage of `npm test` leaves behind, and how the reports of vitest and Playwright become that. */
import * as z from 'zod';

export interface StageCounts {
  readonly passed: number;
  /** One line for each failed test: its name. */
  readonly failed: readonly string[];
  /** Counted as passed, but only the repetition passed: each is a defect to look for, and the summary names it. */
  readonly flaky: readonly string[];
  readonly skipped: readonly string[];
}

export const NO_COUNTS: StageCounts = { passed: 0, failed: [], flaky: [], skipped: [] };

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() })),
    }),
  ),
});

const isBroken = ({ status, assertionResults }: z.infer<typeof vitestReport>['testResults'][number]): boolean =>
  status === 'failed' && !assertionResults.some((test) => test.status === 'failed');

/** Files of a vitest JSON report that ended without a verdict on their tests: their process died, or they could not be loaded. */
export function listBroken(json: unknown): readonly string[] {
  return vitestReport
    .parse(json)
    .testResults.filter(isBroken)
    .map(({ name }) => name);
}

/** The counts of a run in which some files broke, with those of a second run of these files alone. */
export function countVitestAgain(json: unknown, again: unknown, root: string): StageCounts {
  const broken = new Set(listBroken(json));
  const { testResults } = vitestReport.parse(json);
  const first = countVitest({ testResults: testResults.filter(({ name }) => !broken.has(name)) }, root);
  const second = countVitest(again, root);
  const stillBroken = new Set(listBroken(again));
  const flaky = [...broken].filter((name) => !stillBroken.has(name)).map((name) => `${inside(root, name)}: broke off`);
  return {
    passed: first.passed + second.passed,
    failed: [...first.failed, ...second.failed],
    flaky: [...first.flaky, ...flaky, ...second.flaky],
    skipped: [...first.skipped, ...second.skipped],
  };
}

/** Counts a vitest JSON report. A file that broke before its first test counts as one failure. */
export function countVitest(json: unknown, root: string): StageCounts {
  const files = vitestReport.parse(json).testResults;
  const failed: string[] = [];
  const flaky: string[] = [];
  const skipped: string[] = [];
  let passed = 0;
  for (const file of files) {
    const path = inside(root, file.name);
    for (const { fullName, status, failureMessages } of file.assertionResults) {
      const name = `${path}: ${fullName}`;
      if (status === 'passed') passed += 1;
      else (status === 'failed' ? failed : skipped).push(name);
      // What failed first and passed when repeated keeps its first failure.
      const failure = status === 'passed' ? failureMessages?.[0] : undefined;
      if (failure !== undefined) flaky.push(`${name} (${firstLine(failure)})`);
    }
    if (isBroken(file)) failed.push(`${path}: did not run`);
  }
  return { passed, failed, flaky, skipped };
}

const inside = (root: string, path: string): string => path.replace(root, '').replace(/^[/\\]/, '');

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
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

/** Counts a Playwright JSON report. */
export function countPlaywright(json: unknown): StageCounts {
  const report = playwrightReport.parse(json);
  const failed = report.errors.map(({ message }) => `end to end: ${message === undefined ? 'failed to run' : firstLine(message)}`);
  const flaky: string[] = [];
  const skipped: string[] = [];
  let passed = 0;
  const visit = (suite: z.infer<typeof playwrightSuite>): void => {
    for (const spec of suite.specs) {
      for (const { projectName, status, annotations } of spec.tests) {
        const name = `${spec.file} [${projectName}]: ${spec.title}`;
        if (status === 'skipped') skipped.push(`${name}${reasonOf(annotations)}`);
        else if (status === 'unexpected') failed.push(name);
        else passed += 1;
        if (status === 'flaky') flaky.push(name);
      }
    }
    suite.suites?.forEach(visit);
  };
  report.suites.forEach(visit);
  return { passed, failed, flaky, skipped };
}

/** A program that failed without naming a failed test still failed. */
export function withExitCode(counts: StageCounts, exitCode: number, what: string): StageCounts {
  if (exitCode === 0 || counts.failed.length > 0) return counts;
  return { ...counts, failed: [`${what}: ended with code ${exitCode} without naming a failed test`] };
}
