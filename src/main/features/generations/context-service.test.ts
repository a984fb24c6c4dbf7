/** The context of a thread on a real store, with the scripted engine: its window is cut by the real rules. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Started } from '#shared/contract/generations-contract.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Overflow } from '#shared/models/parameters.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import { createGenerationHub } from '#main/inference/create-generation-hub.ts';
import type { Engine, GenerateRequest } from '#main/inference/engine.ts';
import { createEngine } from '#main/inference/engine-supervisor.ts';
import type { GenerationHub } from '#main/inference/generation-hub.ts';
import { scriptedTransport } from '#main/inference/scripted-transport.ts';
import { until } from '#main/inference/streams.test-support.ts';
import { loadRequest, SILENT_LOG } from '#main/inference/testing/builders.ts';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { openStore } from '#main/storage/open-store.ts';
import type { Store } from '#main/storage/store.ts';
import { createGenerationService } from './generation-service.ts';
import type { GenerationService } from './generation-service-types.ts';

const WINDOW = 1_024;
let folder: string;
let store: Store;
let engine: Engine;
let hub: GenerationHub;
let service: GenerationService;
let overflow: Overflow;
let asked: GenerateRequest[];
let summaryText: string;

const isSummary = ({ slotKey }: GenerateRequest): boolean => slotKey === 'summary';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-context-'));
  store = await openStore({ folder });
  asked = [];
  overflow = 'oldest-out';
  summaryText = 'They counted.';
  const answer = (request: GenerateRequest): string => {
    asked.push(request);
    return isSummary(request) ? summaryText : 'Yes.';
  };
  engine = createEngine({ startTransport: scriptedTransport({ tokensPerSecond: 2_000, loadMs: 1, answer }), log: SILENT_LOG });
  await engine.load(loadRequest({ path: '/models/chat.gguf', contextSize: WINDOW }), new AbortController().signal);
  hub = createGenerationHub({ engine, log: SILENT_LOGGER });
  service = createGenerationService({
    store,
    hub,
    readSettings: async () => ({ ...SHIPPED_SETTINGS, contextSize: WINDOW, parameters: { systemPrompt: 'Be brief.', overflow } }),
    modelParameters: async () => ({}),
    assistantParameters: async () => ({}),
    fillPrompt: async (prompt) => prompt,
    requireModel: async () => 'chat',
    useModel: async () => undefined,
    onChanged: () => undefined,
    onStarted: () => undefined,
    onAnswered: () => undefined,
    engine: {
      planPrompt: (request) => engine.planPrompt(request),
      countTokens: (text) => engine.countTokens(text),
      isEngineReady: () => true,
      describeModel: async () => ({ name: 'Scripted', largestContext: 8_192 }),
    },
    scoreText: engine.scoreText,
    log: SILENT_LOGGER,
  });
});
afterEach(async () => {
  await hub.dispose();
  await engine.dispose();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** About 150 made-up tokens. */
const words = (number: number): string => `Number ${number}. ${'and so on '.repeat(59)}`;
async function talk(threadId: ThreadId | null, number: number, more: { overflow?: Overflow } = {}): Promise<Started> {
  const started = await service.send({ threadId, text: words(number), candidates: 1, ...more });
  const id = started.answers[0]?.generationId;
  if (id) await hub.outcome(id);
  return started;
}
async function talkUpTo(count: number): Promise<ThreadId> {
  let threadId: ThreadId | null = null;
  for (let number = 1; number <= count; number += 1) ({ threadId } = await talk(threadId, number));
  if (threadId === null) throw new Error('nothing was said');
  return threadId;
}
const lastHistory = (): readonly { readonly role: string; readonly text: string }[] => {
  const prompt = asked.findLast((request) => !isSummary(request))?.prompt;
  return prompt?.kind === 'chat' ? prompt.history : [];
};
const statesOf = async (threadId: ThreadId): Promise<string[]> =>
  (await service.context.get(threadId, '')).turns.map(({ excerpt, state }) => `${/^Number \d+/u.exec(excerpt)?.[0] ?? excerpt} ${state}`);
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? { code: error.code, ...error.data } : error),
  );

// Catches: a ledger that shows what was, not what the next message will meet.
test('the ledger counts what is in, adds up, and says what a draft would push out', async () => {
  const threadId = await talkUpTo(4);
  const ledger = await service.context.get(threadId, '');
  const sum = ledger.turns.reduce((total, { tokens }) => total + tokens, ledger.systemTokens + ledger.openingTokens);
  expect([ledger.total, ledger.newlyOut, ledger.turns.at(-1)?.messageId]).toEqual([sum, 0, null]);
  const withDraft = await service.context.get(threadId, `${words(5)} ${words(6)}`);
  expect([withDraft.newlyOut, withDraft.turns[0]?.state]).toEqual([
    withDraft.turns.filter(({ state }) => state === 'left-out').length,
    'left-out',
  ]);
  expect(await statesOf(threadId)).toEqual((await statesOf(threadId)).map((line) => line.replace(/\S+$/u, 'in')));
});

