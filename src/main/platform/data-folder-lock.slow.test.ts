import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock } from './data-folder-lock.ts';
import { processStart } from './process-identity.ts';

const script = fileURLToPath(new URL('./lock-holder.test-support.ts', import.meta.url));
const NOBODY = { host: 'browser', port: null, controlToken: null } as const;
let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-lock-'));
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map((child) => end(child)));
  rmSync(folder, { recursive: true, force: true });
});

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function start(): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: chunk.toString().trim() };
}

const lockFile = (): string => join(folder, 'inkstone.lock');
const read = (): Record<string, unknown> => JSON.parse(readFileSync(lockFile(), 'utf8')) as Record<string, unknown>;

test('a second process learns who holds the folder and how to reach it', async () => {
  const { child } = await start();
  const second = await acquireLock(folder, NOBODY);
  expect(second).toMatchObject({ state: 'held', holder: { pid: child.pid, host: 'browser', port: 4_173, controlToken: 'token' } });
  expect(statSync(lockFile()).mode & 0o777).toBe(0o600);
});

test('a lock left by kill -9 is taken over within a second', async () => {
  const { child } = await start();
  await end(child, 'SIGKILL');
  const began = performance.now();
  const next = await acquireLock(folder, NOBODY);
  expect(next.state).toBe('acquired');
  expect(performance.now() - began).toBeLessThan(1_000);
  if (next.state === 'acquired') next.lock.release();
});

test('a lock of a process whose number was given to another one is taken over', async () => {
  const stranger = { ...NOBODY, pid: process.ppid, processStart: 'long ago', startedAt: 1, nonce: 'x' };
  writeFileSync(lockFile(), JSON.stringify(stranger));
  expect(processStart(process.ppid)).not.toBeNull();
  const next = await acquireLock(folder, NOBODY);
  expect(next.state).toBe('acquired');
  if (next.state === 'acquired') next.lock.release();
});

test('a torn lock file is taken over', async () => {
  writeFileSync(lockFile(), '{"pid":');
  const next = await acquireLock(folder, NOBODY);
  expect(next.state).toBe('acquired');
  if (next.state === 'acquired') next.lock.release();
});

test('of twelve processes that start over a stale lock exactly one gets it', async () => {
  const { child } = await start();
  await end(child, 'SIGKILL');
  const said = (await Promise.all(Array.from({ length: 12 }, start))).map((started) => started.said);
  const winners = said.filter((line) => line.startsWith('acquired')).map((line) => line.split(' ')[1]);
  expect(winners).toHaveLength(1);
  expect(new Set(said.filter((line) => line.startsWith('held')).map((line) => line.split(' ')[1]))).toEqual(new Set(winners));
});

test('a process that ends cleanly leaves no lock, and a released one does not remove its successor', async () => {
  const { child } = await start();
  await end(child, 'SIGTERM');
  expect(statSync(lockFile(), { throwIfNoEntry: false })).toBeUndefined();
  const first = await acquireLock(folder, NOBODY);
  if (first.state === 'held') throw new Error('the folder is free');
  first.lock.release();
  const second = await acquireLock(folder, NOBODY);
  first.lock.release();
  expect(read()['pid']).toBe(process.pid);
  if (second.state === 'acquired') second.lock.release();
});
