/** Likelihoods, candidates and branches on the real engine, against a direct evaluation of the same tokens in this process. */
import { getLlama } from 'node-llama-cpp';
import type { Llama, Token } from 'node-llama-cpp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ensureTinyModel } from '../../../../scripts/models/make-tiny-models.ts';
import { CHATML_TEMPLATE } from '../../../../scripts/models/tiny-models.ts';
import type { EngineEvent } from '../engine.ts';
import type { ScoredToken } from '#shared/models/token.ts';
import type { RequestOverrides } from '../testing/builders.ts';
import { chatPrompt, collect, doneOf, generateRequest, textOf } from '../testing/builders.ts';
import type { RealEngine } from '../testing/real-engine.ts';
import { hasStarterModel, STARTER_PATH, startRealEngine } from '../testing/real-engine.ts';
import { createWish } from '../wish.ts';
import { createChatFormat } from './chat-format.ts';

/**
 * In nats, for the prompt read in the same pieces as the engine reads it; measured: under 0.001. In pieces of another shape a 4-bit model
 * rounds differently: measured on the starter model, up to 0.26 for a token of the answer.
 */
const TOLERANCE = 0.01;
/** For the prompt read in pieces of another shape; measured on the starter model: up to 0.26. */
const OTHER_PIECES_TOLERANCE = 0.5;
const never = new AbortController().signal;
let llama: Llama;
let real: RealEngine;

beforeAll(async () => void (llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1, logger: () => undefined })));
afterAll(async () => llama.dispose());
afterEach(async () => real.engine.dispose());

const start = async (path: string) => {
  real = startRealEngine();
  await real.load(path, { contextSize: 1_024 });
};
const answer = async (request: RequestOverrides & { tokenDetail?: 'none' | 'mean' | 'top10' | undefined }) => {
  const { tokenDetail, ...overrides } = request;
  return collect(real.engine.generate({ ...generateRequest(overrides), tokenDetail }, never));
};
const tokensOf = (events: readonly EngineEvent[]): ScoredToken[] =>
  events.flatMap((event) => (event.type === 'tokens' ? event.tokens : []));
const meanOf = (tokens: readonly ScoredToken[]) => tokens.reduce((sum, { logProb }) => sum + logProb, 0) / tokens.length;

/** ln of the whole distribution before each of `ids`, token by token, as llama.cpp gives it. */
async function evaluateDirectly(path: string, prompt: string, ids: readonly number[]): Promise<ReadonlyMap<Token, number>[]> {
  const model = await llama.loadModel({ modelPath: path });
  const context = await model.createContext({ sequences: 1, contextSize: 1_024, threads: 1 });
  const sequence = context.getSequence();
  const template = path === STARTER_PATH ? (model.fileInfo.metadata.tokenizer.chat_template ?? '') : CHATML_TEMPLATE;
  const { tokens } = createChatFormat(model, template).render([{ role: 'user', text: prompt }], '');
  await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(0, -1));
  const rest = [...tokens.slice(-1), ...(ids as Token[])];
  const input = rest.map((token): [Token, object] => [token, { generateNext: { probabilities: true, options: { temperature: 0 } } }]);
  const results = await sequence.controlledEvaluate(input);
  await model.dispose();
  return results.slice(0, -1).map((result) => {
    const pairs = [...(result?.next.probabilities ?? [])].map(([token, probability]) => [token, Math.log(probability)] as const);
    return new Map(pairs);
  });
}

/** The largest difference between what the engine says and the direct evaluation, over all tokens and alternatives. */
async function largestError(path: string, prompt: string, tokens: readonly ScoredToken[]): Promise<number> {
  const direct = await evaluateDirectly(
    path,
    prompt,
    tokens.map(({ tokenId }) => tokenId),
  );
  const errors = tokens.flatMap(({ tokenId, logProb, top }, index) =>
    [{ tokenId, logProb }, ...top].map((one) => Math.abs(one.logProb - (direct[index]?.get(one.tokenId as Token) ?? Number.NaN))),
  );
  return Math.max(...errors);
}

const PROMPT = 'What is the capital of France?';
const DRAWN = { temperature: 0.9, topK: 5, repeatPenalty: 1.3, maxTokens: 40, seed: 7 };
const MODELS: readonly (readonly [string, string])[] = [
  ['tiny-chat', ensureTinyModel('tiny-chat')],
  ...(hasStarterModel() ? [['the starter model', STARTER_PATH] as const] : []),
];

