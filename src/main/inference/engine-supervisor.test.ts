import { AppError } from '#shared/errors/app-error.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Engine, EngineEvent } from './engine.ts';
import { createEngine } from './engine-supervisor.ts';
import type { FakeProcess } from './testing/fake-transport.ts';
import { createFakeProcess } from './testing/fake-transport.ts';
import { collect, generateRequest, LOADED_REPORT, loadRequest, SILENT_LOG, stats, TEST_MODEL_ID, textOf } from './testing/builders.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;
const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error));
const settle = () => vi.advanceTimersByTimeAsync(0);

function setUp() {
  const processes: FakeProcess[] = [];
  const quarantined: string[] = [];
  const engine = createEngine({
    log: SILENT_LOG,
    onQuarantine: (id) => quarantined.push(id),
    startTransport() {
      const next = createFakeProcess();
      processes.push(next);
      return next.transport;
    },
  });
  const latest = () => {
    const process = processes.at(-1);
    if (process === undefined) throw new Error('no process was started');
    return process;
  };
  const hello = async () => {
    latest().say({ type: 'hello', pid: 1 });
    await settle();
  };
  const finishLoad = async () => {
    await hello();
    latest().say({ type: 'loaded', id: latest().lastId('load'), report: LOADED_REPORT });
    await settle();
  };
  const load = async (overrides = {}) => {
    const loaded = engine.load(loadRequest(overrides), never);
    await settle();
    await finishLoad();
    await loaded;
  };
  const say = async (event: EngineEvent) => {
    latest().say({ type: 'event', id: latest().lastId('generate'), event });
    await settle();
  };
  return { engine, processes, quarantined, latest, hello, finishLoad, load, say };
}

const run = (engine: Engine, request = generateRequest(), signal = never) => {
  const events: EngineEvent[] = [];
  const ended = (async () => {
    for await (const event of engine.generate(request, signal)) events.push(event);
    return 'done';
  })().catch(codeOf);
  return { events, ended };
};
const done = (overrides = {}): EngineEvent => ({ type: 'done', stopReason: 'end', stats: stats(overrides) });

test('states go starting, loading, ready, and the report reaches the UI', async () => {
  const { engine, latest, hello } = setUp();
  const states: string[] = [];
  engine.onState(({ state }) => states.push(state));
  const loaded = engine.load(loadRequest(), never);
  await settle();
  await hello();
  const id = latest().lastId('load');
  latest().say({ type: 'load-progress', id, fraction: 0.5 });
  latest().say({ type: 'loaded', id, report: LOADED_REPORT });
  await loaded;
  expect([...new Set(states)]).toEqual(['stopped', 'starting', 'loading', 'ready']);
  expect(engine.state).toMatchObject({ model: { modelId: TEST_MODEL_ID, contextSize: 4_096 }, isBusy: false });
});

test('a request made while the model loads waits for it', async () => {
  const { engine, finishLoad, say } = setUp();
  const loaded = engine.load(loadRequest(), never);
  await settle();
  const { events, ended } = run(engine);
  await settle();
  expect(events).toEqual([{ type: 'phase', phase: 'loading', ahead: 0 }]);
  await finishLoad();
  await loaded;
  await say({ type: 'delta', text: 'Hi', tokens: 1 });
  await say(done());
  expect([await ended, textOf(events)]).toEqual(['done', 'Hi']);
});

test('without a model a request fails at once', async () => {
  expect(await run(setUp().engine).ended).toBe('MODEL_NOT_LOADED');
});

test('stop while queued ends the stream normally and never reaches the engine', async () => {
  const { engine, load, latest } = setUp();
  await load();
  run(engine);
  await settle();
  const controller = new AbortController();
  const second = run(engine, generateRequest(), controller.signal);
  await settle();
  controller.abort();
  expect(await second.ended).toBe('done');
  expect(second.events.at(-1)).toMatchObject({ type: 'done', stopReason: 'stopped' });
  expect(latest().sent.filter(({ type }) => type === 'generate')).toHaveLength(1);
});

