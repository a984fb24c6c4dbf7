import { expect, test } from 'vitest';
import { byLikelihood, findLikeliest, likelihoodOf } from './likelihood.ts';

const answer = (name: string, meanLogProb: number | null) => ({
  name,
  stats: { meanLogProb, perplexity: meanLogProb === null ? null : Math.exp(-meanLogProb) } as never,
});

// Catches: the least likely on top, or answers without a measure that throw the others about.
test('the likeliest comes first, and what is not measured stays behind in its order', () => {
  const answers = [answer('none', null), answer('unsure', -2), answer('sure', -0.1), answer('also none', null)];
  expect(byLikelihood(answers).map(({ name }) => name)).toEqual(['sure', 'unsure', 'none', 'also none']);
  expect(likelihoodOf(answer('sure', -0.1))?.perplexity).toBeCloseTo(1.105, 3);
  expect(findLikeliest(answers)?.name).toBe('sure');
  expect([findLikeliest([answer('a', -1), answer('b', -1)]), findLikeliest([answer('alone', -1)])]).toEqual([undefined, undefined]);
  expect([likelihoodOf({ stats: null }), likelihoodOf(answer('none', null))]).toEqual([null, null]);
});
