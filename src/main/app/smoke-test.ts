/**
 * Proves a packaged app from the inside, because its fuses let no debugger in: asks the starter model one question and leaves the
 * result in the data folder. Only with INKSTONE_SMOKE_TEST=1, which scripts/package/smoke-package.ts sets on a folder of its own.
 */
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import type { Engine } from '#main/inference/engine.ts';
import { describeError } from '#main/platform/describe-error.ts';
import type { App } from './create-app.ts';

/** In the data folder; written whole when the question was answered or could not be. */
const SMOKE_FILE = 'smoke-test.json';

function settled(engine: Engine): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const stop = engine.onState(({ state }) => {
    if (state === 'ready' || state === 'failed') resolve(state);
  });
  return promise.finally(() => stop());
}

async function ask({ engine, generations, hub, started }: Pick<App, 'engine' | 'generations' | 'hub' | 'started'>): Promise<object> {
  await started;
  const state = await settled(engine);
  if (state !== 'ready') return { failed: 'the starter model could not be loaded', engine: engine.state };
  const { answers } = await generations.send({ threadId: null, text: 'Name a colour.', candidates: 1 });
  const id = answers[0]?.generationId ?? null;
  if (id === null) return { failed: 'nothing was asked' };
  const outcome = await hub.outcome(id);
  return outcome.type === 'done' ? { answer: outcome.text } : { failed: outcome.error.code };
}

/** Never throws: whatever happens is in the file. */
export async function runSmokeTest(app: Pick<App, 'engine' | 'generations' | 'hub' | 'started' | 'dataFolder'>): Promise<void> {
  const result = await ask(app).catch((error: unknown) => ({ failed: describeError(error) }));
  await writeFile(join(app.dataFolder, SMOKE_FILE), JSON.stringify(result));
}
