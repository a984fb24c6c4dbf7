import { expect, it } from 'vitest';
import { createTools } from './tools.ts';

const tools = createTools(process.env);
const node = (script: string, limits: { timeoutMs?: number; maxBytes?: number } = {}) =>
  tools.run(process.execPath, { args: ['-e', script], timeoutMs: 10_000, ...limits });

it('a program that is not there, hangs or floods is a result, not an exception', async () => {
  expect(await tools.run('no-such-program-of-inkstone', { args: [], timeoutMs: 1_000 })).toEqual({ state: 'missing' });
  expect(await node('setInterval(() => undefined, 1000)', { timeoutMs: 100 })).toEqual({ state: 'timeout' });
  expect(await node('process.stdout.write("x".repeat(100000))', { maxBytes: 1_000 })).toEqual({ state: 'too-big' });
});

it('arguments reach the program as they are: no shell reads them', async () => {
  const args = ['-e', 'process.stdout.write(process.argv[1])', '$(id) `id` "; rm -rf /'];
  const result = await tools.run(process.execPath, { args, timeoutMs: 10_000 });
  expect(result.state === 'done' && result.out.toString()).toBe('$(id) `id` "; rm -rf /');
});

it('what went wrong comes back with the exit code', async () => {
  const result = await node('console.error("no window (1002)"); process.exit(3)');
  expect(result).toMatchObject({ state: 'done', code: 3, complaint: 'no window (1002)\n' });
});

it('a running program reports line by line, and one that is missing is not running', async () => {
  const lines: string[] = [];
  const told = Promise.withResolvers<void>();
  const script = 'process.stdin.on("data", (d) => { console.error("got " + d); console.error("end"); }); setInterval(() => 0, 1000)';
  const running = tools.start(process.execPath, ['-e', script], 'text', (line) => {
    lines.push(line);
    if (line === 'end') told.resolve();
  });
  await told.promise;
  expect(lines).toEqual(['got text', 'end']);
  expect(running.isRunning()).toBe(true);
  running.stop();
  const missing = tools.start('no-such-program-of-inkstone', [], 'text', () => undefined);
  await expect.poll(() => missing.isRunning()).toBe(false);
});
