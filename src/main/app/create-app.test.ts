import { createRouterClient } from '@orpc/server';
import { afterEach, expect, test } from 'vitest';
import { createRouter } from '#main/rpc/create-router.ts';
import { startTestApp } from './app.test-support.ts';
import { collect } from '#main/inference/streams.test-support.ts';
import type { TestApp } from './app.test-support.ts';
import { createFakeEngine } from '#main/inference/fake-engine.test-support.ts';

let running: TestApp | undefined;
afterEach(async () => running?.dispose());

test('send, watch and read back: the thin path through every layer', async () => {
  running = await startTestApp({ engine: createFakeEngine({ answer: 'Paris.' }) });
  const rpc = createRouterClient(createRouter(running.app), { context: { viewerId: 'test' } });
  const started = await rpc.generations.send({ threadId: null, text: 'What is the capital of France?', candidates: 1 });
  const generationId = started.answers[0]?.generationId ?? '';
  const events = await collect(await rpc.generations.watch({ generationId, afterSeq: 0 }));
  expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['delta', 'done']));
  const { messages } = await rpc.threads.listMessages({ threadId: started.threadId, before: null, limit: 50 });
  expect(messages.map(({ role, text, state }) => ({ role, text, state }))).toEqual([
    { role: 'user', text: 'What is the capital of France?', state: 'done' },
    { role: 'assistant', text: 'Paris.', state: 'done' },
  ]);
});
