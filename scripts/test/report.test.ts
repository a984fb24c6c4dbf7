import { expect, test } from 'vitest';
import { countPlaywright, countVitest, countVitestAgain, listBroken, NO_COUNTS, withExitCode } from './report.ts';
import { formatSummary } from './summary.ts';

const file = (name: string, status: string, ...assertions: readonly (readonly [string, string])[]) => ({
  name,
  status,
  assertionResults: assertions.map(([fullName, state]) => ({ fullName, status: state })),
});

test('vitest: every test is counted once, with its file', () => {
  const json = {
    testResults: [
      file('/r/src/a.test.ts', 'failed', ['works', 'passed'], ['breaks', 'failed'], ['later', 'skipped'], ['some day', 'todo']),
    ],
  };
  expect(countVitest(json, '/r')).toEqual({
    passed: 1,
    failed: ['src/a.test.ts: breaks'],
    flaky: [],
    skipped: ['src/a.test.ts: later', 'src/a.test.ts: some day'],
  });
});

test('vitest: what passed only when repeated has passed, and is named with its first failure', () => {
  const assertionResults = [
    { fullName: 'stops', status: 'passed', failureMessages: ['Error: too late\n    at here'] },
    { fullName: 'works', status: 'passed', failureMessages: [] },
  ];
  expect(countVitest({ testResults: [{ name: '/r/a.slow.test.ts', status: 'passed', assertionResults }] }, '/r')).toEqual({
    passed: 2,
    failed: [],
    flaky: ['a.slow.test.ts: stops (Error: too late)'],
    skipped: [],
  });
});

test('vitest: a file that cannot be loaded has no tests and must still count as failed', () => {
  expect(countVitest({ testResults: [file('/r/src/b.test.ts', 'failed')] }, '/r').failed).toEqual(['src/b.test.ts: did not run']);
});

test('vitest: the tests of a file that broke off are those of its second run, and it is named', () => {
  const first = {
    testResults: [
      file('/r/a.test.ts', 'failed', ['one', 'passed'], ['two', 'pending']),
      file('/r/b.test.ts', 'passed', ['three', 'passed']),
    ],
  };
  expect(listBroken(first)).toEqual(['/r/a.test.ts']);
  const whole = { testResults: [file('/r/a.test.ts', 'passed', ['one', 'passed'], ['two', 'passed'])] };
  expect(countVitestAgain(first, whole, '/r')).toEqual({ passed: 3, failed: [], flaky: ['a.test.ts: broke off'], skipped: [] });
  expect(countVitestAgain(first, first, '/r')).toMatchObject({ failed: ['a.test.ts: did not run'], flaky: [] });
  const failing = { testResults: [file('/r/a.test.ts', 'failed', ['one', 'passed'], ['two', 'failed'])] };
  expect(countVitestAgain(first, failing, '/r')).toMatchObject({ passed: 2, failed: ['a.test.ts: two'] });
});

const spec = (title: string, status: string) => ({ title, file: 'chat.spec.ts', tests: [{ projectName: 'browser', status }] });

test('playwright: nested suites are counted, flaky and skipped ones are named', () => {
  const json = {
    errors: [],
    suites: [
      {
        title: 'chat.spec.ts',
        specs: [spec('sends', 'expected')],
        suites: [{ title: 'inner', specs: [spec('stops', 'flaky'), spec('tray', 'skipped'), spec('edits', 'unexpected')] }],
      },
    ],
  };
  expect(countPlaywright(json)).toEqual({
    passed: 2,
    failed: ['chat.spec.ts [browser]: edits'],
    flaky: ['chat.spec.ts [browser]: stops'],
    skipped: ['chat.spec.ts [browser]: tray'],
  });
});

test('playwright: a skipped spec says why', () => {
  const annotations = [{ type: 'skip', description: 'skipped: no Electron binary' }];
  const tests = [{ projectName: 'desktop', status: 'skipped', annotations }];
  const suites = [{ title: 'a', specs: [{ title: 'quits cleanly', file: 'desktop/electron.spec.ts', tests }] }];
  expect(countPlaywright({ suites, errors: [] }).skipped).toEqual([
    'desktop/electron.spec.ts [desktop]: quits cleanly (skipped: no Electron binary)',
  ]);
});

test('playwright: a run that never began says why', () => {
  expect(countPlaywright({ suites: [], errors: [{ message: 'Error: No tests found\nat …' }] }).failed).toEqual([
    'end to end: Error: No tests found',
  ]);
});

test('a program that died without a failed test still failed, and one that named its failures is not counted twice', () => {
  const nothing = { ...NO_COUNTS, passed: 3 };
  expect(withExitCode(nothing, 1, 'unit').failed).toHaveLength(1);
  expect(withExitCode({ ...nothing, failed: ['a'] }, 1, 'unit').failed).toEqual(['a']);
  expect(withExitCode(nothing, 0, 'unit').failed).toEqual([]);
});

test('the summary ends with the line that tools read, and names what failed, was repeated and was skipped', () => {
  const { text, failed } = formatSummary([
    { ...NO_COUNTS, name: 'check', passed: 2, seconds: 1 },
    { name: 'e2e', passed: 1, failed: ['chat: sends'], flaky: ['chat: stops'], skipped: ['tray'], seconds: 61.25 },
  ]);
  expect(text.split('\n')).toEqual([
    'stage  passed  failed  skipped  seconds',
    'check       2       0        0      1.0',
    'e2e         1       1        1     61.3',
    '',
    'Skipped:',
    '  tray',
    '',
    'Passed only when repeated:',
    '  chat: stops',
    '',
    'Failed:',
    '  chat: sends',
    '',
    '3 passed, 1 failed',
  ]);
  expect(failed).toBe(1);
});

test('a run in which nothing ran is not a good run', () => {
  expect(formatSummary([])).toMatchObject({ failed: 1, text: expect.stringMatching(/0 passed, 1 failed$/) });
});
