import { writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { STATS } from '#main/inference/fake-engine.test-support.ts';
import { eventsOf, failureOf, startTestApi, USER } from './api.test-support.ts';
import type { TestApi } from './api.test-support.ts';

let api: TestApi;
afterEach(() => api.stop());

const chat = (more: object = {}, init = {}): Promise<Response> => api.post('/v1/chat/completions', { messages: USER, ...more }, init);

describe('models', () => {
  it('are listed in the shape of OpenAI, the loaded one first', async () => {
    api = await startTestApi({ answer: 'Hi.' });
    const other = await api.app.models.addFile(await fileNamed('another-model.Q8_0.gguf'));
    const list = (): Promise<string[]> =>
      api.get('/v1/models').then(async (answer) => ((await answer.json()) as { data: { id: string }[] }).data.map(({ id }) => id));
    expect(await list()).toEqual(['Starter-Fake', 'another-model.Q8_0']);
    await api.app.models.load(other.id);
    expect(await list()).toEqual(['another-model.Q8_0', 'Starter-Fake']);
    expect(await (await api.get('/v1/models')).json()).toMatchObject({
      object: 'list',
      data: [{ id: 'another-model.Q8_0', object: 'model', created: 0, owned_by: 'local' }, {}],
    });
  });
  it('are asked for by any of their names, or by none', async () => {
    api = await startTestApi({ answer: 'Hi.' });
    const { id = '' } = (await api.app.models.current()) ?? {};
    for (const model of [undefined, null, '', 'default', 'inkstone', 'Starter-Fake', 'starter-fake.gguf', 'Starter', id]) {
      const answer = (await (await chat({ model })).json()) as { model: string };
      expect([model, answer.model]).toEqual([model, 'Starter-Fake']);
    }
  });
  it('that are not loaded are refused with the name of the one that is', async () => {
    api = await startTestApi({ answer: 'Hi.' });
    const answer = await chat({ model: 'gpt-4o' });
    expect(await answer.clone().text()).toContain('\\"Starter-Fake\\" is.');
    expect(await failureOf(answer)).toEqual([404, 'invalid_request_error', 'model_not_found', 'model']);
    expect(api.engine.runs).toEqual([]);
  });
  it('a base model completes but does not chat', async () => {
    api = await startTestApi({ answer: ' a time', kind: 'base' });
    expect(await failureOf(await chat())).toEqual([400, 'invalid_request_error', 'model_cannot_write', null]);
    expect(await (await api.post('/v1/completions', { prompt: 'Once upon' })).json()).toMatchObject({ choices: [{ text: ' a time' }] });
  });
  it('none loaded is 503, whatever is asked for', async () => {
    api = await startTestApi({ answer: 'Hi.' });
    await api.app.models.unload();
    for (const model of [undefined, 'gpt-4o']) {
      expect(await failureOf(await chat({ model }))).toEqual([503, 'server_error', 'model_not_loaded', null]);
    }
  });
});

describe('a whole answer', () => {
  it('has the shape of OpenAI and true counts', async () => {
    api = await startTestApi({ answer: 'Hi there.' });
    const answer = await chat();
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await answer.json()).toEqual({
      id: expect.stringMatching(/^chatcmpl-[a-f0-9]{32}$/),
      object: 'chat.completion',
      created: expect.closeTo(Date.now() / 1_000, -1),
      model: 'Starter-Fake',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi there.', refusal: null }, logprobs: null, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    });
  });
  it('of plain completion too, with OpenAI’s own limit', async () => {
    api = await startTestApi({ answer: ' a time' });
    const answer = await api.post('/v1/completions', { prompt: 'Once upon' });
    expect(await answer.json()).toMatchObject({
      id: expect.stringMatching(/^cmpl-/),
      object: 'text_completion',
      choices: [{ index: 0, text: ' a time', logprobs: null, finish_reason: 'stop' }],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    });
    expect(api.engine.runs[0]?.request).toMatchObject({ prompt: { kind: 'completion', text: 'Once upon' }, parameters: { maxTokens: 16 } });
  });
  it('asks the engine for exactly what was sent, in the API’s own place in the queue', async () => {
    api = await startTestApi({ answer: 'Hi.' });
    await api.app.settings.update({ parameters: { temperature: 1.5, topK: 7, stop: ['mine'], maxTokens: 99, systemPrompt: 'mine' } });
    const messages = [
      { role: 'system', content: 'Be short.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hel' },
          { type: 'text', text: 'lo' },
        ],
      },
      { role: 'assistant', content: 'Hi' },
      { role: 'user', content: 'Bye' },
    ];
    await chat({ messages, temperature: 0.25, top_p: 0.5, max_tokens: 7, max_completion_tokens: 8, stop: '\n', seed: 42 });
    await chat();
    expect(api.engine.runs.map(({ request }) => request)).toEqual([
      {
        slotKey: 'api',
        priority: 'api',
        prompt: {
          kind: 'chat',
          history: [
            { role: 'system', text: 'Be short.' },
            { role: 'user', text: 'Hello' },
            { role: 'assistant', text: 'Hi' },
            { role: 'user', text: 'Bye' },
          ],
          answerPrefix: '',
        },
        parameters: {
          temperature: 0.25,
          topP: 0.5,
          topK: 7,
          minP: 0.05,
          repeatPenalty: 1.1,
          frequencyPenalty: 0,
          presencePenalty: 0,
          maxTokens: 8,
          stop: ['\n'],
          seed: 42,
          jsonSchema: null,
        },
      },
      expect.objectContaining({
        prompt: { kind: 'chat', history: [{ role: 'user', text: 'Hello' }], answerPrefix: '' },
        parameters: expect.objectContaining({ temperature: 1.5, stop: [], maxTokens: 99 }),
      }),
    ]);
  });
  it('goes on from an assistant’s turn at the end', async () => {
    api = await startTestApi({ answer: ' two.' });
    await chat({ messages: [...USER, { role: 'assistant', content: 'One,' }] });
    expect(api.engine.runs[0]?.request.prompt).toEqual({ kind: 'chat', history: [{ role: 'user', text: 'Hello' }], answerPrefix: 'One,' });
  });
  it('with n choices runs n times with seeds of their own and counts the prompt once', async () => {
    api = await startTestApi({ answer: 'Hi.' });
    const answer = (await (await chat({ n: 3, seed: 4_294_967_295 })).json()) as { choices: { index: number }[]; usage: object };
    expect(answer.choices.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(answer.usage).toEqual({ prompt_tokens: 10, completion_tokens: 15, total_tokens: 25 });
    expect(api.engine.runs.map(({ request }) => request.parameters.seed)).toEqual([4_294_967_295, 0, 1]);
  });
  it.each([
    ['end', 'stop'],
    ['stop-text', 'stop'],
    ['length', 'length'],
    ['context', 'length'],
  ] as const)('that ended by %s says %s', async (stopReason, finish) => {
    api = await startTestApi();
    const asked = chat();
    const run = await api.engine.run(0);
    run.write('Hi');
    run.end(stopReason);
    expect(await (await asked).json()).toMatchObject({ choices: [{ finish_reason: finish }] });
  });
  it('counts what came from the cache too', async () => {
    api = await startTestApi();
    const asked = chat();
    const run = await api.engine.run(0);
    run.emit({ type: 'done', stopReason: 'end', stats: { ...STATS, tokensRead: 3, tokensReused: 40 } });
    expect(await (await asked).json()).toMatchObject({ usage: { prompt_tokens: 43, completion_tokens: 5, total_tokens: 48 } });
  });
  it('counts a prompt that was read twice, because the chat went first, once', async () => {
    api = await startTestApi();
    const asked = chat();
    const run = await api.engine.run(0);
    run.emit({ type: 'progress', readTokens: 64, totalTokens: 100 });
    run.emit({ type: 'progress', readTokens: 120, totalTokens: 121 });
    run.emit({ type: 'done', stopReason: 'end', stats: { ...STATS, tokensRead: 221 } });
    expect(await (await asked).json()).toMatchObject({ usage: { prompt_tokens: 100 } });
  });
});

describe('a streamed answer', () => {
  it('comes piece by piece, each before the next is written, and ends with [DONE]', async () => {
    api = await startTestApi();
    const answer = chat({ stream: true });
    const run = await api.engine.run(0);
    run.emit({ type: 'phase', phase: 'reading', ahead: 0 });
    const { body, headers } = await answer;
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (const word of ['One', ' two', ' 三']) {
      run.write(word);
      while (!text.includes(`"content":"${word}"`)) text += (await reader?.read())?.value ?? '';
    }
    run.end();
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) text += next.value;
    const events = await eventsOf(new Response(text));
    const chunk = (delta: object, finish: string | null): object => ({
      id: expect.stringMatching(/^chatcmpl-/),
      created: expect.any(Number),
      model: 'Starter-Fake',
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    });
    expect(events).toEqual([
      chunk({ role: 'assistant', content: '' }, null),
      chunk({ content: 'One' }, null),
      chunk({ content: ' two' }, null),
      chunk({ content: ' 三' }, null),
      chunk({}, 'stop'),
      '[DONE]',
    ]);
    expect(new Set(events.slice(0, -1).map((event) => (event as { id: string }).id)).size).toBe(1);
  });
  it('carries the counts when they are wanted, and only then', async () => {
    api = await startTestApi({ answer: 'Hi.' });
    const events = await eventsOf(await chat({ stream: true, n: 2, stream_options: { include_usage: true } }));
    expect(events.slice(-2)).toEqual([
      expect.objectContaining({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 } }),
      '[DONE]',
    ]);
    expect(events.slice(0, -2).every((event) => (event as { usage: unknown }).usage === null)).toBe(true);
    expect(await (await chat({ stream: true })).text()).not.toContain('usage');
  });
  it('of plain completion', async () => {
    api = await startTestApi({ answer: ' a time' });
    const events = await eventsOf(await api.post('/v1/completions', { prompt: 'Once upon', stream: true }));
    expect(events.map((event) => (event === '[DONE]' ? event : (event as { choices: unknown[] }).choices[0]))).toEqual([
      { index: 0, text: '', logprobs: null, finish_reason: null },
      { index: 0, text: ' a time', logprobs: null, finish_reason: null },
      { index: 0, text: '', logprobs: null, finish_reason: 'stop' },
      '[DONE]',
    ]);
  });
  it('that fails before its first word has a status, and one that fails later an event', async () => {
    api = await startTestApi();
    const early = chat({ stream: true });
    (await api.engine.run(0)).fail(new AppError('PROMPT_TOO_LONG', { tokens: 9_000, limit: 4_080 }));
    expect(await (await early).clone().text()).toContain('The text has 9000 tokens and the window holds 4080.');
    expect(await failureOf(await early)).toEqual([400, 'invalid_request_error', 'context_length_exceeded', null]);

    const late = chat({ stream: true });
    const run = await api.engine.run(1);
    run.write('Hi');
    const answer = await late;
    run.fail(new AppError('ENGINE_CRASHED'));
    const events = await eventsOf(answer);
    expect(events.at(-1)).toMatchObject({ error: { type: 'server_error', code: 'engine_crashed' } });
  });
});

