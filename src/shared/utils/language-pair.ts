/** Which pair of languages a translation means when the user left one open. */
import type { LanguageTag } from '../models/language.ts';
import type { Settings } from '../models/settings.ts';

export interface LanguagePair {
  readonly from: LanguageTag;
  readonly to: LanguageTag;
}

/**
 * The second-language rule: a text goes into the first language, and one that already is in it into the second. A source
 * nobody could tell counts as the second language, or as the first when that is the target.
 */
export function resolvePair(
  from: LanguageTag | null,
  to: LanguageTag | null,
  settings: Pick<Settings, 'firstLanguage' | 'secondLanguage'>,
): LanguagePair {
  const { firstLanguage: first, secondLanguage: second } = settings;
  const target = to ?? (from === first ? second : first);
  const source = from ?? (target === second ? first : second);
  return { from: source, to: target };
}