test('oldest out: the oldest go, a kept message stays, and the ledger says both', async () => {
  const threadId = await talkUpTo(4);
  const path = await store.messages.listPath(threadId, { before: null, limit: 20 });
  const first = path.messages[0];
  if (!first) throw new Error('there is a message');
  await service.context.setKept(first.id, true);
  for (const number of [5, 6, 7]) await talk(threadId, number);
  const states = await statesOf(threadId);
  expect(states[0]).toBe('Number 1 kept');
  expect(states[1]).toBe('Yes. left-out');
  expect(states.filter((line) => line.endsWith('left-out')).length).toBeGreaterThan(2);
  expect(asked.some(isSummary)).toBe(false);
});

// Catches: a question asked after the message was sent, or asked again and again once it was answered.
test('ask: nothing is committed before the choice, and the choice holds until more has to go', async () => {
  const threadId = await talkUpTo(5);
  overflow = 'ask';
  const before = asked.length;
  expect(await codeOf(talk(threadId, 6))).toMatchObject({ code: 'CONTEXT_FULL', contextSize: WINDOW, largestContext: 8_192 });
  expect([(await store.messages.listPath(threadId, { before: null, limit: 50 })).messages.length, asked.length]).toEqual([10, before]);
  await talk(threadId, 6, { overflow: 'oldest-out' });
  expect(await codeOf(talk(threadId, 7))).toBe('done');
});

/** A version of the last answer that is longer than what is left of the window. */
async function longVersion(threadId: ThreadId): Promise<MessageId> {
  const { messages } = await store.messages.listPath(threadId, { before: null, limit: 50 });
  const last = messages.at(-1);
  if (!last) throw new Error('there is an answer');
  const { answers } = await service.editAnswer({ messageId: last.id, text: words(0).repeat(2) });
  return answers[0]?.id ?? last.id;
}
const endOf = async ({ answers }: Started): Promise<void> => {
  const id = answers[0]?.generationId;
  if (id) await hub.outcome(id);
};

// Catches: turns that go without a word when an answer is continued, or one that only its own beginning pushes out.
test('ask: an answer that no longer fits beside what it answers is not gone on from before the choice', async () => {
  const threadId = await talkUpTo(5);
  const messageId = await longVersion(threadId);
  overflow = 'ask';
  const before = asked.length;
  expect(await codeOf(service.continueAnswer({ messageId }))).toMatchObject({ code: 'CONTEXT_FULL', contextSize: WINDOW });
  expect([await store.messages.get(messageId), asked.length]).toMatchObject([{ state: 'done', generationId: null }, before]);
  await endOf(await service.continueAnswer({ messageId, overflow: 'oldest-out' }));
  expect((await statesOf(threadId))[0]).toBe('Number 1 left-out');
  expect((await store.messages.get(messageId)).text).toMatch(/Yes\.$/u);
});

// Catches: turns that go without a word when a token is chosen, and a version for each time it was refused.
test('ask: a branch with another token makes no version before the choice', async () => {
  const threadId = await talkUpTo(5);
  const { messages } = await store.messages.listPath(threadId, { before: null, limit: 50 });
  const branch = { messageId: messages.at(-1)?.id as never, text: words(0).repeat(2), tokenIds: [1] };
  overflow = 'ask';
  expect(await codeOf(service.tokens.branch(branch))).toMatchObject({ code: 'CONTEXT_FULL' });
  expect((await store.messages.get(branch.messageId)).versionIds).toHaveLength(1);
  await endOf(await service.tokens.branch({ ...branch, overflow: 'oldest-out' }));
  expect((await store.messages.get(branch.messageId)).versionIds).toHaveLength(2);
});

// Catches: a refusal of the second answer when the first is being written already, so that the same once more meets a busy chat.
test('ask: what goes below several answers is refused before the first begins, and goes once it is chosen', async () => {
  const threadId = await talkUpTo(4);
  const { messages } = await store.messages.listPath(threadId, { before: null, limit: 50 });
  const messageIds = [messages.at(-1)?.id as never, await longVersion(threadId)];
  overflow = 'ask';
  const before = asked.length;
  expect(await codeOf(service.sendBelow({ messageIds, text: 'Why?' }))).toMatchObject({ code: 'CONTEXT_FULL' });
  expect([hub.listLive().length, asked.length]).toEqual([0, before]);
  const started = await service.sendBelow({ messageIds, text: 'Why?', overflow: 'oldest-out' });
  await Promise.all(started.map(endOf));
  expect(asked.length).toBe(before + 2);
});

