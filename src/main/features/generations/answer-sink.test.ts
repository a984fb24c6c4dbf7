import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { messageIdSchema } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { Outcome } from '#main/inference/generation-hub.ts';
import { STATS } from '#main/inference/fake-engine.test-support.ts';
import { createAnswerSink } from './answer-sink.ts';
import { createUnstoredAnswers } from './unstored-answers.ts';

const messageId = messageIdSchema.parse(randomUUID());
const done: Outcome = { type: 'done', text: 'one two', stopReason: 'end', stats: STATS };

/** A row in memory on a disk that refuses while `failures` last. */
function setUp(failures: AppError[]) {
  const row = { text: '', state: 'streaming' };
  const refuse = (): void => {
    const failure = failures.shift();
    if (failure) throw failure;
  };
  const { promise: stored, resolve } = Promise.withResolvers<void>();
  const told: string[] = [];
  const unstored = createUnstoredAnswers(() => told.push(unstored.read()?.code ?? 'stored'));
  const sink = createAnswerSink({
    messageId,
    unstored,
    initialText: '',
    messages: {
      appendText: async (_id, text) => {
        refuse();
        row.text += text;
      },
      finish: async (_id, lastText, { state }) => {
        refuse();
        row.text += lastText;
        row.state = state;
        return {} as Message;
      },
    },
    onStored: () => resolve(),
    retryAfterMs: [0],
    retryEveryMs: 0,
  });
  return { row, sink, stored, told, unstored };
}
const full = (count: number): AppError[] => Array.from({ length: count }, () => new AppError('DISK_FULL'));

test('an end that finds no room is told, and stored once there is some', async () => {
  const { row, sink, stored } = setUp(full(4));
  await expect(sink.onEnd(done)).rejects.toMatchObject({ code: 'DISK_FULL' });
  await stored;
  expect(row).toEqual({ text: 'one two', state: 'done' });
});

test('text refused in between is written once, in order', async () => {
  const { row, sink } = setUp(full(1));
  await expect(sink.onText('one ')).rejects.toMatchObject({ code: 'DISK_FULL' });
  await sink.onText('two');
  await sink.onEnd(done);
  expect(row).toEqual({ text: 'one two', state: 'done' });
});

test('a damaged library is not tried again', async () => {
  const { row, sink } = setUp([new AppError('STORAGE_DAMAGED')]);
  await expect(sink.onEnd(done)).rejects.toMatchObject({ code: 'STORAGE_DAMAGED' });
  expect(row.state).toBe('streaming');
});

test('the user is told once that text waits and why, can have all of it, and is told when it is stored', async () => {
  const { row, sink, told, unstored } = setUp(full(2));
  await expect(sink.onText('one ')).rejects.toMatchObject({ code: 'DISK_FULL' });
  await expect(sink.onText('two ')).rejects.toMatchObject({ code: 'DISK_FULL' });
  expect(unstored.read()).toEqual({ code: 'DISK_FULL', answers: 1 });
  expect(unstored.texts()).toEqual(['one two ']);
  await sink.onText('three');
  expect(row.text).toBe('one two three');
  expect(told).toEqual(['DISK_FULL', 'stored']);
});

test.each(['DISK_FULL', 'STORAGE_BUSY', 'STORAGE_READ_ONLY', 'STORAGE_FAILED'] as const)(
  '%s: an end that found no room still waits for it, whole, and says so until then',
  async (code) => {
    const { row, sink, stored, told, unstored } = setUp(Array.from({ length: 3 }, () => new AppError(code)));
    await expect(sink.onText('one ')).rejects.toMatchObject({ code });
    await expect(sink.onEnd(done)).rejects.toMatchObject({ code });
    expect(unstored.texts()).toEqual(['one two']);
    await stored;
    expect(row).toEqual({ text: 'one two', state: 'done' });
    expect(told).toEqual([code, 'stored']);
  },
);

test('a store that was closed is not waited for, and no notice stays behind', async () => {
  const { sink, told, unstored } = setUp([new AppError('DISK_FULL'), new AppError('STORAGE_FAILED', { reason: 'closed' })]);
  await expect(sink.onText('one ')).rejects.toMatchObject({ code: 'DISK_FULL' });
  await expect(sink.onEnd(done)).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
  expect(unstored.read()).toBeNull();
  expect(told).toEqual(['DISK_FULL', 'stored']);
});
