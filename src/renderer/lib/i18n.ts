/** One i18next instance a window; keys and arguments are typed from the English locale. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from '#shared/locales/en/index.ts';
import { zhCN } from '#shared/locales/zh-CN/index.ts';
import type { Settings } from '#shared/models/settings.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

export type UiLanguage = 'en' | 'zh-CN';

/** The language to show for a setting; `system` follows the machine and falls back to English. */
export function resolveUiLanguage(setting: Settings['uiLanguage'], systemLanguage: string): UiLanguage {
  if (setting !== 'system') return setting;
  return systemLanguage.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

await i18next.use(initReactI18next).init({
  resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
  lng: resolveUiLanguage('system', navigator.language),
  fallbackLng: 'en',
  interpolation: { escapeValue: false },
});

export const i18n = i18next;

export function showLanguage(language: UiLanguage): void {
  document.documentElement.lang = language;
  if (i18next.language !== language) void i18next.changeLanguage(language);
}
