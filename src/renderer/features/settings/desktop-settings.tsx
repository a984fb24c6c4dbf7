import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/models/settings.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import type { useAppInfo } from '../../lib/use-app-info.ts';
import { Toggle } from './fields.tsx';
import type { Setting } from './setting.ts';
import type { Change } from './use-change.ts';

type Name = 'shouldStartAtLogin' | 'shouldCloseToTray' | 'shouldNotify' | 'shouldQuoteAnswers' | 'shouldCheckSpelling';

/** How the desktop app behaves beside its windows; in the browser the reason why there is nothing to set. */
export function useDesktopSettings(settings: Settings, info: ReturnType<typeof useAppInfo>, change: Change): Setting[] {
  const { t } = useTranslation();
  const toggle = (name: Name, title: string, hint: string): Setting => ({
    id: name,
    title,
    hint,
    shipped: SHIPPED_SETTINGS[name] ? t('settings.on') : t('settings.off'),
    isChanged: settings[name] !== SHIPPED_SETTINGS[name],
    reset: () => change({ [name]: SHIPPED_SETTINGS[name] }),
    control: (ids) => <Toggle {...ids} isOn={settings[name]} onChange={(isOn) => change({ [name]: isOn })} />,
  });
  if (info === undefined) return [];
  if (info.host === 'browser') {
    return [
      {
        id: 'desktopApp',
        title: t('settings.desktop.browserTitle'),
        hint: t('settings.desktop.browser'),
        shipped: null,
        isChanged: false,
        isAction: true,
        control: () => null,
      },
    ];
  }
  const all = [
    toggle('shouldStartAtLogin', t('settings.desktop.startAtLogin.title'), t('settings.desktop.startAtLogin.hint')),
    toggle('shouldCloseToTray', t('settings.desktop.closeToTray.title'), t('settings.desktop.closeToTray.hint')),
    toggle('shouldNotify', t('settings.desktop.notify.title'), t('settings.desktop.notify.hint')),
    toggle('shouldQuoteAnswers', t('settings.desktop.quote.title'), t('settings.desktop.quote.hint')),
    toggle('shouldCheckSpelling', t('settings.desktop.spelling.title'), t(`settings.desktop.spelling.${info.platform}`)),
  ];
  return settings.shouldNotify ? all : all.filter(({ id }) => id !== 'shouldQuoteAnswers');
}
