import { createRouterClient } from '@orpc/server';
import { afterEach, expect, test } from 'vitest';
import { createFakeEngine } from '#main/inference/fake-engine.test-support.ts';
import type { FakeEngine } from '#main/inference/fake-engine.test-support.ts';
import { createRouter } from '#main/rpc/create-router.ts';
import { startTestApp } from './app.test-support.ts';
import type { TestApp } from './app.test-support.ts';

let running: TestApp | undefined;
afterEach(async () => running?.dispose());

/** The system prompts that reached the engine with a chat, oldest first. */
const prompts = ({ runs }: FakeEngine): (string | undefined)[] =>
  runs.flatMap(({ request: { prompt, priority } }) =>
    priority === 'chat' && prompt.kind === 'chat' ? [prompt.history.find(({ role }) => role === 'system')?.text] : [],
  );

// Catches: an assistant that changes turns that were sent before, an override of the chat that loses to its assistant, or a variable
// that is looked up anew in what is stored.
test('an assistant answers from the turn on in which it was chosen; what was sent stays as it was sent', async () => {
  const engine = createFakeEngine({ answer: 'Yes.' });
  running = await startTestApp({ engine });
  const { app, store } = running;
  const rpc = createRouterClient(createRouter(app), { context: { viewerId: 'test' } });
  await app.settings.update({ hasAutomaticTitles: false, uiLanguage: 'en' });
  const base = { icon: 'code', description: '', leadsTo: null, modelId: null, openingMessage: '', questions: [] } as const;
  const make = (name: string, systemPrompt: string) =>
    rpc.assistants.create({ content: { ...base, questions: [], name, parameters: { systemPrompt, temperature: 1.5 } } });
  const cook = await make('Cook', 'You cook in {{language}}. {{selection}}');
  const poet = await make('Poet', 'You write poems.');
  const ask = async (input: Partial<Parameters<typeof rpc.generations.send>[0]>) => {
    const started = await rpc.generations.send({ threadId: null, text: 'Hi', candidates: 1, ...input });
    const generationId = started.answers[0]?.generationId;
    if (generationId) await app.hub.outcome(generationId);
    return started;
  };
  const { threadId } = await ask({ assistantId: cook.id, selection: 'An egg.' });
  expect((await rpc.threads.getParameters({ threadId })).sources).toMatchObject({ temperature: 'assistant', topK: 'shipped' });
  await rpc.threads.setAssistant({ threadId, assistantId: poet.id });
  await rpc.threads.setSelection({ threadId, text: 'A pan.' });
  await rpc.threads.changeParameters({ threadId, change: { set: { temperature: 0.3 }, reset: [] } });
  await ask({ threadId });
  await rpc.threads.setAssistant({ threadId, assistantId: cook.id });
  await ask({ threadId });
  await rpc.assistants.remove({ assistantId: cook.id });
  await ask({ threadId });
  expect(prompts(engine)).toEqual([
    'You cook in English. An egg.',
    'You write poems.',
    'You cook in English. A pan.',
    expect.stringContaining('helpful assistant'),
  ]);
  expect(engine.runs.map(({ request }) => request.parameters.temperature)).toEqual([1.5, 0.3, 0.3, 0.3]);
  expect((await store.threads.get(threadId)).assistantId).toBe(cook.id);
  const fresh = await ask({ assistantId: poet.id, parameters: { temperature: 0, systemPrompt: 'Be brief.' } });
  expect(fresh.threadId).not.toBe(threadId);
  expect((await store.threads.get(fresh.threadId)).parameters).toEqual({ temperature: 0, systemPrompt: 'Be brief.' });
  expect(engine.runs.at(-1)?.request.parameters.temperature).toBe(0);
  expect(prompts(engine).at(-1)).toBe('Be brief.');
  await ask({});
  expect(prompts(engine).at(-1)).toContain('helpful assistant');
});
