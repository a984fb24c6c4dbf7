import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LanguageTag } from '#shared/models/language.ts';

/** Names languages in the user's own: "Chinese" or "中文". */
export function useLanguageName(): (tag: LanguageTag) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
    return (tag) => names.of(tag) ?? tag;
  }, [i18n.language]);
}
