import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createOpeningReader } from './opening-reader.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  let signal: AbortSignal | undefined;
  let finish: (result?: Error | boolean) => void = () => undefined;
  const errors: unknown[] = [];
  const reader = createOpeningReader({
    openings: {
      report: { count: 0, tokens: 0, sizeBytes: 0 },
      read: (next) => {
        signal = next;
        return new Promise(
          (resolve, reject) => (finish = (result = true) => (typeof result === 'boolean' ? resolve(result) : reject(result))),
        );
      },
    },
    onRead: () => undefined,
    onError: (error) => errors.push(error),
  });
  const idle = () => vi.advanceTimersByTimeAsync(3_000);
  const pause = () => vi.advanceTimersByTimeAsync(1_000);
  const started = () => {
    const was = signal;
    signal = undefined;
    return was;
  };
  return { reader, idle, pause, started, errors, finish: (result?: Error | boolean) => finish(result) };
}

// Catches: a prompt that is evaluated in the same sequence at the same time as an opening.
test('a request waits until the reading has ended, and the reading goes on after it', async () => {
  const { reader, idle, started, finish } = setUp();
  reader.wake();
  await idle();
  const signal = started();
  let isFree = false;
  const acquired = reader.acquire().then(() => (isFree = true));
  await idle();
  expect([signal?.aborted, isFree]).toEqual([true, false]);
  finish(false);
  await acquired;
  await idle();
  expect(started()).toBeUndefined();
  reader.release();
  await idle();
  expect(started()?.aborted).toBe(false);
});

test('what was read is not read again, and neither is what failed', async () => {
  const { reader, idle, started, errors, finish } = setUp();
  for (const error of [undefined, new Error('disk full')]) {
    reader.wake();
    await idle();
    expect(started()).toBeDefined();
    finish(error);
    await idle();
    await reader.acquire();
    reader.release();
    await idle();
    expect(started()).toBeUndefined();
  }
  expect(errors).toHaveLength(1);
});

// Catches: two chats in the first seconds after a load that leave every command of the session cold.
test('what found no free sequence is tried again after the next request, not in a loop', async () => {
  const { reader, idle, started, finish } = setUp();
  reader.wake();
  await idle();
  finish(false);
  started();
  await idle();
  expect(started()).toBeUndefined();
  await reader.acquire();
  reader.release();
  await idle();
  expect(started()).toBeDefined();
});

// Catches: a second question that waits for a chunk which began while it was typed.
test('nothing begins between two requests, nor after the end', async () => {
  const { reader, idle, pause, started } = setUp();
  await reader.acquire();
  reader.wake();
  reader.release();
  await pause();
  expect(started()).toBeUndefined();
  await reader.acquire();
  await idle();
  expect(started()).toBeUndefined();
  reader.release();
  await reader.dispose();
  await idle();
  expect(started()).toBeUndefined();
});
