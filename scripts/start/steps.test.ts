import { expect, test } from 'vitest';
import { createSteps, Problem } from './steps.mjs';

function createRecorder(isTTY: boolean): { isTTY: boolean; write(text: string): void; text(): string } {
  let written = '';
  return { isTTY, write: (text) => void (written += text), text: () => written };
}

test('a step is one line with its duration', async () => {
  const terminal = createRecorder(false);
  let time = 0;
  await createSteps(terminal, () => (time += 1_500)).run('Build', () => 'done');
  expect(terminal.text()).toBe('✓ Build: done (1.5 s)\n');
});

test('a failing step says why and what to do, and is thrown on', async () => {
  const terminal = createRecorder(false);
  const failing = createSteps(terminal, () => 0).run('Build', () => {
    throw new Problem('it broke', 'mend it');
  });
  await expect(failing).rejects.toThrow('it broke');
  expect(terminal.text()).toBe('✗ Build: it broke (0.0 s)\n  What to do: mend it\n');
});

test('progress in a log file is a line now and then, not one for every chunk', async () => {
  const terminal = createRecorder(false);
  let time = 0;
  await createSteps(terminal, () => (time += 100)).run('Model', (progress) => {
    for (let percent = 0; percent < 100; percent += 1) progress(`${percent} %`);
    return 'here';
  });
  expect(terminal.text().match(/…/g)).toHaveLength(2);
});

test('progress on a terminal redraws its own line', async () => {
  const terminal = createRecorder(true);
  await createSteps(terminal, () => 0).run('Model', (progress) => {
    progress('5 %');
    return 'here';
  });
  expect(terminal.text()).toBe('\r\u001b[K… Model: 5 %\r\u001b[K✓ Model: here (0.0 s)\n');
});
