/** How sure the model was of an answer, as far as the engine measured it. */
import type { Message } from '#shared/models/message.ts';

export interface Likelihood {
  /** Natural logarithm; 0 is certain. */
  readonly meanLogProb: number;
  readonly perplexity: number;
}

/** null for an answer that is not measured: one being written or stopped, and one that was asked for alone. */
export function likelihoodOf({ stats }: Pick<Message, 'stats'>): Likelihood | null {
  const { meanLogProb, perplexity } = stats ?? { meanLogProb: null, perplexity: null };
  return meanLogProb === null || perplexity === null ? null : { meanLogProb, perplexity };
}

/** Likeliest first; what is not measured stays behind, in its order. */
export function byLikelihood<M extends Pick<Message, 'stats'>>(answers: readonly M[]): M[] {
  const of = (answer: M): number => likelihoodOf(answer)?.meanLogProb ?? -Infinity;
  return answers.toSorted((a, b) => (of(a) === of(b) ? 0 : of(b) - of(a)));
}

/** The one that is likelier than all others; undefined when there is none. */
export function findLikeliest<M extends Pick<Message, 'stats'>>(answers: readonly M[]): M | undefined {
  const [first, second] = byLikelihood(answers)
    .map((answer) => ({ answer, measured: likelihoodOf(answer) }))
    .filter(({ measured }) => measured !== null);
  return first && second && first.measured?.meanLogProb !== second.measured?.meanLogProb ? first.answer : undefined;
}
