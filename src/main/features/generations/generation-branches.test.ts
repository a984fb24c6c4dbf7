/** Turns beside the end of the path: other settings, several candidates, the user's own words, and what was deleted. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Started } from '#shared/contract/generations-contract.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { modelIdSchema } from '#shared/models/ids.ts';
import type { MessageId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import type { Settings } from '#shared/models/settings.ts';
import { createGenerationHub } from '#main/inference/create-generation-hub.ts';
import type { ScoreRequest } from '#main/inference/engine.ts';
import { createFakeEngine } from '#main/inference/fake-engine.test-support.ts';
import type { FakeEngine, FakeRun } from '#main/inference/fake-engine.test-support.ts';
import type { GenerationHub } from '#main/inference/generation-hub.ts';
import { joinTurns } from '#main/inference/history-window.ts';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { openStore } from '#main/storage/open-store.ts';
import type { NewTurn, Store } from '#main/storage/store.ts';
import { createGenerationService } from './generation-service.ts';
import type { GenerationService } from './generation-service-types.ts';

let folder: string;
let store: Store;
let engine: FakeEngine;
let hub: GenerationHub;
let service: GenerationService;
let settings: Settings;
let events: string[];
let turns: NewTurn[];
let scored: ScoreRequest[];
let assistantPrompt: string;
let today: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-branches-'));
  store = await openStore({ folder });
  turns = [];
  events = [];
  scored = [];
  assistantPrompt = '';
  today = 'Monday';
  const { addTurn } = store.messages;
  store.messages.addTurn = (turn) => {
    turns.push(turn);
    return addTurn.call(store.messages, turn);
  };
  engine = createFakeEngine();
  hub = createGenerationHub({ engine, log: SILENT_LOGGER });
  settings = { ...SHIPPED_SETTINGS, parameters: { systemPrompt: '' } };
  service = createGenerationService({
    store,
    hub,
    readSettings: async () => settings,
    modelParameters: async () => ({}),
    assistantParameters: async () => (assistantPrompt === '' ? {} : { systemPrompt: assistantPrompt }),
    fillPrompt: async (prompt) => prompt.replace('{{date}}', today),
    requireModel: async () => 'chat',
    useModel: async (modelId) => void events.push(`model ${modelId}`),
    onChanged: () => undefined,
    onStarted: () => undefined,
    engine: {
      planPrompt: engine.planPrompt,
      countTokens: engine.countTokens,
      isEngineReady: () => true,
      describeModel: async () => ({ name: 'Fake', largestContext: 8_192 }),
    },
    scoreText: async (request) => {
      scored.push(request);
      return [];
    },
    log: SILENT_LOGGER,
    onAnswered: () => undefined,
  });
});
afterEach(async () => {
  await hub.dispose();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const answerOf = ({ answers }: Started, index = 0): Message => {
  const answer = answers[index];
  if (!answer) throw new Error('there is an answer');
  return answer;
};
const ended = async ({ generationId }: Message): Promise<void> => {
  if (generationId) await hub.outcome(generationId);
};
const stored = (id: MessageId): Promise<Message> => store.messages.get(id);
const code = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const historyOf = ({ request: { prompt } }: FakeRun) =>
  prompt.kind === 'chat' ? joinTurns(prompt.history).map(({ role, text }) => `${role}: ${text}`) : prompt.text;

/** Sends and lets the engine answer. */
async function talk(threadId: Started['threadId'] | null, text: string, answer: string): Promise<Started> {
  const at = engine.runs.length;
  const started = await service.send({ threadId, text, candidates: 1 });
  const run = await engine.run(at);
  run.write(answer);
  run.end();
  await ended(answerOf(started));
  return started;
}

test('to regenerate with other settings holds for that run and is stored with it', async () => {
  settings = { ...SHIPPED_SETTINGS, parameters: { systemPrompt: '', temperature: 0.5 } };
  const first = await talk(null, 'One?', 'Yes.');
  const modelId = modelIdSchema.parse(randomUUID());
  const again = await service.regenerate({ messageId: answerOf(first).id, candidates: 1, with: { temperature: 1.5, seed: 7, modelId } });
  const run = await engine.run(1);
  expect(run.request.parameters).toMatchObject({ temperature: 1.5, seed: 7 });
  expect(events).toContain(`model ${modelId}`);
  run.end();
  await ended(answerOf(again));
  const plain = await service.regenerate({ messageId: answerOf(first).id, candidates: 1 });
  expect((await engine.run(2)).request.parameters.temperature).toBe(0.5);
  expect(answerOf(plain).versionIds).toHaveLength(3);
  expect(turns.map(({ parameters: { temperature, seed } }) => [temperature, seed])).toEqual([
    [0.5, null],
    [1.5, 7],
    [0.5, null],
  ]);
});

test('to answer a turn whose answer was deleted is that turn', async () => {
  const first = await talk(null, 'One?', 'Yes.');
  await store.tree.remove({ messageIds: [answerOf(first).id], scope: 'below' });
  const again = await service.regenerate({ messageId: first.userMessage?.id ?? answerOf(first).id, candidates: 1 });
  const run = await engine.run(1);
  expect([historyOf(run), run.request.tokenDetail]).toEqual([['user: One?'], 'none']);
  expect(answerOf(again).versionIds).toEqual([answerOf(again).id]);
});

