/**
 * `npm run package -- --smoke`: starts the app that was just packed, as it ships, on a data folder of its own; it asks its starter
 * model one question, and is told to quit. For machines with Electron and a display. The app's fuses admit no debugger, so the
 * result comes by a file (src/main/app/smoke-test.ts).
 */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';

const ANSWER_LIMIT_MS = 120_000;
const QUIT_LIMIT_MS = 15_000;
const resultSchema = z.object({ answer: z.string().min(1) });

/** The program in electron-builder's unpacked folder. @throws Error when nothing was packed */
export function findProgram(dist: string): string {
  const folders = existsSync(dist) ? readdirSync(dist) : [];
  const names = { darwin: 'Inkstone.app/Contents/MacOS/Inkstone', win32: 'Inkstone.exe', linux: 'inkstone' };
  const name = process.platform === 'darwin' || process.platform === 'win32' ? names[process.platform] : names.linux;
  const found = folders.map((folder) => join(dist, folder, name)).find((path) => existsSync(path));
  if (found === undefined) throw new Error('nothing is packed in dist/: run `npm run package` first');
  return found;
}

async function waitFor(isDone: () => boolean, child: ChildProcess, limitMs: number, what: string): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!isDone()) {
    if (Date.now() > deadline) throw new Error(`${what} within ${limitMs / 1_000} s`);
    if (child.exitCode !== null && what !== 'the app did not quit') throw new Error(`the app ended with code ${child.exitCode}`);
    await wait(200);
  }
}

/** Windows has no signals: closing its window is how a program is told. */
function tellToQuit(child: ChildProcess): void {
  if (process.platform === 'win32') spawnSync('taskkill', ['/PID', String(child.pid)]);
  else child.kill('SIGTERM');
}

/** @param command the program and its arguments. Returns the answer. @throws Error saying what went wrong, with the app's log */
export async function smokeTest(command: readonly [string, ...string[]]): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'inkstone-smoke-'));
  const [program, ...args] = command;
  const env = { ...process.env, INKSTONE_HOME: home, INKSTONE_SMOKE_TEST: '1' };
  const child = spawn(program, args, { env, stdio: 'ignore' });
  const file = join(home, 'smoke-test.json');
  try {
    await waitFor(() => existsSync(file), child, ANSWER_LIMIT_MS, 'the app did not answer');
    const { answer } = resultSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    tellToQuit(child);
    await waitFor(() => child.exitCode !== null || child.signalCode !== null, child, QUIT_LIMIT_MS, 'the app did not quit');
    if (child.exitCode !== 0) throw new Error(`the app quit with code ${String(child.exitCode)}, signal ${String(child.signalCode)}`);
    return answer;
  } catch (error) {
    const logs = join(home, 'logs');
    const lines = existsSync(logs) ? readdirSync(logs).map((name) => readFileSync(join(logs, name), 'utf8')) : [];
    throw new Error(`smoke test: ${error instanceof Error ? error.message : String(error)}\n${lines.join('\n').slice(-4_000)}`, {
      cause: error,
    });
  } finally {
    child.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  }
}
