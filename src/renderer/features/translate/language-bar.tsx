import { ArrowLeftRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_TAGS } from '#shared/models/language.ts';
import type { LanguageTag } from '#shared/models/language.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { useLanguageName } from '../../lib/use-language-name.ts';
import type { LanguagePairState } from './use-language-pair.ts';
import { SURE } from './use-language-pair.ts';

export interface LanguageBarProps {
  readonly pair: LanguagePairState;
  readonly from: LanguageTag | null;
  readonly onFrom: (from: LanguageTag | null) => void;
  readonly onTo: (to: LanguageTag) => void;
  readonly onSwap: () => void;
}

/** From, swap, To. A detected language is named in the place where it can be corrected. */
export function LanguageBar({ pair, from, onFrom, onTo, onSwap }: LanguageBarProps) {
  const { t } = useTranslation();
  const nameOf = useLanguageName();
  const { language, confidence } = pair.detected;
  const detectLabel = ((): string => {
    if (from !== null || !language) return t('translate.detect');
    const values = { language: nameOf(language), percent: Math.round(confidence * 100) };
    return confidence >= SURE ? t('translate.detected', values) : t('translate.unsure', values);
  })();
  const languages = LANGUAGE_TAGS.map((tag) => ({ value: tag, label: nameOf(tag) }));
  return (
    <>
      <SelectField
        label={t('translate.from')}
        value={from ?? 'detect'}
        options={[{ value: 'detect', label: detectLabel }, ...languages]}
        onValueChange={(value) => onFrom(value === 'detect' ? null : value)}
        className="min-w-44"
      />
      <IconButton
        icon={ArrowLeftRight}
        label={t('translate.swap')}
        disabled={pair.source === null}
        onClick={onSwap}
        className="border border-line bg-surface"
      />
      <SelectField label={t('translate.to')} value={pair.to} options={languages} onValueChange={onTo} className="min-w-32" />
    </>
  );
}
