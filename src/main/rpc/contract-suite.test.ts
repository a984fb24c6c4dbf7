/** One list of cases, unchanged on every transport: a view must not be able to tell which one it is on. */
import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GenerationEvent } from '#shared/models/generation.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { startTestApp } from '#main/app/app.test-support.ts';
import { collect, until } from '#main/inference/streams.test-support.ts';
import type { TestApp } from '#main/app/app.test-support.ts';
import type { FakeRun } from '#main/inference/fake-engine.test-support.ts';
import { MAX_FRAME_BYTES } from './frame-guard.ts';
import { TRANSPORTS } from './test-clients.test-support.ts';
import type { Connection } from './test-clients.test-support.ts';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

const failure = async (call: Promise<unknown>): Promise<{ code: string; defined: boolean; data: unknown }> => {
  const error = await call.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof ORPCError)) throw new Error('expected a typed error', { cause: error });
  return { code: error.code, defined: error.defined, data: error.data };
};

const textOf = (events: readonly GenerationEvent[]): string =>
  events.reduce((text, event) => {
    if (event.type !== 'delta') return text;
    expect(event.offset).toBe(text.length);
    return text + event.text;
  }, '');

describe.each(TRANSPORTS)('the contract over $name', (transport) => {
  let running: TestApp;
  let line: Connection;

  beforeEach(async () => {
    running = await startTestApp();
    line = await transport.open(running.app);
  });
  afterEach(async () => {
    await line.cut();
    await running.dispose();
  });

  const ask = async (): Promise<{ generationId: GenerationId; run: FakeRun }> => {
    const { answers } = await line.rpc.generations.send({ threadId: null, text: 'Hello', candidates: 1 });
    const generationId = answers[0]?.generationId;
    if (!generationId) throw new Error('an answer has a generation');
    return { generationId, run: await running.engine.run(0) };
  };

  test('calls give validated values', async () => {
    const created = await line.rpc.threads.create({ kind: 'chat' });
    const { threads, total } = await line.rpc.threads.list({ limit: 10, offset: 0 });
    expect({ ids: threads.map(({ id }) => id), total }).toEqual({ ids: [created.id], total: 1 });
    expect(await line.rpc.threads.remove({ threadId: created.id })).toBeUndefined();
    expect((await line.rpc.settings.update({ theme: 'dark' })).theme).toBe('dark');
    expect((await line.rpc.app.getInfo()).host).toBe('browser');
  });

  test('an answer streams to its end', async () => {
    const { generationId, run } = await ask();
    const watching = collect(await line.rpc.generations.watch({ generationId, afterSeq: 0 }));
    run.emit({ type: 'phase', phase: 'reading', ahead: 0 });
    run.write('Good ');
    run.write('morning.');
    run.end();
    const events = await watching;
    expect(textOf(events)).toBe('Good morning.');
    expect(events.at(-1)).toMatchObject({ type: 'done', stopReason: 'end' });
  });

  test('a viewer that goes away does not stop the model, and comes back without gap or repeat', async () => {
    const { generationId, run } = await ask();
    const controller = new AbortController();
    const first: GenerationEvent[] = [];
    run.write('One, ');
    const stream = await line.rpc.generations.watch({ generationId, afterSeq: 0 }, { signal: controller.signal });
    for await (const event of stream) {
      first.push(event);
      if (textOf(first) === 'One, ') break;
    }
    controller.abort();
    run.write('two, ');
    run.write('three.');
    expect(run.isAborted).toBe(false);
    const second = collect(await line.rpc.generations.watch({ generationId, afterSeq: first.at(-1)?.seq ?? 0 }));
    run.write(' Done.');
    run.end();
    expect(textOf([...first, ...(await second)])).toBe('One, two, three. Done.');
  });

  test('only cancel stops the model, and it resolves after the end is stored', async () => {
    const { generationId, run } = await ask();
    run.write('Half');
    const watching = collect(await line.rpc.generations.watch({ generationId, afterSeq: 0 }));
    await until(() => (running.app.hub.listLive().length > 0 ? true : undefined));
    await line.rpc.generations.cancel({ generationId });
    expect(run.isAborted).toBe(true);
    const { threads } = await line.rpc.threads.list({ limit: 1, offset: 0 });
    const { messages } = await line.rpc.threads.listMessages({ threadId: threads[0]?.id ?? NOWHERE, before: null, limit: 10 });
    expect(messages.at(-1)).toMatchObject({ state: 'stopped', stopReason: 'stopped' });
    expect((await watching).at(-1)).toMatchObject({ type: 'done', stopReason: 'stopped' });
  });

  test('expected failures arrive with their declared code and data', async () => {
    expect(await failure(line.rpc.threads.get({ threadId: NOWHERE }))).toMatchObject({ code: 'THREAD_NOT_FOUND', defined: true });
    expect(await failure(line.rpc.app.openLink({ url: 'https://example.org' }))).toMatchObject({
      code: 'NOT_SUPPORTED_HERE',
      defined: true,
    });
  });

  test('a stream that fails gives its code too', async () => {
    const stream = line.rpc.generations.watch({ generationId: NOWHERE, afterSeq: 0 }).then(collect);
    expect(await failure(stream)).toMatchObject({ code: 'GENERATION_NOT_FOUND', defined: true });
  });

  test('invalid input is refused by field and never reaches a service', async () => {
    const call = line.rpc.generations.send({ threadId: null, text: 'Hello', candidates: 99 });
    expect(await failure(call)).toEqual({ code: 'INVALID_INPUT', defined: true, data: { field: 'candidates' } });
    expect(running.engine.runs).toEqual([]);
  });

  test('a bug gives an incident and nothing else', async () => {
    running.store.threads.get = () => Promise.reject(new Error('SELECT secret FROM /home/someone'));
    const { code, data } = await failure(line.rpc.threads.get({ threadId: NOWHERE }));
    expect(code).toBe('INTERNAL');
    expect(Object.keys(data as object)).toEqual(['incidentId']);
  });

  test('two hundred calls at once all get their own answer', async () => {
    const texts = Array.from({ length: 200 }, (_, index) => `draft ${index}`);
    await Promise.all(texts.map((text, index) => line.rpc.threads.saveDraft({ key: `key ${index}`, text })));
    const read = await Promise.all(texts.map((_, index) => line.rpc.threads.getDraft({ key: `key ${index}` })));
    expect(read.map(({ text }) => text)).toEqual(texts);
  });

  test('a viewer that goes away leaves no stream behind', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const changes = await line.rpc.app.watchChanges(undefined, { signal });
    const next = changes.next().then(
      () => undefined,
      () => undefined,
    );
    await until(() => (running.app.changes.viewers === 1 ? true : undefined));
    controller.abort();
    await next;
    expect(await until(() => (running.app.changes.viewers === 0 ? 'gone' : undefined))).toBe('gone');
  });

  test('changes arrive in order of their number', async () => {
    const controller = new AbortController();
    const changes = await line.rpc.app.watchChanges(undefined, { signal: controller.signal });
    const first = changes.next();
    await until(() => (running.app.changes.viewers === 1 ? true : undefined));
    await line.rpc.settings.update({ theme: 'light' });
    expect((await first).value).toMatchObject({ topic: 'settings', threadId: null });
    await line.rpc.threads.create({ kind: 'chat' });
    expect((await changes.next()).value).toMatchObject({ topic: 'threads' });
    controller.abort();
  });

  test('the engine state comes at once and after every change', async () => {
    const controller = new AbortController();
    const states = await line.rpc.models.watchEngine(undefined, { signal: controller.signal });
    expect((await states.next()).value).toMatchObject({ state: 'ready' });
    running.engine.setState({ state: 'stopped' });
    expect((await states.next()).value).toEqual({ state: 'stopped' });
    controller.abort();
  });

  test('a call after the line is cut rejects', async () => {
    await line.cut();
    await expect(line.rpc.settings.get()).rejects.toBeInstanceOf(Error);
    line = await transport.open(running.app);
  });

  test('malformed frames are dropped and the line goes on', async () => {
    const frames = [
      '',
      'null',
      '{',
      '[]',
      '{"i":1}',
      '{"i":"9"}',
      '{"i":"9","p":{}}',
      '{"i":"9","p":{"u":"::"}}',
      '\u0000\u00ff',
      '{"i":"9","t":3}',
    ];
    for (const frame of [...frames, 'x'.repeat(MAX_FRAME_BYTES + 1)]) line.sendRaw?.(frame);
    expect(await line.rpc.settings.get()).toMatchObject({ theme: 'system' });
  });

  test('an input that is too large gives a typed error and the line goes on', async () => {
    const text = 'x'.repeat(MAX_FRAME_BYTES + 1);
    expect(await failure(line.rpc.threads.saveDraft({ key: 'k', text }))).toMatchObject({ code: 'INVALID_INPUT', defined: true });
    expect(await line.rpc.threads.getDraft({ key: 'k' })).toEqual({ text: '' });
  });

  test('twelve million Chinese characters, the most the contract takes, pass the guard', async () => {
    const text = '汉'.repeat(12_000_000);
    await line.rpc.threads.saveDraft({ key: 'k', text });
    expect((await line.rpc.threads.getDraft({ key: 'k' })).text === text).toBe(true);
  });

  test('a failed generation tells its viewers why', async () => {
    const { generationId, run } = await ask();
    run.fail(new AppError('PROMPT_TOO_LONG', { tokens: 9_000 }));
    const events = await collect(await line.rpc.generations.watch({ generationId, afterSeq: 0 }));
    expect(events.at(-1)).toMatchObject({ type: 'failed', code: 'PROMPT_TOO_LONG', data: { tokens: 9_000 } });
  });
});