// Catches: probabilities after temperature, top-k or penalties, off by one token, or of a truncated vocabulary.
test.each(MODELS)('%s: every number agrees with a direct evaluation, whatever the answer was drawn with', async (_name, path) => {
  await start(path);
  const events = await answer({ prompt: chatPrompt(PROMPT), parameters: DRAWN, tokenDetail: 'top10' });
  const tokens = tokensOf(events);
  const { stats } = doneOf(events);
  expect(tokens).toHaveLength(stats.tokensWritten);
  expect(tokens.map(({ text }) => text).join('')).toBe(textOf(events));
  expect(tokens.every(({ top }) => top.length === 10 && top.every(({ logProb }, rank) => logProb <= (top[rank - 1]?.logProb ?? 0)))).toBe(
    true,
  );
  const error = await largestError(path, PROMPT, tokens);
  expect(error).toBeLessThan(TOLERANCE);
  expect(stats.meanLogProb).toBeCloseTo(meanOf(tokens), 6);
  expect(stats.perplexity).toBeCloseTo(Math.exp(-meanOf(tokens)), 4);

  const scored = await real.engine.scoreText({ slotKey: 'other', priority: 'chat', prompt: chatPrompt(PROMPT, textOf(events)) }, never);
  expect(scored.map(({ text }) => text).join('')).toBe(textOf(events));
  expect(await largestError(path, PROMPT, scored)).toBeLessThan(TOLERANCE);
});

// Catches: a view that changes what is written while it looks on, numbers of another place, or ones that only come at the end.
test.each(MODELS)(
  '%s: watched while it writes, the text is the same, and the numbers are those of the finished answer',
  async (_name, path) => {
    await start(path);
    const request = generateRequest({ prompt: chatPrompt(PROMPT, 'Well'), parameters: { ...DRAWN, maxTokens: 60 }, slotKey: 'thread' });
    const plain = await collect(real.engine.generate({ ...request, slotKey: 'plain' }, never));
    const wish = createWish();
    const leave = wish.add();
    const events = await collect(real.engine.generate(request, never, wish));
    expect(textOf(events)).toBe(textOf(plain));
    const text = `Well${textOf(events)}`;
    const live: ScoredToken[] = [];
    for (const event of events) if (event.type === 'tokens') live.splice(event.from, event.tokens.length, ...event.tokens);
    expect(text.startsWith(live.map((token) => token.text).join(''))).toBe(true);
    expect(live.length).toBeGreaterThan(40);
    expect(events.findIndex(({ type }) => type === 'tokens')).toBeLessThan(events.findLastIndex(({ type }) => type === 'delta') - 2);
    const settled = await real.engine.scoreText({ slotKey: 'score', priority: 'chat', prompt: chatPrompt(PROMPT, text) }, never);
    const errors = live.map(({ tokenId, logProb }, index) =>
      settled[index]?.tokenId === tokenId ? Math.abs(logProb - settled[index].logProb) : Number.NaN,
    );
    expect(Math.max(...errors)).toBeLessThan(OTHER_PIECES_TOLERANCE);
    leave();
    expect(tokensOf(await collect(real.engine.generate({ ...request, slotKey: 'again' }, never, wish)))).toEqual([]);
  },
);

// Catches: a token view that changes the answer, or costs something while it is off.
test('asking for likelihoods does not change what is drawn; not asking reports nothing', async () => {
  await start(ensureTinyModel('tiny-chat'));
  const runs = [];
  for (const tokenDetail of [undefined, 'none', 'mean', 'top10'] as const) {
    runs.push(await answer({ prompt: chatPrompt(PROMPT), slotKey: String(tokenDetail), parameters: DRAWN, tokenDetail }));
  }
  expect(new Set(runs.map(textOf)).size).toBe(1);
  expect(runs.map((events) => tokensOf(events).length > 0)).toEqual([false, false, false, true]);
  expect(runs.map((events) => doneOf(events).stats.meanLogProb !== null)).toEqual([false, false, true, true]);
  expect(doneOf(runs[2] ?? []).stats.meanLogProb).toBeCloseTo(doneOf(runs[3] ?? []).stats.meanLogProb ?? 0, 3);
});

test('a stop text is not part of the answer, and an answer that goes on is scored whole', async () => {
  await start(ensureTinyModel('tiny-chat'));
  const first = await answer({ prompt: chatPrompt(PROMPT), parameters: { maxTokens: 20 }, tokenDetail: 'top10' });
  const middle = textOf(first).slice(6, 8);
  const cut = await answer({ prompt: chatPrompt(PROMPT), parameters: { maxTokens: 20, stop: [middle] }, tokenDetail: 'top10' });
  expect(doneOf(cut).stopReason).toBe('stop-text');
  expect(
    tokensOf(cut)
      .map(({ text }) => text)
      .join(''),
  ).toBe(textOf(cut));
  const more = await answer({ prompt: chatPrompt(PROMPT, textOf(cut)), parameters: { maxTokens: 5 }, tokenDetail: 'top10' });
  expect(
    tokensOf(more)
      .map(({ text }) => text)
      .join(''),
  ).toBe(textOf(cut) + textOf(more));
  expect(doneOf(more).stats.meanLogProb).toBeCloseTo(meanOf(tokensOf(more)), 6);
});

