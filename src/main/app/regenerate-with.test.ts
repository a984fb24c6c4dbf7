import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startTestApp } from './app.test-support.ts';
import type { TestApp } from './app.test-support.ts';

let running: TestApp | undefined;
afterEach(async () => running?.dispose());

// Catches: an answer asked of the model before the switch, a load of the model that is in use already, a switch that outlives the app.
test('an answer by another model loads that model first, and not as the one for the next start', async () => {
  running = await startTestApp();
  const { app, engine, folder, store } = running;
  const { answers, threadId } = await app.generations.send({ threadId: null, text: 'Hi', candidates: 1 });
  (await engine.run(0)).end();
  const [answer] = answers;
  if (!answer?.generationId) throw new Error('there is an answer');
  await app.hub.outcome(answer.generationId);
  const path = join(folder, 'other.gguf');
  writeFileSync(path, 'GGUF');
  const other = await app.models.addFile(path);
  const before = engine.loads.length;
  const remembered = (await app.settings.get()).modelId;
  await app.generations.regenerate({ messageId: answer.id, candidates: 1, with: { modelId: other.id } });
  expect(engine.loads.slice(before).map(({ modelId }) => modelId)).toEqual([other.id]);
  const run = await engine.run(1);
  expect((await app.models.current())?.id).toBe(other.id);
  expect((await app.settings.get()).modelId).toBe(remembered);
  run.end();
  await app.generations.cancelThread(threadId);
  await app.generations.regenerate({ messageId: answer.id, candidates: 1, with: { modelId: other.id } });
  expect(engine.loads).toHaveLength(before + 1);
  expect((await store.messages.listVersions(answer.id)).length).toBe(3);
});
