/** The texts that Electron shows itself: menus, tray, notifications, native dialogs. The renderer's texts are in `shared/locales`. */
import type { Settings } from '#shared/models/settings.ts';
import { DESKTOP_EN } from './desktop-strings-en.ts';
import type { DesktopStrings } from './desktop-strings-en.ts';
import { DESKTOP_ZH_CN } from './desktop-strings-zh-cn.ts';

/** The texts for a BCP 47 tag: Simplified Chinese for any Chinese, English for the rest. */
export function desktopStrings(language: string): DesktopStrings {
  return /^zh\b/i.test(language) ? DESKTOP_ZH_CN : DESKTOP_EN;
}

/** Texts that follow the language setting: whoever holds `strings` reads the language of the moment. */
export function createLiveStrings(systemLanguage: string): {
  readonly strings: Readonly<DesktopStrings>;
  follow(language: Settings['uiLanguage']): void;
} {
  const strings = { ...desktopStrings(systemLanguage) };
  return {
    strings,
    follow: (language) => void Object.assign(strings, desktopStrings(language === 'system' ? systemLanguage : language)),
  };
}
