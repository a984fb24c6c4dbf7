import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPacer } from './pacer.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A drawing that takes `costMs`; returns when each was done. */
function drawn(costMs: number): { readonly at: number[]; readonly draw: () => void } {
  const at: number[] = [];
  return {
    at,
    draw: () => {
      vi.setSystemTime(Date.now() + costMs);
      vi.advanceTimersByTime(costMs);
      at.push(performance.now());
    },
  };
}

test('what is asked for while the pause lasts is drawn once, after it', async () => {
  const { at, draw } = drawn(0);
  const pacer = createPacer(draw);
  pacer.ask();
  await Promise.resolve();
  for (let index = 0; index < 10; index += 1) pacer.ask();
  expect(at).toHaveLength(1);
  vi.advanceTimersByTime(17);
  expect(at).toHaveLength(2);
});

test('dear drawings come less often, but never less than ten times a second', async () => {
  const { at, draw } = drawn(20);
  const pacer = createPacer(draw);
  pacer.now();
  await Promise.resolve();
  pacer.ask();
  vi.advanceTimersByTime(59);
  expect(at).toHaveLength(1);
  vi.advanceTimersByTime(100);
  expect(at).toHaveLength(2);
});

test('the end does not wait, and is not drawn a second time', async () => {
  const { at, draw } = drawn(0);
  const pacer = createPacer(draw);
  pacer.now();
  await Promise.resolve();
  pacer.ask();
  pacer.now();
  expect(at).toHaveLength(2);
  vi.advanceTimersByTime(500);
  expect(at).toHaveLength(2);
});

test('what may wait keeps nobody else waiting, and comes all the same', async () => {
  const { at, draw } = drawn(0);
  const pacer = createPacer(draw);
  pacer.ask(50);
  vi.advanceTimersByTime(49);
  expect(at).toHaveLength(0);
  pacer.now();
  expect(at).toHaveLength(1);
  await Promise.resolve();
  pacer.ask(50);
  vi.advanceTimersByTime(51);
  expect(at).toHaveLength(2);
});
