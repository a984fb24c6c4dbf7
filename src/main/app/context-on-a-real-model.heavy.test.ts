/** The ledger of a whole application is what its model then reads, to the token: oldest out, kept messages, a summary by the starter model. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadId } from '#shared/models/ids.ts';
import { until } from '#main/inference/streams.test-support.ts';
import type { App } from './create-app.ts';
import { hasStarter, startRealApp, statsOf } from './real-app.test-support.ts';
import type { RealApp } from './real-app.test-support.ts';

/** About 50 tokens. */
const turn = (number: number): string =>
  `Note ${number}: ${'the river runs past the old mill, and the miller keeps the wheel in good order; '.repeat(2)}say only OK.`;

describe.skipIf(!hasStarter)('a chat in a window of 512 tokens', () => {
  let real: RealApp;
  let app: App;

  beforeAll(async () => {
    real = await startRealApp();
    app = real.app;
    await app.settings.update({ hasAutomaticTitles: false, contextSize: 512, parameters: { temperature: 0, maxTokens: 12 } });
    await until(() => (app.engine.state.state === 'ready' && app.engine.state.model.contextSize === 512 ? true : undefined));
  }, 60_000);
  afterAll(() => real.close());

  /** Sends and says what the ledger foretold and what was read. */
  const send = async (threadId: ThreadId, text: string) => {
    const ledger = await app.generations.context.get(threadId, text);
    const started = await app.generations.send({ threadId, text, candidates: 1 });
    const { tokensRead, tokensReused } = await statsOf(app, started.answers[0]);
    return { ledger, read: tokensRead + tokensReused, own: started.userMessage };
  };

  test('oldest out, with a message that is kept', async () => {
    const { id } = await app.threads.create('chat');
    let cuts = 0;
    for (let number = 1; number <= 9; number += 1) {
      const { ledger, read, own } = await send(id, turn(number));
      expect([number, ledger.total]).toEqual([number, read]);
      const sum = ledger.turns.reduce((total, { state, tokens }) => (state === 'in' || state === 'kept' ? total + tokens : total), 0);
      expect(sum + ledger.systemTokens + ledger.openingTokens).toBe(ledger.total);
      if (ledger.newlyOut > 0) cuts += 1;
      if (number === 2 && own) await app.generations.context.setKept(own.id, true);
      if (number > 2) expect(ledger.turns[2]?.state).toBe('kept');
    }
    expect(cuts).toBeGreaterThan(0);
  }, 120_000);

  test('with a summary that the model writes', async () => {
    const { id } = await app.threads.create('chat');
    await app.threads.changeParameters(id, { set: { overflow: 'summarise' }, reset: [] });
    let withSummary = 0;
    for (let number = 1; number <= 9; number += 1) {
      const { ledger, read } = await send(id, turn(number));
      // A request that has the summary written first is another one than the one that was foretold.
      if (ledger.newlyOut === 0) expect([number, ledger.total]).toEqual([number, read]);
      if (ledger.summary) withSummary += 1;
      expect(ledger.turns.some(({ state }) => state === 'left-out')).toBe(ledger.newlyOut > 0);
    }
    expect(withSummary).toBeGreaterThan(0);
  }, 120_000);
});
