/** `--api` as another program on the machine meets it: a host process from source, the starter model, one thread. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from './api.test-support.ts';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const starter = at('../../../../resources/models/SmolLM2-135M-Instruct.Q4_1.gguf');
const hasStarter = existsSync(starter);
if (!hasStarter) process.stderr.write(`skipped: the local API on a real model; ${starter} is missing, npm start fetches it\n`);

interface Host {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly api: string;
}

async function start(folder: string): Promise<Host> {
  const child = spawn(process.execPath, [at('../../serve.ts'), '--no-open', '--api'], {
    env: { ...process.env, INKSTONE_HOME: folder, INKSTONE_THREADS: '1', INKSTONE_MODEL: starter },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  while (lines.length < 2)
    await Promise.race([once(reader, 'line'), once(child, 'close').then(() => Promise.reject(new Error(lines.join())))]);
  return { child, lines, api: /^Inkstone API is ready at (http:\/\/127\.0\.0\.1:\d+\/v1) \(token file: /.exec(lines[1] ?? '')?.[1] ?? '' };
}

interface Whole {
  readonly model: string;
  readonly choices: readonly { readonly message: { readonly content: string }; readonly text: string; readonly finish_reason: string }[];
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number };
}

describe.skipIf(!hasStarter)('the local API on the starter model', () => {
  let folder: string;
  let host: Host;
  let token: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inkstone-local-api-'));
    host = await start(folder);
    token = await readFile(join(folder, 'api-token'), 'utf8');
  });
  afterAll(async () => {
    host.child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const post = (path: string, body: object, signal = new AbortController().signal): Promise<Response> =>
    fetch(host.api + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ temperature: 0, ...body }),
      signal,
    });
  const whole = async (path: string, body: object): Promise<Whole> => {
    const answer = await post(path, body);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Whole;
  };
  const messages = [
    { role: 'system', content: 'You are a helpful assistant. Answer clearly and correctly.' },
    { role: 'user', content: 'What is the capital of France?' },
  ];

  it('answers at once after its line, also while the model is still being loaded', async () => {
    expect(host.lines).toEqual([
      expect.stringMatching(/^Inkstone is ready at http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{43}$/),
      `Inkstone API is ready at ${host.api} (token file: ${join(folder, 'api-token')})`,
    ]);
    if (process.platform !== 'win32') expect((await stat(join(folder, 'api-token'))).mode & 0o777).toBe(0o600);
    const { choices, usage, model } = await whole('/chat/completions', { messages, max_tokens: 40 });
    expect(choices[0]?.message.content).toContain('Paris');
    expect([model, choices[0]?.finish_reason]).toEqual(['SmolLM2-135M-Instruct.Q4_1', 'stop']);
    expect(usage.prompt_tokens).toBeGreaterThan(10);
    // The same prompt again comes from the cache, and counts the same.
    expect((await whole('/chat/completions', { messages, max_tokens: 40 })).usage).toEqual(usage);
  });

  it('streams the same answer piece by piece, with the same counts', async () => {
    const { choices, usage } = await whole('/chat/completions', { messages, max_tokens: 40 });
    const events = await eventsOf(
      await post('/chat/completions', { messages, max_tokens: 40, stream: true, stream_options: { include_usage: true } }),
    );
    const parts = events.slice(0, -2) as { choices: { delta: { content?: string } }[] }[];
    expect(parts.map((part) => part.choices[0]?.delta.content ?? '').join('')).toBe(choices[0]?.message.content);
    expect(parts.length).toBeGreaterThan(3);
    expect(events.slice(-2)).toEqual([expect.objectContaining({ choices: [], usage }), '[DONE]']);
  });

  it('completes raw text, ends at a limit, at a stop text, and draws by seed', async () => {
    const prompt = 'One, two, three, four,';
    const free = await whole('/completions', { prompt, max_tokens: 12 });
    expect([free.choices[0]?.text.includes('five'), free.choices[0]?.finish_reason]).toEqual([true, 'length']);
    expect(free.usage.completion_tokens).toBe(12);
    const stopped = await whole('/completions', { prompt, max_tokens: 12, stop: ['five'] });
    expect([stopped.choices[0]?.text.includes('five'), stopped.choices[0]?.finish_reason]).toEqual([false, 'stop']);
    const drawn = await whole('/completions', { prompt, max_tokens: 12, temperature: 2, top_p: 1, n: 2, seed: 5 });
    const again = await whole('/completions', { prompt, max_tokens: 12, temperature: 2, top_p: 1, n: 2, seed: 5 });
    expect(again.choices).toEqual(drawn.choices);
    expect(drawn.choices[0]?.text).not.toBe(drawn.choices[1]?.text);
  });

  it('a prompt that is too long is refused with its size', async () => {
    const answer = await post('/completions', { prompt: 'word '.repeat(20_000), stream: true });
    expect([answer.status, await answer.json()]).toEqual([400, { error: expect.objectContaining({ code: 'context_length_exceeded' }) }]);
  });

  it('H45: a client that goes away frees the model within a second', async () => {
    const long = { messages: [{ role: 'user', content: 'Write a very long story about the sea.' }], max_tokens: 3_000, stream: true };
    for (const abortAfter of ['the first bytes', 'at once']) {
      const controller = new AbortController();
      const answer = post('/chat/completions', long, controller.signal);
      if (abortAfter === 'the first bytes') await (await answer).body?.getReader().read();
      controller.abort();
      await answer.catch(() => null);
      const left = performance.now();
      await whole('/completions', { prompt: 'Hello', max_tokens: 1 });
      expect(performance.now() - left).toBeLessThan(1_500);
    }
  });

  it('ends with code 0 in mid-answer, prints nothing else, and keeps its token', async () => {
    const long = { messages: [{ role: 'user', content: 'Write a very long story.' }], max_tokens: 3_000 };
    const answer = await post('/chat/completions', { ...long, stream: true });
    const gone = answer.text().catch(() => 'gone');
    host.child.kill('SIGTERM');
    const [code] = await once(host.child, 'close');
    expect([code, await gone, host.lines.length]).toEqual([0, 'gone', 2]);
    host = await start(folder);
    expect((await fetch(`${host.api}/models`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  });
});
