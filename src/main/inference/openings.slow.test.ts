/** Openings on the real engine: what a command reads, and that nobody waits or loses anything for it. */
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import { ensureTinyModel } from '../../../scripts/models/make-tiny-models.ts';
import type { GenerateRequest } from './engine.ts';
import { commandOpenings } from './prompts/openings.ts';
import { askPrompt } from './prompts/quick-ask-prompt.ts';
import type { TaskPrompt } from './prompts/task-prompt.ts';
import { translationPrompt } from './prompts/translation-prompt.ts';
import { writingPrompt } from './prompts/writing-prompt.ts';
import { chatPrompt, collect, doneOf, generateRequest, SILENT_LOG, textOf } from './testing/builders.ts';
import type { RealEngine } from './testing/real-engine.ts';
import { hasStarterModel, STARTER_PATH, startRealEngine, waitUntil } from './testing/real-engine.ts';

const never = new AbortController().signal;
const openings = commandOpenings({ settings: SHIPPED_SETTINGS, kind: 'chat', languages: ['en'] });
const TEXT = 'Teh meeting are at three.';
let running: (RealEngine & { readonly lines: string[] })[] = [];

const start = async (path: string, contextSize = 1_024) => {
  const lines: string[] = [];
  const real = {
    ...startRealEngine({ log: { ...SILENT_LOG, info: (line) => lines.push(line), warn: (line) => lines.push(line) } }),
    lines,
  };
  running.push(real);
  await real.load(path, { contextSize });
  return real;
};
const kept = ({ lines }: { lines: readonly string[] }) => lines.some((line) => line.includes('openings kept'));
const ask = async ({ engine }: Pick<RealEngine, 'engine'>, request: GenerateRequest) => collect(engine.generate(request, never));
const command = ({ prompt, stop }: TaskPrompt, slotKey = 'writing') =>
  generateRequest({ prompt, slotKey, priority: 'quick-ask', parameters: { maxTokens: 24, stop: [...stop] } });
const proofread = (text = TEXT) => writingPrompt({ command: 'proofread', text, instruction: '', language: 'en' }, 'chat');
const foldersOf = (pid: number | undefined) => readdirSync(tmpdir()).filter((name) => name.startsWith(`inkstone-openings-${pid}-`));
const statesOf = (pid: number | undefined) => foldersOf(pid).flatMap((name) => readdirSync(join(tmpdir(), name))).length;

afterEach(async () => {
  await Promise.all(running.map(({ engine }) => engine.dispose()));
  running = [];
});

describe.skipIf(!hasStarterModel())('the starter model', () => {
  const commands: readonly (readonly [task: TaskPrompt, key: string, mostRead: number])[] = [
    [askPrompt('What is the capital of France?', '', '', 'chat'), 'quick-ask', 20],
    [proofread(), 'writing', 40],
    [translationPrompt({ text: TEXT, from: 'en', to: 'zh' }, 'chat'), 'translation', 40],
  ];

  test('the first command after the load reads only what differs, and says the same as without', async () => {
    const cold = await start(STARTER_PATH);
    const warm = await start(STARTER_PATH);
    warm.engine.keepOpenings(openings);
    await waitUntil(() => kept(warm), 60_000);
    for (const [task, key, most] of commands) {
      const [before, after] = [await ask(cold, command(task, key)), await ask(warm, command(task, key))];
      expect(doneOf(after).stats.tokensRead).toBeLessThanOrEqual(most);
      expect(doneOf(after).stats.tokensReused).toBeGreaterThanOrEqual(16);
      expect(textOf(after)).toBe(textOf(before));
    }
  });

  test('a command does not push the chat out, and the chat does not cost the command its opening', async () => {
    const real = await start(STARTER_PATH);
    real.engine.keepOpenings(openings);
    await waitUntil(() => kept(real), 60_000);
    const first = await ask(real, generateRequest({ prompt: chatPrompt('Tell me about the sea.'), slotKey: 'chat' }));
    for (const [task, key, most] of commands) {
      const events = await ask(real, command(task, key));
      expect(doneOf(events).stats.tokensRead).toBeLessThanOrEqual(most);
    }
    const history = [
      { role: 'user', text: 'Tell me about the sea.' },
      { role: 'assistant', text: textOf(first) },
      { role: 'user', text: 'And the moon?' },
    ] as const;
    const second = await ask(real, generateRequest({ prompt: { kind: 'chat', history, answerPrefix: '' }, slotKey: 'chat' }));
    expect(doneOf(second).stats.tokensRead).toBeLessThanOrEqual(20);
  });

  test('two chats right after the load keep their sequences; after one command the others are warm', async () => {
    const real = await start(STARTER_PATH);
    for (const slotKey of ['one', 'two']) await ask(real, generateRequest({ prompt: chatPrompt(`Hi ${slotKey}`), slotKey }));
    real.engine.keepOpenings(openings);
    const translate = translationPrompt({ text: TEXT, from: 'en', to: 'zh' }, 'chat');
    await ask(real, command(translate, 'translation'));
    await waitUntil(() => statesOf(real.pids.at(-1)) === openings.length, 60_000);
    const { stats } = doneOf(await ask(real, command(proofread())));
    expect([stats.tokensReused > 100, stats.tokensRead <= 40]).toEqual([true, true]);
  });

  test('a request that comes while openings are read waits for one chunk at most', async () => {
    const real = await start(STARTER_PATH);
    real.engine.keepOpenings(openings);
    let longestWaitMs = 0;
    for (let round = 1; round <= 3; round += 1) {
      await waitUntil(() => statesOf(real.pids.at(-1)) >= round, 60_000);
      const asked = performance.now();
      for await (const event of real.engine.generate(generateRequest({ prompt: chatPrompt(`Hi ${round}`), slotKey: 'a' }), never)) {
        if (event.type === 'phase' && event.phase === 'reading') longestWaitMs = Math.max(longestWaitMs, performance.now() - asked);
      }
    }
    // Reading them all takes many times as long on any machine.
    expect(statesOf(real.pids.at(-1))).toBeLessThan(openings.length);
    expect(longestWaitMs).toBeLessThan(1_000);
  });
});

test('an engine killed while it reads openings comes back and answers; what it left on the disk goes', async () => {
  const real = await start(ensureTinyModel('tiny-chat'));
  real.engine.keepOpenings(openings);
  await waitUntil(() => kept(real), 20_000);
  const [killed] = real.pids;
  expect(foldersOf(killed)).toHaveLength(1);
  process.kill(killed ?? 0, 'SIGKILL');
  expect(textOf(await ask(real, generateRequest()))).not.toBe('');
  real.lines.length = 0;
  real.engine.keepOpenings(openings);
  await waitUntil(() => kept(real), 20_000);
  expect([foldersOf(killed), foldersOf(real.pids.at(-1)).length]).toEqual([[], 1]);
  await real.engine.dispose();
  expect(foldersOf(real.pids.at(-1))).toEqual([]);
});

test('a base model keeps openings too, as far as they fit its window', async () => {
  const real = await start(ensureTinyModel('tiny-gpt2-base'));
  real.engine.keepOpenings(commandOpenings({ settings: SHIPPED_SETTINGS, kind: 'base', languages: ['en'] }));
  const events = await ask(real, generateRequest({ prompt: { kind: 'completion', text: 'Once upon' } }));
  expect(textOf(events)).not.toBe('');
  expect(real.lines.filter((line) => line.includes('openings:'))).toEqual([]);
});
