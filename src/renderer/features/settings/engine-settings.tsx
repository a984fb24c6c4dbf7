import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/models/settings.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import { NumberField, Toggle } from './fields.tsx';
import type { Setting } from './setting.ts';
import type { Change } from './use-change.ts';

/** Threads, context window and GPU. They count from the next loading of a model on. */
export function useEngineSettings(settings: Settings, change: Change): Setting[] {
  const { t, i18n } = useTranslation();
  return [
    {
      id: 'threads',
      title: t('settings.threads.title'),
      hint: t('settings.threads.hint'),
      shipped: t('settings.automatic'),
      isChanged: settings.threads !== SHIPPED_SETTINGS.threads,
      reset: () => change({ threads: SHIPPED_SETTINGS.threads }),
      control: (ids) => (
        <NumberField
          {...ids}
          value={settings.threads}
          least={1}
          most={256}
          step={1}
          isCostly
          emptyLabel={t('settings.automatic')}
          onValue={(threads) => change({ threads })}
        />
      ),
    },
    {
      id: 'contextSize',
      title: t('settings.contextSize.title'),
      hint: t('settings.contextSize.hint'),
      shipped: t('settings.tokens', { tokens: new Intl.NumberFormat(i18n.language).format(SHIPPED_SETTINGS.contextSize) }),
      isChanged: settings.contextSize !== SHIPPED_SETTINGS.contextSize,
      reset: () => change({ contextSize: SHIPPED_SETTINGS.contextSize }),
      control: (ids) => (
        <NumberField
          {...ids}
          value={settings.contextSize}
          least={256}
          most={1_048_576}
          step={1}
          isCostly
          onValue={(contextSize) => contextSize !== null && change({ contextSize })}
        />
      ),
    },
    {
      id: 'useGpu',
      title: t('settings.useGpu.title'),
      hint: t('settings.useGpu.hint'),
      shipped: t('settings.on'),
      isChanged: settings.useGpu !== SHIPPED_SETTINGS.useGpu,
      reset: () => change({ useGpu: SHIPPED_SETTINGS.useGpu }),
      control: (ids) => <Toggle {...ids} isOn={settings.useGpu} onChange={(useGpu) => change({ useGpu })} />,
    },
  ];
}
