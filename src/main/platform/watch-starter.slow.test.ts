import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { processStart, isSameProcessAlive } from './process-identity.ts';
import { watchStarter } from './watch-starter.ts';

const script = fileURLToPath(new URL('./starter.test-support.ts', import.meta.url));

test('a host whose starter was killed ends within two seconds', async () => {
  const starter = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(starter.stdout, 'data')) as [Buffer];
  const host = Number(said.toString());
  const start = processStart(host);
  expect(isSameProcessAlive(host, start)).toBe(true);
  starter.kill('SIGKILL');
  await vi.waitFor(() => expect(isSameProcessAlive(host, start)).toBe(false), { timeout: 2_000 });
});

test('a host without a starter watches nobody', () => {
  vi.useFakeTimers();
  const onGone = vi.fn<() => void>();
  for (const none of [undefined, '', 'x']) watchStarter(none, onGone);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
