import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { messageIdSchema } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { Outcome } from '#main/inference/generation-hub.ts';
import { STATS } from '#main/inference/fake-engine.test-support.ts';
import { createAnswerSink } from './answer-sink.ts';

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
  const sink = createAnswerSink({
    messageId,
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
  return { row, sink, stored };
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
