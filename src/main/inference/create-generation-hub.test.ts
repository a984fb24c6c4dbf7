import * as fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import type { GenerationEvent } from '#shared/models/generation.ts';
import { generationIdSchema } from '#shared/models/ids.ts';
import { SHIPPED_PARAMETERS } from '#shared/models/parameters.ts';

import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { createGenerationHub } from './create-generation-hub.ts';
import { createFakeEngine, STATS } from './fake-engine.test-support.ts';
import type { GenerationSink, NewGeneration, Outcome } from './generation-hub.ts';
import { collect, forever } from './streams.test-support.ts';

const recordingSink = () => {
  const calls: string[] = [];
  const sink: GenerationSink = {
    onText: async (text) => void calls.push(text),
    onEnd: async (outcome) => void calls.push(outcome.type),
  };
  return { calls, sink };
};

const newGeneration = (own: Partial<NewGeneration> = {}): NewGeneration => ({
  id: generationIdSchema.parse(randomUUID()),
  purpose: 'chat',
  threadId: null,
  messageId: null,
  initialText: '',
  request: { slotKey: 'a', priority: 'chat', prompt: { kind: 'completion', text: 'a' }, parameters: { ...SHIPPED_PARAMETERS, seed: 1 } },
  sink: recordingSink().sink,
  ...own,
});

const setUp = (now?: () => number) => {
  const engine = createFakeEngine();
  const hub = createGenerationHub({ engine, log: SILENT_LOGGER, ...(now ? { now } : {}) });
  return { engine, hub };
};

/** What a viewer holds after these events; fails on a gap or a repeat. */
function read(events: readonly GenerationEvent[], before = ''): string {
  return events.reduce((text, event) => {
    if (event.type !== 'delta') return text;
    expect(event.offset).toBe(text.length);
    return text + event.text;
  }, before);
}

// Catches: likelihoods that are worked out for nobody, or kept for ten minutes after the end, where they would be the biggest part.
test('likelihoods are wished for while somebody watches, and go with the generation', async () => {
  const { engine, hub } = setUp();
  const token = { text: 'a', tokenId: 1, logProb: -1, top: [] };
  const generation = newGeneration();
  hub.start(generation);
  const run = await engine.run(0);
  expect(run.wantsTokens?.isOn).toBe(false);
  const watching = collect(hub.watchTokens(generation.id, forever()));
  expect(run.wantsTokens?.isOn).toBe(true);
  run.write('a', 1);
  run.emit({ type: 'tokens', from: 0, tokens: [token] });
  await nextTurn();
  run.end();
  expect(await watching).toEqual([{ from: 0, tokens: [token] }]);
  expect(run.wantsTokens?.isOn).toBe(false);
  expect(await collect(hub.watchTokens(generation.id, forever()))).toEqual([]);
});

