/** What the prompts of all commands begin with, as pairs of samples, the likeliest command first. */
import type { WritingCommand } from '#shared/contract/writing-contract.ts';
import type { LanguageTag } from '#shared/models/language.ts';
import type { ModelKind } from '#shared/models/model.ts';
import type { Settings } from '#shared/models/settings.ts';
import { resolvePair } from '#shared/utils/language-pair.ts';
import type { Opening, Prompt } from '../engine.ts';
import { askPrompt, explainPrompt } from './quick-ask-prompt.ts';
import type { TaskPrompt } from './task-prompt.ts';
import { translationPrompt } from './translation-prompt.ts';
import { writingPrompt } from './writing-prompt.ts';

/** Different from the first character on, so that the samples share only what is fixed. */
const TEXTS = ['One.', '2, 3'] as const;
const COMMANDS: readonly WritingCommand[] = ['proofread', 'rewrite', 'summarise', 'reply', 'friendly', 'professional', 'concise', 'custom'];

export interface OpeningSettings {
  readonly settings: Pick<Settings, 'firstLanguage' | 'secondLanguage' | 'parameters'>;
  readonly kind: ModelKind;
  /** BCP 47 tags the model knows; empty when unknown. */
  readonly languages: readonly string[];
}

/** Chinese texts get Chinese prompts; a model that knows no Chinese will hardly be asked for them. */
function textLanguages({ settings, languages }: OpeningSettings): readonly LanguageTag[] {
  const own = [settings.firstLanguage, settings.secondLanguage];
  const knowsChinese = languages.length === 0 || languages.some((tag) => tag.startsWith('zh'));
  return own.includes('zh') && knowsChinese ? (own[0] === 'zh' ? ['zh', 'en'] : ['en', 'zh']) : ['en'];
}

/** Pure. Empty for a model that cannot write. */
export function commandOpenings(about: OpeningSettings): readonly Opening[] {
  const { settings, kind } = about;
  if (kind === 'embedding') return [];
  const sample = (make: (text: string) => TaskPrompt): Opening => {
    const [one, other]: readonly [Prompt, Prompt] = [make(TEXTS[0]).prompt, make(TEXTS[1]).prompt];
    return { samples: [one, other] };
  };
  const ask = sample((text) => askPrompt(text, '', settings.parameters.systemPrompt ?? '', kind));
  const inLanguage = (language: LanguageTag): readonly Opening[] => [
    sample((text) => translationPrompt({ text, ...resolvePair(language, null, settings) }, kind)),
    sample((text) => explainPrompt(text, language, kind)),
    ...COMMANDS.map((command) => sample((text) => writingPrompt({ command, text, instruction: text, language }, kind))),
  ];
  return [ask, ...textLanguages(about).flatMap(inLanguage)];
}