describe('failures', () => {
  it.each<[string, AppError | Error, unknown[], string | null]>([
    ['a full queue', new AppError('QUEUE_FULL'), [429, 'rate_limit_error', 'queue_full', null], '5'],
    ['a crash', new AppError('ENGINE_CRASHED'), [503, 'server_error', 'engine_crashed', null], null],
    [
      'no memory',
      new AppError('MODEL_OUT_OF_MEMORY', { neededBytes: 9e9, freeBytes: 1e9 }),
      [503, 'server_error', 'model_out_of_memory', null],
      null,
    ],
    ['a bug', new Error('/secret/path'), [500, 'server_error', 'internal', null], null],
  ])('%s', async (_, error, expected, retryAfter) => {
    api = await startTestApi();
    const asked = chat();
    (await api.engine.run(0)).fail(error);
    const answer = await asked;
    const text = await answer.clone().text();
    expect([text.includes('{{'), text.includes('secret')]).toEqual([false, false]);
    expect(await failureOf(answer)).toEqual(expected);
    expect(answer.headers.get('retry-after')).toBe(retryAfter);
  });
  it('a model that is changed in mid-answer is no answer', async () => {
    api = await startTestApi();
    const asked = chat();
    const run = await api.engine.run(0);
    run.write('Half');
    run.end('stopped');
    expect(await failureOf(await asked)).toEqual([503, 'server_error', 'model_changed', null]);
  });
  it('sixteen at once are the most; the next is told to come again, and places become free', async () => {
    api = await startTestApi();
    const asked = Array.from({ length: 16 }, (_, index) => chat({ stream: index % 2 === 0 }));
    await api.engine.run(15);
    const refused = await chat();
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await failureOf(refused)).toEqual([429, 'rate_limit_error', 'queue_full', null]);
    for (const run of api.engine.runs) run.end();
    await Promise.all(asked.map(async (answer) => (await answer).text()));
    const next = chat();
    (await api.engine.run(16)).end();
    expect((await next).status).toBe(200);
  });
});