describe('viewers', () => {
  test('one that comes late gets the whole text in one delta', async () => {
    const { engine, hub } = setUp();
    const generation = newGeneration();
    hub.start(generation);
    const run = await engine.run(0);
    for (const word of ['one ', 'two ', 'three']) run.write(word, 2);
    run.end();
    await hub.outcome(generation.id);
    const events = await collect(hub.watch(generation.id, 0, forever()));
    expect(events.map(({ type }) => type)).toEqual(['delta', 'done']);
    expect(events[0]).toMatchObject({ offset: 0, text: 'one two three', tokens: 6 });
  });

  test('any viewer that leaves and returns at any moment ends with the full text', async () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(words, fc.string({ maxLength: 5 }), fc.infiniteStream(fc.nat(4)), async (texts, initialText, stays) => {
        const { engine, hub } = setUp();
        const generation = newGeneration({ initialText });
        hub.start(generation);
        const run = await engine.run(0);
        let held = '';
        let seen = 0;
        let isOver = false;
        const visit = async (): Promise<void> => {
          const controller = new AbortController();
          let left = stays.next().value ?? 0;
          for await (const event of hub.watch(generation.id, seen, controller.signal)) {
            held = read([event], held);
            expect(event.seq).toBeGreaterThan(seen);
            seen = event.seq;
            isOver = event.type === 'done';
            if (left-- === 0) controller.abort();
          }
        };
        const feed = (async () => {
          for (const [index, text] of texts.entries()) {
            if (index % 5 === 2) run.emit({ type: 'phase', phase: 'queued', ahead: 1 });
            if (index % 7 === 3) run.emit({ type: 'progress', readTokens: index, totalTokens: 30 });
            run.write(text);
            if (index % 3 === 0) await Promise.resolve();
          }
          run.end();
        })();
        while (!isOver) await visit();
        await feed;
        expect(held).toBe(initialText + texts.join(''));
      }),
      { numRuns: 200 },
    );
  });

  test('many at once each see everything, and leaving wakes a waiting one', async () => {
    const { engine, hub } = setUp();
    const generation = newGeneration();
    hub.start(generation);
    const controller = new AbortController();
    const leaver = collect(hub.watch(generation.id, 0, controller.signal));
    const viewers = Array.from({ length: 20 }, () => collect(hub.watch(generation.id, 0, forever())));
    controller.abort();
    expect(await leaver).toEqual([]);
    const run = await engine.run(0);
    run.write('shared');
    run.end();
    for (const events of await Promise.all(viewers)) expect(read(events)).toBe('shared');
    expect(run.isAborted).toBe(false);
  });

  test('a stale notice does not hide text written before it', async () => {
    const { engine, hub } = setUp();
    const generation = newGeneration();
    hub.start(generation);
    const run = await engine.run(0);
    run.write('before ');
    run.emit({ type: 'phase', phase: 'queued', ahead: 1 });
    run.write('after');
    run.end();
    await hub.outcome(generation.id);
    const events = await collect(hub.watch(generation.id, 0, forever()));
    const cutAt = events[0]?.seq ?? 0;
    const rest = await collect(hub.watch(generation.id, cutAt, forever()));
    expect(read([...events.slice(0, 1), ...rest])).toBe('before after');
  });
});

describe('the sink', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const settle = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);

  test('gets text after 64 tokens or 250 ms, whichever comes first', async () => {
    const { engine, hub } = setUp();
    const { calls, sink } = recordingSink();
    hub.start(newGeneration({ sink }));
    await settle();
    const run = await engine.run(0);
    run.write('a', 64);
    await settle();
    expect(calls).toEqual(['a']);
    run.write('b', 63);
    await vi.advanceTimersByTimeAsync(249);
    expect(calls).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toEqual(['a', 'b']);
  });

  test('is never called twice at a time, and its end comes last', async () => {
    const { engine, hub } = setUp();
    const calls: string[] = [];
    let isBusy = false;
    const slowly = async (what: string): Promise<void> => {
      expect(isBusy).toBe(false);
      isBusy = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
      isBusy = false;
      calls.push(what);
    };
    const generation = newGeneration({ sink: { onText: slowly, onEnd: (outcome) => slowly(outcome.text) } });
    hub.start(generation);
    await settle();
    const run = await engine.run(0);
    for (const text of ['a', 'b', 'c']) run.write(text, 64);
    run.write('d', 1);
    run.end();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(calls).toEqual(['a', 'b', 'c', 'abcd']);
  });

  test('ends before viewers hear of the end', async () => {
    const { engine, hub } = setUp();
    const order: string[] = [];
    const onEnd = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      order.push('stored');
    };
    const generation = newGeneration({ sink: { onText: async () => undefined, onEnd } });
    hub.start(generation);
    const watching = collect(hub.watch(generation.id, 0, forever())).then(() => order.push('seen'));
    await settle();
    (await engine.run(0)).end();
    await vi.advanceTimersByTimeAsync(200);
    await watching;
    expect(order).toEqual(['stored', 'seen']);
  });

  test('that fails to store the end makes the generation fail, with its text kept', async () => {
    const { engine, hub } = setUp();
    const onEnd = (): Promise<never> => Promise.reject(new AppError('DISK_FULL'));
    const generation = newGeneration({ sink: { onText: async () => undefined, onEnd } });
    hub.start(generation);
    await settle();
    const run = await engine.run(0);
    run.write('kept');
    run.end();
    expect(await hub.outcome(generation.id)).toMatchObject({ type: 'failed', text: 'kept', error: { code: 'DISK_FULL' } });
    expect((await collect(hub.watch(generation.id, 0, forever()))).at(-1)).toMatchObject({ type: 'failed', code: 'DISK_FULL' });
  });
});

