import { useTranslation } from 'react-i18next';
import type { LanguageTag } from '#shared/models/language.ts';
import { Button } from '../../components/button.tsx';
import { useLanguageName } from '../../lib/use-language-name.ts';
import { useSettings } from '../../lib/use-settings.ts';
import type { LanguagePairState } from './use-language-pair.ts';
import { SURE } from './use-language-pair.ts';

export interface DetectionLineProps {
  readonly pair: LanguagePairState;
  readonly isAutomatic: boolean;
  readonly onFrom: (from: LanguageTag) => void;
  readonly onTo: (to: LanguageTag) => void;
}

/** One click to correct a detection that is not certain, and the way on when source and target are the same. */
export function DetectionLine({ pair, isAutomatic, onFrom, onTo }: DetectionLineProps) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  const { firstLanguage, secondLanguage } = useSettings();
  const { detected, source, instead } = pair;

  if (source !== null && instead !== null) {
    return (
      <div role="status" className="flex flex-wrap items-center gap-2 text-12 text-ink-2">
        {t('translate.alreadyThere', { language: nameOf(source) })}
        <Button size="small" onClick={() => onTo(instead)}>
          {t('translate.into', { language: nameOf(instead) })}
        </Button>
      </div>
    );
  }
  if (!isAutomatic || detected.language === null || detected.confidence >= 0.9) return null;
  const isUnsure = detected.confidence < SURE;
  const candidates = [...new Set(isUnsure ? [detected.language, firstLanguage, secondLanguage] : [firstLanguage, secondLanguage])];
  const offered = isUnsure ? candidates : candidates.filter((tag) => tag !== detected.language);
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 text-12 text-ink-2">
      {isUnsure ? t('translate.correct.unsure') : t('translate.correct.question')}
      {offered.map((tag) => (
        <Button key={tag} size="small" onClick={() => onFrom(tag)}>
          {t('translate.correct.option', { language: nameOf(tag) })}
        </Button>
      ))}
    </div>
  );
}