test('a chat message preempts a title; the title goes on from its own text and reports totals', async () => {
  const { engine, load, latest, say } = setUp();
  await load();
  const title = run(engine, generateRequest({ priority: 'background', slotKey: 'title' }));
  await settle();
  await say({ type: 'delta', text: 'A ', tokens: 1 });
  const chat = run(engine);
  await settle();
  expect(latest().sent.at(-1)).toMatchObject({ type: 'cancel' });
  await say({ type: 'done', stopReason: 'stopped', stats: stats({ tokensWritten: 1 }) });
  expect(latest().sent.at(-1)).toMatchObject({ type: 'generate', request: { priority: 'chat' } });
  await say(done());
  expect(await chat.ended).toBe('done');
  expect(latest().sent.at(-1)).toMatchObject({ request: { priority: 'background', prompt: { answerPrefix: 'A ' } } });
  await say({ type: 'delta', text: 'title', tokens: 1 });
  await say(done({ tokensWritten: 1 }));
  expect([await title.ended, textOf(title.events)]).toEqual(['done', 'A title']);
  expect(title.events.at(-1)).toMatchObject({ stats: { tokensWritten: 2 } });
});

test('the 65th waiting request is refused by name', async () => {
  const { engine, load } = setUp();
  await load();
  for (let index = 0; index < 65; index += 1) run(engine);
  await settle();
  expect(await run(engine).ended).toBe('QUEUE_FULL');
});

test('an engine that dies before any text is restarted and asked again, once', async () => {
  const { engine, processes, load, latest, finishLoad, say } = setUp();
  await load();
  const { events, ended } = run(engine);
  await settle();
  latest().exit();
  await settle();
  await finishLoad();
  expect(processes).toHaveLength(2);
  await say({ type: 'delta', text: 'Hi', tokens: 1 });
  await say(done());
  expect([await ended, textOf(events)]).toEqual(['done', 'Hi']);
});

test('an engine that dies in mid-answer keeps the text, says so, and is ready again', async () => {
  const { engine, load, latest, finishLoad, say } = setUp();
  await load();
  const { events, ended } = run(engine);
  await settle();
  await say({ type: 'delta', text: 'Half', tokens: 1 });
  latest().exit();
  expect([await ended, textOf(events)]).toEqual(['ENGINE_CRASHED', 'Half']);
  await finishLoad();
  expect(engine.state.state).toBe('ready');
});

test('three deaths within a minute quarantine the model and fail what waits', async () => {
  const { engine, processes, quarantined, load, latest, finishLoad } = setUp();
  await load();
  for (let death = 0; death < 2; death += 1) {
    latest().exit();
    await settle();
    await finishLoad();
  }
  const waiting = run(engine);
  await settle();
  latest().exit();
  await settle();
  expect(engine.state).toMatchObject({ state: 'failed', code: 'MODEL_QUARANTINED' });
  expect([quarantined, processes.length, await waiting.ended]).toEqual([[TEST_MODEL_ID], 3, 'MODEL_QUARANTINED']);
});

// Catches: a model that was asked for again after its quarantine, and is put back there by one more death.
test('a model that the user asks for again begins with a clean record', async () => {
  const { engine, quarantined, load, latest, finishLoad } = setUp();
  await load();
  for (let death = 0; death < 3; death += 1) {
    latest().exit();
    await settle();
    if (death < 2) await finishLoad();
  }
  await load();
  latest().exit();
  await settle();
  await finishLoad();
  expect([engine.state.state, quarantined]).toEqual(['ready', [TEST_MODEL_ID]]);
});

test('a death while loading goes down the ladder: CPU, then a small context, then failed with remedies', async () => {
  const { engine, latest, hello } = setUp();
  const loaded = engine.load(loadRequest({ useGpu: true }), never).catch(codeOf);
  await settle();
  const tried: unknown[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await hello();
    tried.push(latest().sent.at(-1));
    // Far enough apart that this is no crash loop.
    vi.setSystemTime(Date.now() + 40_000);
    latest().exit();
    await settle();
  }
  expect(tried).toMatchObject([
    { request: { useGpu: true, contextSize: 4_096 } },
    { request: { useGpu: false, contextSize: 4_096 } },
    { request: { useGpu: false, contextSize: 1_024 } },
  ]);
  expect(await loaded).toBe('ENGINE_CRASHED');
  expect(engine.state).toMatchObject({ state: 'failed', remedies: ['retry', 'retry-on-cpu', 'smaller-context', 'choose-another'] });
});

test('a bad file fails at once, without another attempt', async () => {
  const { engine, processes, latest, hello } = setUp();
  const loaded = engine.load(loadRequest({ useGpu: true }), never).catch(codeOf);
  await settle();
  await hello();
  latest().say({ type: 'failed', id: latest().lastId('load'), failure: { code: 'MODEL_TRUNCATED', data: {}, detail: '' } });
  expect(await loaded).toBe('MODEL_TRUNCATED');
  expect([processes.length, latest().isKilled]).toEqual([1, true]);
});

