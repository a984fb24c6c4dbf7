/** What the `runAsNode` fuse does to node-llama-cpp: a fork of this program is not a Node. Here `/bin/false` stands for that. */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const here = dirname(fileURLToPath(import.meta.url));
const script = (prepare: string): string => `
  import { fork } from 'node:child_process';
  import { answerSelfTest } from ${JSON.stringify(join(here, 'without-self-test.ts'))};
  process.execPath = ${JSON.stringify(process.platform === 'win32' ? 'C:/Windows/System32/where.exe' : '/bin/false')};
  ${prepare}
  const { getLlama } = await import('node-llama-cpp');
  try {
    const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, progressLogs: false, maxThreads: 1 });
    console.log('loaded', llama.gpu);
    await llama.dispose();
  } catch (error) {
    console.log(error.name, error.message);
  }
`;

function runAsUtilityProcess(prepare: string): string {
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script(prepare)], { cwd: here, encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout.trim();
}

test('where the program cannot be forked as Node, the engine library is found only because its self-test is answered here', () => {
  expect(runAsUtilityProcess('answerSelfTest();')).toBe('loaded false');
});

test.runIf(process.platform === 'linux')('without the answer no library is found: the day this fails the answer can go', () => {
  expect(runAsUtilityProcess('')).toContain('NoBinaryFoundError');
});

test('the engine process forks nothing else', () => {
  expect(runAsUtilityProcess("answerSelfTest(); try { fork('other.js'); } catch (error) { console.log(error.message); }")).toContain(
    'the engine process starts no other processes',
  );
});
