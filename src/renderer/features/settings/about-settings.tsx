import { useTranslation } from 'react-i18next';
import type { useAppInfo } from '../../lib/use-app-info.ts';
import type { Setting } from './setting.ts';

/** Version, host and licences. */
export function useAboutSettings(info: ReturnType<typeof useAppInfo>): Setting[] {
  const { t } = useTranslation();
  const fact = (name: 'version' | 'host' | 'licence', value: string): Setting => ({
    id: name,
    title: t(`settings.about.${name}`),
    hint: t(`settings.about.${name}Hint`),
    shipped: null,
    isChanged: false,
    control: ({ id, describedBy }) => (
      <output id={id} aria-describedby={describedBy} className="text-13 tabular-nums">
        {value}
      </output>
    ),
  });
  if (!info) return [];
  return [fact('version', info.version), fact('host', t(`settings.about.${info.host}`)), fact('licence', 'MIT')];
}