test('cancelling a load kills the half-loaded process and leaves no error behind', async () => {
  const { engine, latest, hello } = setUp();
  const controller = new AbortController();
  const loaded = engine.load(loadRequest(), controller.signal).catch(codeOf);
  await settle();
  await hello();
  controller.abort();
  expect([await loaded, engine.state.state, latest().isKilled]).toEqual(['CANCELLED', 'stopped', true]);
});

test('a second load replaces one that is still running', async () => {
  const { engine, processes, hello, finishLoad } = setUp();
  const first = engine.load(loadRequest({ name: 'first' }), never).catch(codeOf);
  await settle();
  await hello();
  const second = engine.load(loadRequest({ name: 'second' }), never);
  expect(await first).toBe('CANCELLED');
  await settle();
  await finishLoad();
  await second;
  expect(engine.state).toMatchObject({ state: 'ready', model: { name: 'second' } });
  expect(processes[0]?.isKilled).toBe(true);
});

test('a silent engine is killed, restarted, and its request told that it hung', async () => {
  const { engine, processes, load, say } = setUp();
  await load();
  const { ended } = run(engine);
  await settle();
  await say({ type: 'delta', text: 'Half', tokens: 1 });
  await vi.advanceTimersByTimeAsync(12_000);
  expect([await ended, processes[0]?.isKilled, processes.length]).toEqual(['ENGINE_HUNG', true, 2]);
});

test('silence while a template renders is blamed on the template', async () => {
  const { engine, load, latest } = setUp();
  await load();
  const { ended } = run(engine);
  await settle();
  latest().say({ type: 'stage', id: latest().lastId('generate'), stage: 'template' });
  await vi.advanceTimersByTimeAsync(7_000);
  expect(await ended).toBe('MODEL_TEMPLATE_TIMEOUT');
});

test('a stop that the engine ignores ends in a kill, and for the user still in a stop', async () => {
  const { engine, processes, load, latest, say } = setUp();
  await load();
  const controller = new AbortController();
  const { events, ended } = run(engine, generateRequest(), controller.signal);
  await settle();
  await say({ type: 'delta', text: 'Half', tokens: 1 });
  controller.abort();
  // It still answers heartbeats.
  for (let second = 0; second < 6; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    processes[0]?.say({ type: 'pong', id: 0 });
  }
  expect(await ended).toBe('done');
  expect(events.at(-1)).toMatchObject({ stopReason: 'stopped', stats: { tokensWritten: 1 } });
  expect([processes[0]?.isKilled, latest() === processes[1]]).toEqual([true, true]);
});

test('a load without progress for a minute is given up', async () => {
  const { engine, processes, hello } = setUp();
  const loaded = engine.load(loadRequest({ contextSize: 512 }), never).catch(codeOf);
  await settle();
  await hello();
  for (let second = 0; second < 62; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    processes[0]?.say({ type: 'pong', id: 0 });
  }
  expect(await loaded).toBe('ENGINE_HUNG');
});

test('a file that kills its inspector is damaged; the model in use does not notice', async () => {
  const { engine, load, latest, hello } = setUp();
  await load();
  const inspected = engine.inspect('/models/evil.gguf').catch(codeOf);
  await settle();
  await hello();
  latest().exit();
  expect([await inspected, engine.state.state]).toEqual(['MODEL_DAMAGED', 'ready']);
});

test('unload ends the active answer as stopped and fails what waits', async () => {
  const { engine, load, latest, say } = setUp();
  await load();
  const active = run(engine);
  const waiting = run(engine);
  await settle();
  await say({ type: 'delta', text: 'Half', tokens: 1 });
  const unloaded = engine.unload();
  await settle();
  latest().exit({ code: 0, signal: null });
  await unloaded;
  expect([await active.ended, textOf(active.events), await waiting.ended, engine.state.state]).toEqual([
    'done',
    'Half',
    'MODEL_NOT_LOADED',
    'stopped',
  ]);
});

test('text that comes after the end never reaches a consumer', async () => {
  const { engine, load, say } = setUp();
  await load();
  const consumer = collect(engine.generate(generateRequest(), never));
  await settle();
  await say(done());
  await say({ type: 'delta', text: 'after the end', tokens: 1 });
  expect(textOf(await consumer)).toBe('');
});