test('summarise: what goes is summarised before the answer, the summary is in the request, and it can be edited, removed and brought back', async () => {
  overflow = 'summarise';
  const threadId = await talkUpTo(6);
  const run = asked.find(isSummary);
  expect(run?.prompt).toMatchObject({ history: [{ text: expect.stringContaining('Number 1.') }] });
  expect(lastHistory()[0]).toMatchObject({
    role: 'system',
    text: 'Be brief.\n\nSummary of the earlier part of this conversation:\nThey counted.',
  });
  const { summary, turns, total, systemTokens, openingTokens } = await service.context.get(threadId, '');
  if (!summary) throw new Error('there is a summary');
  expect(turns[0]?.state).toBe('summarised');
  expect(turns.some(({ state }) => state === 'left-out')).toBe(false);
  const inTokens = turns.reduce((sum, { state, tokens }) => (state === 'in' ? sum + tokens : sum), 0);
  expect(total).toBe(systemTokens + summary.tokens + openingTokens + inTokens);
  await service.context.editSummary(threadId, summary.id, 'It was about numbers.');
  expect((await service.context.get(threadId, '')).summary).toMatchObject({ text: 'It was about numbers.', isEdited: true });
  await service.context.removeSummary(threadId, summary.id);
  expect((await statesOf(threadId))[0]).toBe('Number 1 left-out');
  await service.context.restoreSummary(threadId, summary.id);
  await talk(threadId, 7);
  expect(lastHistory()[0]?.text).toContain('It was about numbers.');
  await expect(service.context.editSummary(threadId, crypto.randomUUID() as never, 'x')).rejects.toMatchObject({
    code: 'SUMMARY_NOT_FOUND',
  });
});

// Catches: a chat that cannot go on, or that goes on as if nothing were missing, because its summary failed.
test('a summary that fails leaves the oldest out, and the ledger says that they have none', async () => {
  overflow = 'summarise';
  summaryText = '';
  const threadId = await talkUpTo(6);
  const ledger = await service.context.get(threadId, '');
  expect([ledger.summary, ledger.overflow, ledger.turns[0]?.state]).toEqual([null, 'summarise', 'left-out']);
  summaryText = 'At last.';
  await service.context.summarise(threadId);
  expect((await service.context.get(threadId, '')).summary?.text).toBe('At last.');
});

// Catches: a branch that is told what happened on another one, and a summary of what was deleted.
test('a summary belongs to its path', async () => {
  overflow = 'summarise';
  const threadId = await talkUpTo(6);
  const { messages } = await store.messages.listPath(threadId, { before: null, limit: 50 });
  const [first, , third] = messages;
  if (!first || !third) throw new Error('there are messages');
  const edited = await service.edit({ messageId: third.id, text: 'Another way.', candidates: 1 });
  await hub.outcome(edited.answers[0]?.generationId as never);
  expect((await service.context.get(threadId, '')).summary).toBeNull();
  await store.messages.selectVersion(third.id);
  expect((await service.context.get(threadId, '')).summary).not.toBeNull();
  await store.tree.remove({ messageIds: [third.id], scope: 'one' });
  expect((await service.context.get(threadId, '')).summary).toBeNull();
});

test('the next summary goes on from the one before', async () => {
  overflow = 'summarise';
  await talkUpTo(11);
  const runs = asked.filter(isSummary);
  expect(runs.length).toBeGreaterThan(1);
  expect(runs.at(-1)?.prompt).toMatchObject({ history: [{ text: expect.stringContaining('Summary of what came before: They counted.') }] });
  expect(lastHistory()[0]?.text.match(/Summary of the earlier part/gu)).toHaveLength(1);
});

// Catches: a summary that goes on being written, and an answer that comes after all, when the user stopped.
test('a stop while the summary is written ends both and keeps the message', async () => {
  const threadId = await talkUpTo(5);
  overflow = 'summarise';
  summaryText = '[[long]] '.repeat(2_000);
  const started = await service.send({ threadId, text: words(6), candidates: 1 });
  await until(() => (hub.listLive().some(({ purpose }) => purpose === 'summary') ? true : undefined));
  await service.cancelThread(threadId);
  expect(hub.listLive()).toEqual([]);
  expect((await store.messages.get(started.answers[0]?.id as never)).state).toBe('stopped');
  expect(await store.context.listSummaries(threadId)).toEqual([]);
});

test('too many kept messages are refused before anything is stored', async () => {
  const threadId = await talkUpTo(4);
  const { messages } = await store.messages.listPath(threadId, { before: null, limit: 50 });
  for (const { id } of messages) await service.context.setKept(id, true);
  expect(await codeOf(service.send({ threadId, text: `${words(5)}${words(6)}`, candidates: 1 }))).toMatchObject({
    code: 'CONTEXT_KEPT_TOO_LONG',
  });
  expect((await service.context.get(threadId, `${words(5)}${words(6)}`)).problem?.code).toBe('CONTEXT_KEPT_TOO_LONG');
});
