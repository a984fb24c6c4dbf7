/** Builders for the storage tests: a folder that is gone afterwards, and the few rows nearly every test needs. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { generationIdSchema, type GenerationId, type MessageId, type ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { SHIPPED_PARAMETERS } from '#shared/models/parameters.ts';
import type { SearchFilters, SearchHit } from '#shared/models/search.ts';
import type { GenerationStats } from '#shared/models/generation.ts';
import type { Store } from './store.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const newGenerationId = (): GenerationId => generationIdSchema.parse(randomUUID());

export const STATS: GenerationStats = {
  tokensRead: 12,
  tokensReused: 3,
  tokensWritten: 5,
  tokensPerSecond: 41.5,
  firstTokenMs: 90,
  durationMs: 400,
  contextTokens: 20,
  contextSize: 4_096,
  seed: 77,
  modelName: 'tiny',
  meanLogProb: null,
  perplexity: null,
};

export const DONE = { state: 'done', stopReason: 'end', errorCode: null, stats: STATS } as const;

/** Sends `userText` and finishes the answer. */
export async function ask(
  store: Store,
  threadId: ThreadId,
  parentId: MessageId | null,
  userText: string,
  answerText: string,
): Promise<{ user: Message; answer: Message }> {
  const { userMessage, answers } = await startTurn(store, threadId, parentId, userText);
  return { user: userMessage, answer: await store.messages.finish(answers[0].id, answerText, DONE) };
}

/** Sends `userText` and leaves `candidates` answers streaming. */
export async function startTurn(
  store: Store,
  threadId: ThreadId,
  parentId: MessageId | null,
  userText: string,
  candidates = 1,
): Promise<{ userMessage: Message; answers: [Message, ...Message[]] }> {
  const { userMessage, answers } = await store.messages.addTurn({
    threadId,
    parentId,
    userText,
    generationIds: Array.from({ length: candidates }, newGenerationId),
    purpose: 'chat',
    parameters: SHIPPED_PARAMETERS,
  });
  const [first, ...others] = answers;
  if (!userMessage || !first) throw new Error('the store did not add the turn');
  return { userMessage, answers: [first, ...others] };
}

/** Answers another time under the same user message. */
export async function regenerate(store: Store, threadId: ThreadId, userId: MessageId, answerText: string): Promise<Message> {
  const { answers } = await store.messages.addTurn({
    threadId,
    parentId: userId,
    userText: null,
    generationIds: [newGenerationId()],
    purpose: 'chat',
    parameters: SHIPPED_PARAMETERS,
  });
  const [answer] = answers;
  if (!answer) throw new Error('the store did not add the answer');
  return store.messages.finish(answer.id, answerText, DONE);
}

export async function textsOnPath(store: Store, threadId: ThreadId): Promise<string[]> {
  return (await store.messages.listPath(threadId, { before: null, limit: 200 })).messages.map(({ text }) => text);
}

/** The first hits of a search. */
export const searchFor = async (store: Store, query: string, limit: number, filters: SearchFilters = {}): Promise<SearchHit[]> =>
  (await store.search.query({ ...filters, query, limit, cursor: null })).hits;
