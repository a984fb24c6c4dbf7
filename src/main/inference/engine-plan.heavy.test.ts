/** What the real engine says a request would hold is what it then reads, to the token: as a chat grows, is cut, and keeps some of its turns. */
import { afterEach, expect, test } from 'vitest';
import { ensureTinyModel } from '../../../scripts/models/make-tiny-models.ts';
import type { ChatTurn } from './engine.ts';
import { joinTurns } from './history-window.ts';
import { collect, doneOf, generateRequest, textOf } from './testing/builders.ts';
import type { RealEngine } from './testing/real-engine.ts';
import { hasStarterModel, STARTER_PATH, startRealEngine } from './testing/real-engine.ts';

const never = new AbortController().signal;
const MODELS = [
  { name: 'tiny-chat', find: () => ensureTinyModel('tiny-chat'), contextSize: 1_024, turns: 24, words: 2 },
  ...(hasStarterModel() ? [{ name: 'the starter model', find: () => STARTER_PATH, contextSize: 512, turns: 14, words: 6 }] : []),
];
let real: RealEngine | undefined;
afterEach(async () => real?.engine.dispose());

// Catches: a ledger that shows another cut, another summary or other kept turns than the model reads; one that miscounts what it shows.
test.each(MODELS)('$name: the plan is the request', async ({ find, contextSize, turns, words }) => {
  real = startRealEngine();
  const { engine } = real;
  await real.load(find(), { contextSize });
  const history: ChatTurn[] = [{ role: 'system', text: 'You are helpful.' }];
  const maxTokens = 8;
  let cuts = 0;
  let keptBehindCut = 0;
  for (let number = 1; number <= turns; number += 1) {
    history.push({
      role: 'user',
      text: `Note ${number}: ${'the mill — “by the river”; '.repeat(words)}é 水`,
      ...((number === 1 || number === 4) && { isKept: true }),
    });
    const plan = await engine.planPrompt({ slotKey: 'talk', history, maxTokens });
    const again = await engine.planPrompt({ slotKey: 'talk', history, maxTokens });
    expect(again).toEqual(plan);
    const events = await collect(
      engine.generate(
        generateRequest({ slotKey: 'talk', prompt: { kind: 'chat', history: [...history], answerPrefix: '' }, parameters: { maxTokens } }),
        never,
      ),
    );
    const { stats } = doneOf(events);
    expect({ number, total: plan.total }).toEqual({ number, total: stats.tokensRead + stats.tokensReused });
    const inTokens = plan.turns.reduce((sum, turn) => (turn.isIn ? sum + turn.tokens : sum), 0);
    expect(plan.total - inTokens).toBeGreaterThanOrEqual(0);
    expect(plan.total - inTokens).toBeLessThan(16);
    expect(plan.total).toBeLessThanOrEqual(contextSize - plan.reserve);
    for (const [index, { isKept }] of history.entries()) if (isKept) expect(plan.turns[index]?.isIn).toBe(true);
    if (plan.newlyOut > 0) {
      cuts += 1;
      keptBehindCut += plan.turns.filter(
        ({ isIn }, index) => isIn && history[index]?.isKept && plan.turns[index + 2]?.isIn === false,
      ).length;
      // The turns that are said to be in, sent alone as another conversation, are the same prompt.
      const inView = joinTurns(history.filter((_turn, index) => plan.turns[index]?.isIn === true));
      const fresh = await engine.planPrompt({ slotKey: `alone ${number}`, history, maxTokens });
      const alone = await engine.planPrompt({ slotKey: `alone ${number}`, history: inView, maxTokens });
      expect([alone.total, alone.turns.every(({ isIn }) => isIn)]).toEqual([fresh.total, true]);
    }
    history.push({ role: 'assistant', text: textOf(events).trim() || 'Yes.' });
  }
  expect(cuts).toBeGreaterThan(0);
  expect(keptBehindCut).toBeGreaterThan(0);
});

// Catches: a refusal that is first heard of when the message is sent, or a plan that fails where it should explain.
test('too many kept turns, and a last turn that is too long, are planned as refusals with their numbers', async () => {
  real = startRealEngine();
  await real.load(ensureTinyModel('tiny-chat'), { contextSize: 256 });
  const kept = Array.from({ length: 12 }, (_, index): ChatTurn => ({
    role: index % 2 === 0 ? 'user' : 'assistant',
    text: 'the mill by the river '.repeat(3),
    isKept: true,
  }));
  const ask = (history: ChatTurn[]) => real?.engine.planPrompt({ slotKey: 'talk', history, maxTokens: 8 });
  expect(await ask([...kept, { role: 'user', text: 'And now?' }])).toMatchObject({ problem: { code: 'CONTEXT_KEPT_TOO_LONG' } });
  expect(await ask([{ role: 'user', text: 'the mill '.repeat(500) }])).toMatchObject({ problem: { code: 'PROMPT_TOO_LONG' } });
});

// Catches: a window that looks as if it had room, because the answer that is gone on from was not counted.
test('an answer that is gone on from is planned as it is read', async () => {
  real = startRealEngine();
  const { engine } = real;
  await real.load(ensureTinyModel('tiny-chat'), { contextSize: 512 });
  const history: ChatTurn[] = [
    { role: 'user', text: 'Where is it?' },
    { role: 'assistant', text: 'By the river.' },
    { role: 'user', text: 'And the mill?' },
  ];
  const ask = (words: number) =>
    engine.planPrompt({ slotKey: 'talk', history, maxTokens: 8, answerPrefix: 'the mill by the river '.repeat(words).trim() });
  const answerPrefix = 'the mill by the river';
  const plan = await ask(1);
  const prompt = { kind: 'chat', history, answerPrefix } as const;
  const events = await collect(engine.generate(generateRequest({ slotKey: 'talk', prompt, parameters: { maxTokens: 8 } }), never));
  const { stats } = doneOf(events);
  expect([plan.total, plan.newlyOut]).toEqual([stats.tokensRead + stats.tokensReused, 0]);
  const wordsTokens = plan.total - (await ask(0)).total;
  const tooMany = Math.ceil((plan.contextSize - plan.reserve - plan.total) / wordsTokens) + 2;
  expect((await ask(tooMany)).newlyOut).toBe(2);
});