test('cancel resolves when the end is stored, and also for what ended or never was', async () => {
  const { engine, hub } = setUp();
  const ends: Outcome[] = [];
  const generation = newGeneration({ sink: { onText: async () => undefined, onEnd: async (outcome) => void ends.push(outcome) } });
  hub.start(generation);
  (await engine.run(0)).write('half');
  await hub.cancel(generation.id);
  expect(ends).toMatchObject([{ type: 'done', stopReason: 'stopped' }]);
  await hub.cancel(generation.id);
  await hub.cancel(newGeneration().id);
  expect(ends).toHaveLength(1);
});

test('an engine failure keeps the text, and what is no AppError is INTERNAL', async () => {
  const { engine, hub } = setUp();
  const [crashed, broken] = [newGeneration(), newGeneration()];
  hub.start(crashed);
  hub.start(broken);
  const run = await engine.run(0);
  run.write('so far');
  run.fail(new AppError('ENGINE_CRASHED'));
  (await engine.run(1)).fail(new TypeError('bug'));
  expect(await hub.outcome(crashed.id)).toMatchObject({ type: 'failed', text: 'so far', error: { code: 'ENGINE_CRASHED' } });
  expect(await hub.outcome(broken.id)).toMatchObject({ type: 'failed', error: { code: 'INTERNAL' } });
});

test('an ended generation is forgotten after ten minutes, and only 200 are kept', async () => {
  let now = 0;
  const { engine, hub } = setUp(() => now);
  const generations = Array.from({ length: 202 }, () => newGeneration());
  for (const [index, generation] of generations.entries()) {
    hub.start(generation);
    (await engine.run(index)).end();
    await hub.outcome(generation.id);
  }
  const isKept = (index: number): boolean => {
    try {
      hub.watch(generations[index]?.id ?? newGeneration().id, 0, forever());
      return true;
    } catch {
      return false;
    }
  };
  expect([isKept(0), isKept(1), isKept(2), isKept(201)]).toEqual([false, false, true, true]);
  now = 10 * 60_000;
  expect(isKept(201)).toBe(false);
});

test('dispose ends everything, waits for the sinks and takes nothing new', async () => {
  const { hub } = setUp();
  const stored: string[] = [];
  const sink: GenerationSink = { onText: async () => undefined, onEnd: async ({ type }) => void stored.push(type) };
  hub.start(newGeneration({ sink }));
  hub.start(newGeneration({ sink }));
  await hub.dispose();
  expect(stored).toEqual(['done', 'done']);
  expect(hub.listLive()).toEqual([]);
  expect(() => hub.start(newGeneration())).toThrow(AppError);
});

// Catches: ten minutes of memory for every prompt; one of 10 MB costs 10 MB, and two hundred ended generations are kept.
test('an ended generation keeps its text for late viewers, and lets go of its prompt', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const hub = createGenerationHub({
    engine: {
      generate: async function* () {
        yield { type: 'delta', text: 'Yes.', tokens: 1 };
        yield { type: 'done', stopReason: 'end', stats: STATS };
      },
    },
    log: SILENT_LOGGER,
  });
  const begin = (): { id: NewGeneration['id']; prompt: WeakRef<object> } => {
    const generation = newGeneration();
    hub.start(generation);
    return { id: generation.id, prompt: new WeakRef(generation.request.prompt) };
  };
  const { id, prompt } = begin();
  await hub.outcome(id);
  await nextTurn();
  collectGarbage();
  expect(prompt.deref()).toBeUndefined();
  expect(read(await collect(hub.watch(id, 0, forever())))).toBe('Yes.');
});
