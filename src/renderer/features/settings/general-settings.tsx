import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/models/settings.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import { TEXT_SIZES } from '#shared/utils/text-size.ts';
import { SelectField } from '../../components/select-field.tsx';
import { Toggle } from './fields.tsx';
import type { Setting } from './setting.ts';
import type { Change } from './use-change.ts';

/** Language, look, and how Enter works. */
export function useGeneralSettings(settings: Settings, change: Change): Setting[] {
  const { t } = useTranslation();
  const languages = [
    { value: 'system' as const, label: t('settings.uiLanguage.system') },
    { value: 'en' as const, label: 'English' },
    { value: 'zh-CN' as const, label: '简体中文' },
  ];
  const themes = (['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`settings.theme.${value}`) }));
  const densities = (['comfortable', 'compact'] as const).map((value) => ({ value, label: t(`settings.density.${value}`) }));
  const sendKeys = (['enter', 'mod-enter'] as const).map((value) => ({ value, label: t(`settings.sendWith.${value}`) }));
  const sizes = [...new Set([...TEXT_SIZES, settings.textSize])].sort((a, b) => a - b);
  return [
    {
      id: 'uiLanguage',
      title: t('settings.uiLanguage.title'),
      hint: t('settings.uiLanguage.hint'),
      shipped: t('settings.uiLanguage.system'),
      isChanged: settings.uiLanguage !== SHIPPED_SETTINGS.uiLanguage,
      reset: () => change({ uiLanguage: SHIPPED_SETTINGS.uiLanguage }),
      control: ({ id, describedBy }) => (
        <SelectField
          id={id}
          aria-describedby={describedBy}
          value={settings.uiLanguage}
          options={languages}
          onValueChange={(uiLanguage) => change({ uiLanguage })}
        />
      ),
    },
    {
      id: 'theme',
      title: t('settings.theme.title'),
      hint: t('settings.theme.hint'),
      shipped: t('settings.theme.system'),
      isChanged: settings.theme !== SHIPPED_SETTINGS.theme,
      reset: () => change({ theme: SHIPPED_SETTINGS.theme }),
      control: ({ id, describedBy }) => (
        <SelectField
          id={id}
          aria-describedby={describedBy}
          value={settings.theme}
          options={themes}
          onValueChange={(theme) => change({ theme })}
        />
      ),
    },
    {
      id: 'textSize',
      title: t('settings.textSize.title'),
      hint: t('settings.textSize.hint'),
      shipped: t('settings.percent', { value: SHIPPED_SETTINGS.textSize }),
      isChanged: settings.textSize !== SHIPPED_SETTINGS.textSize,
      reset: () => change({ textSize: SHIPPED_SETTINGS.textSize }),
      control: ({ id, describedBy }) => (
        <SelectField
          id={id}
          aria-describedby={describedBy}
          value={String(settings.textSize)}
          options={sizes.map((size) => ({ value: String(size), label: t('settings.percent', { value: size }) }))}
          onValueChange={(size) => change({ textSize: Number(size) })}
        />
      ),
    },
    {
      id: 'density',
      title: t('settings.density.title'),
      hint: t('settings.density.hint'),
      shipped: t('settings.density.comfortable'),
      isChanged: settings.density !== SHIPPED_SETTINGS.density,
      reset: () => change({ density: SHIPPED_SETTINGS.density }),
      control: ({ id, describedBy }) => (
        <SelectField
          id={id}
          aria-describedby={describedBy}
          value={settings.density}
          options={densities}
          onValueChange={(density) => change({ density })}
        />
      ),
    },
    {
      id: 'sendWith',
      title: t('settings.sendWith.title'),
      hint: t('settings.sendWith.hint'),
      shipped: t('settings.sendWith.enter'),
      isChanged: settings.sendWith !== SHIPPED_SETTINGS.sendWith,
      reset: () => change({ sendWith: SHIPPED_SETTINGS.sendWith }),
      control: ({ id, describedBy }) => (
        <SelectField
          id={id}
          aria-describedby={describedBy}
          value={settings.sendWith}
          options={sendKeys}
          onValueChange={(sendWith) => change({ sendWith })}
        />
      ),
    },
    {
      id: 'hasAutomaticTitles',
      title: t('settings.titles.title'),
      hint: t('settings.titles.hint'),
      shipped: t('settings.on'),
      isChanged: settings.hasAutomaticTitles !== SHIPPED_SETTINGS.hasAutomaticTitles,
      reset: () => change({ hasAutomaticTitles: SHIPPED_SETTINGS.hasAutomaticTitles }),
      control: (ids) => (
        <Toggle {...ids} isOn={settings.hasAutomaticTitles} onChange={(hasAutomaticTitles) => change({ hasAutomaticTitles })} />
      ),
    },
  ];
}
