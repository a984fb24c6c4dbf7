import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { isSameProcessAlive, processStart } from './process-identity.ts';

test('this process is alive, and is not one that began at another time', () => {
  expect(isSameProcessAlive(process.pid, processStart(process.pid))).toBe(true);
  expect(isSameProcessAlive(process.pid, null)).toBe(true);
  if (process.platform === 'linux') expect(isSameProcessAlive(process.pid, '1')).toBe(false);
});

// Else a start right after `kill -9` says that the killed one still holds the data folder.
test.skipIf(process.platform !== 'linux')('a killed process whose parent has not noticed yet is gone', async () => {
  const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    const start = processStart(pid);
    expect(isSameProcessAlive(pid, start)).toBe(true);
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toMatch(/\) Z /));
    expect([isSameProcessAlive(pid, start), isSameProcessAlive(pid, null)]).toEqual([false, false]);
  } finally {
    parent.kill('SIGKILL');
  }
});