test('scoring ends when it is cancelled, and the engine goes on', async () => {
  await start(ensureTinyModel('tiny-chat'));
  const controller = new AbortController();
  const scored = real.engine.scoreText({ slotKey: 'a', priority: 'chat', prompt: chatPrompt('Hi', 'word '.repeat(60)) }, controller.signal);
  controller.abort();
  await expect(scored).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(textOf(await answer({}))).not.toBe('');
});

test('token ids that spell something else, or that no model has, are ignored', async () => {
  await start(ensureTinyModel('tiny-chat'));
  const plain = await answer({ prompt: chatPrompt('Hi', 'Well'), slotKey: 'plain' });
  for (const answerTokens of [[2_000_000_000], [1, 2, 3]]) {
    const prompt = { ...chatPrompt('Hi', 'Well'), answerTokens };
    expect(textOf(await answer({ prompt, slotKey: 'ids' }))).toBe(textOf(plain));
  }
});

describe.skipIf(!hasStarterModel())('the starter model', () => {
  // Catches: candidates that each read the prompt anew, or that are all the same.
  test('five candidates read their prompt once and are five answers; the same seed is the same answer', async () => {
    await start(STARTER_PATH);
    const prompt = chatPrompt(`${'The quick brown fox jumps over the lazy dog. '.repeat(12)}\n\nTell me a story about them.`);
    const seeds = [11, 12, 13, 14, 15, 11];
    const parameters = { temperature: 0.9, maxTokens: 24 };
    const runs = await Promise.all(
      seeds.map((seed) => answer({ prompt, slotKey: 'thread', parameters: { ...parameters, seed }, tokenDetail: 'mean' })),
    );
    const stats = runs.map((events) => doneOf(events).stats);
    const [first] = stats;
    const promptTokens = (first?.tokensRead ?? 0) + (first?.tokensReused ?? 0);
    expect(promptTokens).toBeGreaterThan(100);
    expect(stats.reduce((sum, { tokensRead }) => sum + tokensRead, 0)).toBeLessThanOrEqual(promptTokens + 2 * seeds.length);
    expect(new Set(runs.map(textOf)).size).toBe(5);
    expect(textOf(runs[5] ?? [])).toBe(textOf(runs[0] ?? []));
    expect(stats.every(({ meanLogProb }) => meanLogProb !== null && meanLogProb < 0)).toBe(true);
  });

  // Catches: a branch whose beginning is tokenised anew, so that the model goes on from another place than was clicked.
  test('a branch goes on behind exactly the tokens that were chosen', async () => {
    await start(STARTER_PATH);
    const events = await answer({ prompt: chatPrompt('Tell me about the sea.'), parameters: { maxTokens: 20 }, tokenDetail: 'top10' });
    const tokens = tokensOf(events);
    const [kept, at] = [tokens.slice(0, 5), tokens[5]];
    const other = at?.top[3];
    if (other === undefined) throw new Error('there are ten alternatives');
    const answerTokens = [...kept, other].map(({ tokenId }) => tokenId);
    const answerPrefix = [...kept, other].map(({ text }) => text).join('');
    const prompt = { ...chatPrompt('Tell me about the sea.', answerPrefix), answerTokens };
    const branch = await answer({ prompt, slotKey: 'branch', parameters: { maxTokens: 12 }, tokenDetail: 'top10' });
    expect(
      tokensOf(branch)
        .slice(0, 6)
        .map(({ tokenId }) => tokenId),
    ).toEqual(answerTokens);
    expect(await largestError(STARTER_PATH, 'Tell me about the sea.', tokensOf(branch))).toBeLessThan(TOLERANCE);
  });

  test('a branch may end inside a character, and inside a word that would be one token', async () => {
    await start(STARTER_PATH);
    const score = (text: string) => real.engine.scoreText({ slotKey: 'score', priority: 'chat', prompt: chatPrompt('Hi', text) }, never);
    const emoji = await score('A 😀');
    const half = emoji.slice(0, emoji.findLastIndex(({ text }) => text === '') + 1);
    const halfText = half.map(({ text }) => text).join('');
    expect([half.length < emoji.length, 'A 😀'.startsWith(halfText)]).toEqual([true, true]);
    // Letter by letter: no tokeniser would write it so.
    const letters = (await Promise.all([...'sea'].map(async (letter) => score(letter)))).flatMap((all) => all.slice(0, 1));
    for (const [begun, text] of [
      [half, halfText],
      [letters, 'sea'],
    ] as const) {
      const answerTokens = begun.map(({ tokenId }) => tokenId);
      const prompt = { ...chatPrompt('Hi', text), answerTokens };
      const branch = await answer({ prompt, slotKey: text, parameters: { maxTokens: 8 }, tokenDetail: 'top10' });
      const all = tokensOf(branch);
      expect(all.slice(0, begun.length).map(({ tokenId }) => tokenId)).toEqual(answerTokens);
      expect(all.map((token) => token.text).join('')).toBe(text + textOf(branch));
    }
  });
});
