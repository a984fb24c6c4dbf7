/** Runs the checks two at a time (they are mostly other programs, and two cores are the least we run on) and keeps their order. */
import { performance } from 'node:perf_hooks';

export interface CheckOutcome {
  readonly ok: boolean;
  /** What a person needs to fix it; empty when `ok`. */
  readonly output: string;
}

export interface Check {
  readonly name: string;
  run(): Promise<CheckOutcome> | CheckOutcome;
}

export interface CheckReport extends CheckOutcome {
  readonly name: string;
  readonly seconds: number;
}

const AT_ONCE = 2;

/** Runs every check, a failing one included, and returns their reports in the order given. */
export async function runChecks(checks: readonly Check[], onDone: (report: CheckReport) => void): Promise<readonly CheckReport[]> {
  const reports = new Map<string, CheckReport>();
  const waiting = [...checks];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const startedAt = performance.now();
      const outcome = await runSafely(check);
      const report = { ...outcome, name: check.name, seconds: (performance.now() - startedAt) / 1000 };
      reports.set(check.name, report);
      onDone(report);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return checks.map((check) => reports.get(check.name) ?? { name: check.name, ok: false, output: 'did not run', seconds: 0 });
}

async function runSafely(check: Check): Promise<CheckOutcome> {
  try {
    return await check.run();
  } catch (error) {
    return { ok: false, output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
