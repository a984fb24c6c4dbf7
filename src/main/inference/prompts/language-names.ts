/** Languages by the names a prompt calls them, in the two languages prompts are written in. */
import type { LanguageTag } from '#shared/models/language.ts';
import type { PromptLanguage } from './task-prompt.ts';

const NAMES: Readonly<Record<LanguageTag, Readonly<Record<PromptLanguage, string>>>> = {
  en: { en: 'English', zh: '英语' },
  zh: { en: 'Simplified Chinese', zh: '简体中文' },
  ja: { en: 'Japanese', zh: '日语' },
  ko: { en: 'Korean', zh: '韩语' },
  fr: { en: 'French', zh: '法语' },
  de: { en: 'German', zh: '德语' },
  es: { en: 'Spanish', zh: '西班牙语' },
  pt: { en: 'Portuguese', zh: '葡萄牙语' },
  it: { en: 'Italian', zh: '意大利语' },
  nl: { en: 'Dutch', zh: '荷兰语' },
  pl: { en: 'Polish', zh: '波兰语' },
  ru: { en: 'Russian', zh: '俄语' },
  tr: { en: 'Turkish', zh: '土耳其语' },
  ar: { en: 'Arabic', zh: '阿拉伯语' },
  vi: { en: 'Vietnamese', zh: '越南语' },
};

/** The name of a language inside a prompt. */
export function promptName(language: LanguageTag, inLanguage: PromptLanguage): string {
  return NAMES[language][inLanguage];
}

/** Chinese texts get a Chinese prompt, all others the English one. */
export function promptLanguageFor(language: LanguageTag | null): PromptLanguage {
  return language === 'zh' ? 'zh' : 'en';
}
