/** What the engine reads again when a long chat is changed: only what comes after the change. Store worker, engine process, starter model. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Started } from '#shared/contract/generations-contract.ts';
import type { GenerationStats } from '#shared/models/generation.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import type { App } from './create-app.ts';
import { hasStarter, startRealApp, statsOf } from './real-app.test-support.ts';
import type { RealApp } from './real-app.test-support.ts';

/** A turn of about 90 tokens, another one for each number. */
const longTurn = (number: number): string =>
  `Note ${number}: ${'the river runs past the old mill, and the miller keeps the wheel in good order; '.repeat(4)}say only OK.`;
const TURNS = 8;

describe.skipIf(!hasStarter)('a chat of eight long turns', () => {
  let real: RealApp;
  let app: App;
  let threadId: ThreadId;
  const turns: Started[] = [];

  beforeAll(async () => {
    real = await startRealApp();
    app = real.app;
    await app.settings.update({ hasAutomaticTitles: false, parameters: { temperature: 0, maxTokens: 8 } });
    threadId = (await app.threads.create('chat')).id;
    for (let number = 1; number <= TURNS; number += 1) {
      const started = await app.generations.send({ threadId, text: longTurn(number), candidates: 1 });
      await statsOf(app, started.answers[0]);
      turns.push(started);
    }
  }, 120_000);
  afterAll(() => real.close());

  /** The prompt's tokens: those read and those that were there. */
  const report = (name: string, { tokensRead, tokensReused }: GenerationStats): number => {
    process.stderr.write(`tokens read again on ${name}: ${tokensRead} of ${tokensRead + tokensReused}\n`);
    return tokensRead;
  };

  // Catches: a regeneration that reads the whole chat again (complaint 8 of the survey).
  test('a regenerated answer reads next to nothing', async () => {
    const last = turns.at(-1)?.answers[0];
    if (!last) throw new Error('there is an answer');
    const again = await app.generations.regenerate({ messageId: last.id, candidates: 1, with: { temperature: 1, seed: 3 } });
    expect(report('regenerate', await statsOf(app, again.answers[0]))).toBeLessThanOrEqual(8);
  });

  // Catches: candidates that read the prompt once each.
  test('three more candidates read next to nothing, all together', async () => {
    const last = turns.at(-1)?.answers[0];
    if (!last) throw new Error('there is an answer');
    const { answers } = await app.generations.regenerate({ messageId: last.id, candidates: 3, with: { temperature: 1 } });
    const read = await Promise.all(answers.map(async (answer) => report('a candidate', await statsOf(app, answer))));
    expect(read.reduce((sum, tokens) => sum + tokens, 0)).toBeLessThanOrEqual(24);
    const versions = await app.threads.listVersions(last.id);
    expect(new Set(versions.map(({ stats }) => stats?.seed)).size).toBe(versions.length);
    const measured = versions.slice(-3).map(({ stats }) => [stats?.meanLogProb ?? 1, Math.log(stats?.perplexity ?? 0)]);
    for (const [mean = 1, logPerplexity = 0] of measured) {
      expect(mean).toBeLessThanOrEqual(0);
      expect(logPerplexity).toBeCloseTo(-mean, 6);
    }
  });

  // Catches: an edit of the last turn that reads the turns above it again.
  test('an edited last turn reads that turn', async () => {
    const last = turns.at(-1)?.userMessage;
    if (!last) throw new Error('there is a turn');
    const edited = await app.generations.edit({ messageId: last.id, text: 'What did the miller keep?', candidates: 1 });
    expect(report('an edit of the last turn', await statsOf(app, edited.answers[0]))).toBeLessThan(40);
  });

  // Catches: an edit in the middle that keeps what is no longer there, or throws away what is.
  test('an edited turn in the middle reads from there on, and what is above it stays', async () => {
    const middle = turns[3]?.userMessage;
    if (!middle) throw new Error('there is a turn');
    const edited = await app.generations.edit({ messageId: middle.id, text: 'And what about the wheel?', candidates: 1 });
    const stats = await statsOf(app, edited.answers[0]);
    expect(report('an edit in the middle', stats)).toBeLessThan(40);
    expect(stats.tokensReused).toBeGreaterThan(250);
  });

  // Catches: a deletion that makes the next turn read the whole chat.
  test('after a deletion the next turn reads from the gap on', async () => {
    const first = turns[0]?.answers[0];
    if (!first) throw new Error('there is an answer');
    await app.threads.selectVersion(turns.at(-1)?.answers[0]?.id ?? first.id);
    const gap = turns[5]?.answers[0];
    if (!gap) throw new Error('there is an answer');
    // The whole chat is in the cache again.
    const again = await app.generations.regenerate({ messageId: turns.at(-1)?.answers[0]?.id ?? first.id, candidates: 1 });
    await statsOf(app, again.answers[0]);
    await app.tree.removeMessages({ messageIds: [gap.id], scope: 'one' });
    const next = await app.generations.send({ threadId, text: 'Go on.', candidates: 1 });
    const stats = await statsOf(app, next.answers[0]);
    report('a turn after a deletion', stats);
    expect(stats.tokensReused).toBeGreaterThan(450);
  });
});
