/**
 * The process that is killed: opens the library as the application does, recovers, then sends and streams without end.
 * Arguments: folder, first turn's number, `worker` or `direct`, and the mutant's name or nothing.
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openStore } from '#main/storage/open-store.ts';
import { startStoreWorker } from '#main/storage/store-client.ts';
import type { Store } from '#main/storage/store.ts';
import { generationIdSchema, type MessageId, type ThreadId } from '#shared/models/ids.ts';
import { SHIPPED_PARAMETERS } from '#shared/models/parameters.ts';
import { invariant } from '#shared/utils/invariant.ts';
import { answersOf, chunkOf, CHUNKS, userTextOf, type Progress } from './kill-plan.ts';

const [, , folder = '', firstTurn = '1', how = 'direct', mutant = ''] = process.argv;
const isLiar = mutant === 'ack-before-commit';

/** One write call: a killed process has printed a line whole or not at all. */
const print = (progress: Progress): void => void writeSync(1, `${JSON.stringify(progress)}\n`);

/** Says so when it is done; the mutant says so before. */
async function acknowledged<T>(progress: Progress, work: () => Promise<T>): Promise<T> {
  if (isLiar) print(progress);
  const result = await work();
  if (!isLiar) print(progress);
  return result;
}

const NO_STATS = { state: 'done', stopReason: 'end', errorCode: null, stats: null } as const;

async function takeTurn(store: Store, threadId: ThreadId, parentId: MessageId | null, turn: number): Promise<MessageId> {
  const { answers } = await acknowledged({ type: 'turn', turn }, () =>
    store.messages.addTurn({
      threadId,
      parentId,
      userText: userTextOf(turn),
      generationIds: Array.from({ length: answersOf(turn) }, () => generationIdSchema.parse(randomUUID())),
      purpose: 'chat',
      parameters: SHIPPED_PARAMETERS,
    }),
  );
  const [answer, ...others] = answers;
  invariant(answer, 'a turn has an answer');
  for (let index = 0; index < CHUNKS - 1; index += 1) {
    await acknowledged({ type: 'text', turn, chunks: index + 1 }, () => store.messages.appendText(answer.id, chunkOf(turn, index)));
  }
  for (const other of others) await store.messages.finish(other.id, answerOfOther(turn), NO_STATS);
  await acknowledged({ type: 'end', turn }, () => store.messages.finish(answer.id, chunkOf(turn, CHUNKS - 1), NO_STATS));
  return answer.id;
}

const answerOfOther = (turn: number): string => chunkOf(turn, 0);

print({ type: 'opening' });
const store =
  how === 'worker'
    ? await startStoreWorker({ entry: new URL('../../src/main/storage/store-worker.ts', import.meta.url), folder })
    : await openStore({ folder });
await store.messages.recoverInterrupted();
const { id: threadId } = await store.threads.create('chat');
for (let turn = Number(firstTurn), parentId: MessageId | null = null; ; turn += 1) {
  parentId = await takeTurn(store, threadId, parentId, turn);
}
