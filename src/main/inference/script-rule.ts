/**
 * What the writing system alone says about a text's language. Free, instant and right for Chinese, Japanese and Korean,
 * where statistics over a few characters are not; Latin letters are left to the statistical detector.
 */
import type { DetectedLanguage } from '#shared/models/language.ts';

/** `latin`: mostly Latin letters; `share` is their part of the text, `letters` the text to look at. */
export type ScriptFinding =
  | { readonly kind: 'known'; readonly detected: DetectedLanguage }
  | { readonly kind: 'latin'; readonly share: number; readonly letters: string };

const SAMPLE = 4_000;
/** One ideograph says about as much as two letters. */
const IDEOGRAPH_WEIGHT = 2;
const NOISE = /https?:\/\/\S+|www\.\S+|\S+@\S+\.\S+|\{\{?[^{}\n]*\}?\}|<[^<>\n]*>|%[sdif]|\d+/g;

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const rounded = (value: number): number => Math.round(value * 100) / 100;
const known = (language: DetectedLanguage['language'], confidence: number): ScriptFinding => ({
  kind: 'known',
  detected: { language, confidence: rounded(confidence) },
});

/** Looks at the first 4,000 characters without addresses, placeholders and digits. */
export function findByScript(text: string): ScriptFinding {
  const sample = text.slice(0, SAMPLE).replace(NOISE, ' ');
  const kana = countOf(sample, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const han = countOf(sample, /\p{Script=Han}/gu);
  const hangul = countOf(sample, /\p{Script=Hangul}/gu);
  const cyrillic = countOf(sample, /\p{Script=Cyrillic}/gu);
  const arabic = countOf(sample, /\p{Script=Arabic}/gu);
  const latin = countOf(sample, /\p{Script=Latin}/gu);
  const all = countOf(sample, /\p{L}/gu) + (IDEOGRAPH_WEIGHT - 1) * (kana + han + hangul);
  if (all === 0) return known(null, 0);

  const eastern = IDEOGRAPH_WEIGHT * (kana + han);
  const weights = { eastern, hangul: IDEOGRAPH_WEIGHT * hangul, cyrillic, arabic, latin };
  const most = Math.max(...Object.values(weights));
  const share = most / all;
  if (most === 0) return known(null, 0);
  if (most === weights.eastern) {
    if (kana > 0 && kana * 10 >= kana + han) return known('ja', 0.99 * share);
    return known('zh', (han < 4 ? 0.75 : 0.98) * share);
  }
  if (most === weights.hangul) return known('ko', 0.99 * share);
  if (most === weights.cyrillic) return known('ru', (/[іїєґўјљњћђѓќ]/iu.test(sample) ? 0.4 : 0.95) * share);
  if (most === weights.arabic) return known('ar', (/[پچگکی]/u.test(sample) ? 0.4 : 0.95) * share);
  if (share < 0.5) return known(null, 0);
  return { kind: 'latin', share, letters: sample.replace(/[^\p{Script=Latin}\p{M}'’\s]/gu, ' ').trim() };
}
