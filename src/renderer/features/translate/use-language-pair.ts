/** The two languages in force: what the user picked, what was detected, and the second-language rule for the rest. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { DetectedLanguage, LanguageTag } from '#shared/models/language.ts';
import type { Ability } from '#shared/models/model.ts';
import { resolvePair } from '#shared/utils/language-pair.ts';
import { rpc } from '../../lib/rpc/client.ts';
import { useEngine } from '../../lib/rpc/streams.ts';
import { useSettings } from '../../lib/use-settings.ts';
import { NOT_DETECTED, useTranslate } from './translate-store.ts';

const PAUSE_MS = 250;
/** The detector reads no more. */
const SAMPLE = 4_000;
export const SURE = 0.5;

export interface LanguagePairState {
  readonly detected: DetectedLanguage;
  /** The source in force; null while nobody knows. */
  readonly source: LanguageTag | null;
  readonly to: LanguageTag;
  /** Set when the text already is in the language the user picked as target: what else it could go into. */
  readonly instead: LanguageTag | null;
  readonly ability: { readonly ability: Ability; readonly modelName: string | null } | undefined;
}

/** Pure: see `LanguagePairState`. */
export function pairFor(
  picked: { readonly from: LanguageTag | null; readonly to: LanguageTag | null },
  detected: DetectedLanguage,
  settings: { readonly firstLanguage: LanguageTag; readonly secondLanguage: LanguageTag },
): Pick<LanguagePairState, 'source' | 'to' | 'instead'> {
  const source = picked.from ?? detected.language;
  const { to } = resolvePair(source, picked.to, settings);
  const instead = source === to ? resolvePair(source, null, settings).to : null;
  return { source, to, instead: instead === to ? null : instead };
}

export function useLanguagePair(): LanguagePairState {
  const text = useTranslate((store) => store.text);
  const from = useTranslate((store) => store.from);
  const picked = useTranslate((store) => store.to);
  const detected = useTranslate((store) => store.detected);
  const settings = useSettings();
  const modelKey = useEngine(({ engine }) => (engine.state === 'ready' ? engine.model.modelId : engine.state));

  useEffect(() => {
    if (text.trim() === '') return useTranslate.setState({ detected: NOT_DETECTED });
    let isGone = false;
    const timer = setTimeout(() => {
      rpc.translation.detect({ text: text.slice(0, SAMPLE) }).then(
        (found) => isGone || useTranslate.setState({ detected: found }),
        () => isGone || useTranslate.setState({ detected: NOT_DETECTED }),
      );
    }, PAUSE_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [text]);

  const pair = pairFor({ from, to: picked }, detected, settings);
  const ability = useQuery({
    queryKey: ['models', 'translation-ability', modelKey, pair.source, pair.to],
    queryFn: () => rpc.translation.getAbility({ from: pair.source, to: pair.to }),
    placeholderData: (before) => before,
  });
  return { detected, ...pair, ability: ability.data };
}
