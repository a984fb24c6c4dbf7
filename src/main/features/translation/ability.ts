/** How far a model can be trusted to translate between two languages. */
import type { LanguageTag } from '#shared/models/language.ts';
import type { Ability, Model } from '#shared/models/model.ts';

const knows = (model: Model, language: LanguageTag): boolean =>
  model.languages.some((tag) => tag.toLowerCase() === language || tag.toLowerCase().startsWith(`${language}-`));

/**
 * What is known about the model, lowered to `none` when its list of languages leaves out one of the two: a model that
 * was never taught Chinese does not translate into it, however good it is at others. `from` null is not yet known.
 */
export function translationAbility(model: Model, from: LanguageTag | null, to: LanguageTag): Ability {
  if (model.kind === 'embedding') return 'none';
  const { translation } = model.abilities;
  if (translation === 'none' || model.languages.length === 0) return translation;
  const knowsBoth = knows(model, to) && (from === null || knows(model, from));
  return knowsBoth ? translation : 'none';
}
