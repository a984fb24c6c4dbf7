import { expect, test } from 'vitest';
import type { ScoredToken } from '#shared/models/token.ts';
import { createTokenFeed } from './token-feed.ts';

const token = (text: string): ScoredToken => ({ text, tokenId: 1, logProb: -1, top: [] });

// Catches: a viewer that comes late and lacks the beginning, and one that keeps a token of an attempt that was interrupted.
test('a viewer gets all there are, then what is new, and a token that is reported again once more', async () => {
  const feed = createTokenFeed();
  feed.add({ from: 0, tokens: [token('a'), token('b')] });
  const view = feed.view(new AbortController().signal);
  expect((await view.next()).value).toEqual({ from: 0, tokens: [token('a'), token('b')] });
  const next = view.next();
  feed.add({ from: 1, tokens: [token('B'), token('c')] });
  expect((await next).value).toEqual({ from: 1, tokens: [token('B'), token('c')] });
  const last = view.next();
  feed.end();
  expect(await last).toEqual({ done: true, value: undefined });
});

// Catches: an engine that scores for nobody, because a viewer who left is still counted.
test('it is wished for while somebody looks', async () => {
  const feed = createTokenFeed();
  const changes: boolean[] = [];
  feed.wish.onChange(() => changes.push(feed.wish.isOn));
  const [first, second] = [new AbortController(), new AbortController()];
  const views = [feed.view(first.signal), feed.view(second.signal)].map((view) => view.next());
  first.abort();
  await views[0];
  expect([feed.wish.isOn, changes]).toEqual([true, [true]]);
  second.abort();
  await views[1];
  expect([feed.wish.isOn, changes]).toEqual([false, [true, false]]);
});