describe('H45: a client that goes away', () => {
  it.each<[string, boolean, (run: TestApi['engine']['runs'][number]) => void]>([
    ['while its prompt waits', false, () => undefined],
    ['in the middle of a whole answer', false, (run) => run.write('Hi')],
    ['while its streamed prompt waits', true, () => undefined],
    ['in the middle of a stream', true, (run) => run.write('Hi')],
  ])('%s stops the model within a second, and frees its place', async (_, stream, begin) => {
    api = await startTestApi();
    const printed = vi.spyOn(console, 'info');
    for (let index = 0; index < 20; index += 1) {
      const controller = new AbortController();
      const answer = chat({ stream, n: 4 }, { signal: controller.signal });
      const read = answer.then((response) => response.text()).catch(() => 'gone');
      const run = await api.engine.run(index);
      begin(run);
      controller.abort();
      await vi.waitUntil(() => run.isAborted, { timeout: 1_000, interval: 1 });
      expect(await read).toBe('gone');
    }
    expect(api.engine.runs.length).toBe(20);
    expect(printed).not.toHaveBeenCalled();
  });
  it('H47: does not end anybody else’s answer', async () => {
    api = await startTestApi();
    const controller = new AbortController();
    const gone = chat({ stream: true }, { signal: controller.signal }).catch(() => null);
    const first = await api.engine.run(0);
    const kept = chat();
    const second = await api.engine.run(1);
    controller.abort();
    await vi.waitUntil(() => first.isAborted, { timeout: 1_000, interval: 1 });
    second.write('Hi');
    second.end();
    expect([(await kept).status, second.isAborted]).toEqual([200, false]);
    await gone;
  });
});

/** A file the fake engine takes for a model. */
async function fileNamed(name: string): Promise<string> {
  const path = `${api.test.dataFolder}/${name}`;
  await writeFile(path, 'GGUF');
  return path;
}
