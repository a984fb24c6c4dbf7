import { useTranslation } from 'react-i18next';
import { LANGUAGE_TAGS } from '#shared/models/language.ts';
import type { Settings } from '#shared/models/settings.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import { SelectField } from '../../components/select-field.tsx';
import type { Setting } from './setting.ts';
import type { Change } from './use-change.ts';

const NAMES = ['firstLanguage', 'secondLanguage'] as const;

/** The two languages Translate goes between by itself. */
export function useLanguageSettings(settings: Settings, change: Change): Setting[] {
  const { t, i18n } = useTranslation();
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const nameOf = (tag: string): string => names.of(tag) ?? tag;
  const options = LANGUAGE_TAGS.map((value) => ({ value, label: nameOf(value) }));
  return NAMES.map((name) => ({
    id: name,
    title: t(`settings.${name}.title`),
    hint: t(`settings.${name}.hint`),
    shipped: nameOf(SHIPPED_SETTINGS[name]),
    isChanged: settings[name] !== SHIPPED_SETTINGS[name],
    reset: () => change({ [name]: SHIPPED_SETTINGS[name] }),
    control: ({ id, describedBy }) => (
      <SelectField
        id={id}
        aria-describedby={describedBy}
        value={settings[name]}
        options={options}
        onValueChange={(tag) => change({ [name]: tag })}
      />
    ),
  }));
}