test('leaves out what was deleted, and refuses an answer to a deleted question before anything is stored', async () => {
  const first = await talk(null, 'One?', 'Yes.');
  const second = await talk(first.threadId, 'Two?', 'No.');
  await store.tree.remove({ messageIds: [answerOf(first).id], scope: 'one' });
  await service.send({ threadId: first.threadId, text: 'Three?', candidates: 1 });
  expect(historyOf(await engine.run(2))).toEqual(['user: One?\n\nTwo?', 'assistant: No.', 'user: Three?']);
  await service.cancelThread(first.threadId);
  await store.tree.remove({ messageIds: [first.userMessage?.id ?? answerOf(first).id], scope: 'one' });
  await store.tree.remove({ messageIds: [second.userMessage?.id ?? answerOf(first).id], scope: 'one' });
  expect(await code(service.regenerate({ messageId: answerOf(second).id, candidates: 1 }))).toBe('MESSAGE_NOT_ANSWERABLE');
  expect((await stored(answerOf(second).id)).versionIds).toHaveLength(1);
});

test('after an edited first turn whose parents are all deleted is that turn alone', async () => {
  const first = await talk(null, 'One?', 'Yes.');
  const second = await talk(first.threadId, 'Two?', 'No.');
  for (const id of [first.userMessage?.id ?? answerOf(first).id, answerOf(first).id])
    await store.tree.remove({ messageIds: [id], scope: 'one' });
  await service.edit({ messageId: second.userMessage?.id ?? answerOf(second).id, text: 'Zwei?', candidates: 1 });
  expect(historyOf(await engine.run(2))).toEqual(['user: Zwei?']);
});

test('below several candidates is the same words after each, one run after another, and the first is shown', async () => {
  const started = await service.send({ threadId: null, text: 'Pick', candidates: 3 });
  for (const [index, text] of ['red', 'green', 'blue'].entries()) {
    const run = await engine.run(index);
    run.write(text);
    run.end();
  }
  expect(engine.runs.map(({ request }) => request.tokenDetail)).toEqual(['mean', 'mean', 'mean']);
  await Promise.all(started.answers.map(ended));
  const chosen = [answerOf(started, 2).id, answerOf(started).id];
  const below = await service.sendBelow({ messageIds: chosen, text: 'Why?' });
  expect([historyOf(await engine.run(3)), historyOf(await engine.run(4))]).toEqual([
    ['user: Pick', 'assistant: blue', 'user: Why?'],
    ['user: Pick', 'assistant: red', 'user: Why?'],
  ]);
  const { activeLeafId } = await store.threads.get(started.threadId);
  expect(activeLeafId).toBe(below[0]?.answers[0]?.id);
  expect(below.map(({ userMessage }) => userMessage?.parentId)).toEqual(chosen);
});

test('goes on from a version that the user wrote, which no model was asked for', async () => {
  const first = await talk(null, 'One?', 'Yes.');
  const edited = await service.editAnswer({ messageId: answerOf(first).id, text: 'Yes, because' });
  expect([engine.runs.length, answerOf(edited).versionIds.length, answerOf(edited).state]).toEqual([1, 2, 'done']);
  expect((await stored(answerOf(first).id)).text).toBe('Yes.');
  const going = await service.continueAnswer({ messageId: answerOf(edited).id });
  const run = await engine.run(1);
  expect(run.request.prompt).toMatchObject({ answerPrefix: 'Yes, because', history: [{ role: 'user', text: 'One?' }] });
  run.write(' it is.');
  run.end();
  await ended(answerOf(going));
  expect((await stored(answerOf(edited).id)).text).toBe('Yes, because it is.');
  expect(await code(service.continueAnswer({ messageId: answerOf(edited).id }))).toBe('MESSAGE_NOT_CONTINUABLE');
});

// Catches: numbers for a prompt that was never sent, because the assistant was changed or the day is another one by now.
test('the token view reads an answer behind the system prompt that was sent for it', async () => {
  assistantPrompt = 'You cook. It is {{date}}.';
  const first = await talk(null, 'Dinner?', 'Soup.');
  assistantPrompt = 'You bake. It is {{date}}.';
  today = 'Tuesday';
  const second = await talk(first.threadId, 'And then?', 'Cake.');
  const edited = await service.editAnswer({ messageId: answerOf(second).id, text: 'Bread.' });
  assistantPrompt = 'You garden. It is {{date}}.';
  const never = new AbortController().signal;
  for (const started of [first, second, edited]) await service.tokens.read(answerOf(started).id, never);
  expect(scored.map(({ prompt }) => prompt.kind === 'chat' && [prompt.history[0]?.text, prompt.answerPrefix])).toEqual([
    ['You cook. It is Monday.', 'Soup.'],
    ['You bake. It is Tuesday.', 'Cake.'],
    // Nobody was asked for it: it is read behind what is in force.
    ['You garden. It is Tuesday.', 'Bread.'],
  ]);
});
