import { useEffect } from 'react';
import type { Settings } from '#shared/models/settings.ts';
import { resolveUiLanguage, showLanguage } from '../lib/i18n.ts';
import { useAppInfo } from '../lib/use-app-info.ts';
import { useSettings } from '../lib/use-settings.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

const isDark = (theme: Settings['theme']): boolean => (theme === 'system' ? dark.matches : theme === 'dark');

/** Puts theme, text size, density and language of the settings on the document, and follows the system. */
export function useAppearance(): void {
  const { theme, textSize, density, uiLanguage } = useSettings();
  const info = useAppInfo();
  // A browser says what its reader prefers; a desktop page only repeats what main knows better.
  const systemLanguage = info?.host === 'desktop' ? info.systemLanguage : navigator.language;
  useEffect(() => {
    const show = (): void => {
      document.documentElement.dataset['theme'] = isDark(theme) ? 'dark' : 'light';
    };
    show();
    dark.addEventListener('change', show);
    return () => dark.removeEventListener('change', show);
  }, [theme]);
  useEffect(() => {
    document.documentElement.style.setProperty('--text-zoom', String(textSize / 100));
    document.documentElement.dataset['density'] = density;
  }, [textSize, density]);
  useEffect(() => showLanguage(resolveUiLanguage(uiLanguage, systemLanguage)), [uiLanguage, systemLanguage]);
}
