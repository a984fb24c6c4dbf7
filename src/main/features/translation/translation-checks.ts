/**
 * Compares what a translation must carry over unchanged: numbers, addresses, placeholders. Pure. Reports only what is
 * certain, because a false alarm teaches people to ignore the list: number words and ordinals in Chinese are accepted as
 * proof that a number is there, but never demanded.
 */
import type { TranslationIssue } from '#shared/contract/writing-contract.ts';
import { readChineseNumeral } from './chinese-numerals.ts';

const URL = /(?:https?:\/\/|www\.)[^\s<>"'“”‘’，。；：、！？（）《》「」]+/gi;
const EMAIL = /[A-Z0-9._%+-]+@[A-Z0-9-]+(?:\.[A-Z0-9-]+)*\.[A-Z]{2,}/gi;
const PLACEHOLDER = /\{\{[^{}\n]{1,80}\}\}|\$?\{[^{}\n]{0,80}\}|%(?:\d+\$)?[sdifu@]|%\([\w.]+\)[sdf]|<\/?[a-z][\w:-]*(?:\s[^<>\n]*)?\/?>/gi;
const NUMBER =
  /(?:\d+(?:[.,'’  ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?)(?:\s?(?:万亿|万|亿|千(?![克米瓦赫帕卡焦字])|thousand\b|million\b|billion\b))?/gi;
const CHINESE_NUMBER = /[〇零一二两三四五六七八九十百千万亿]+/g;
const WORDS: readonly string[] = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const MONTHS: readonly string[] = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const FACTORS = new Map([
  ['万', 10_000],
  ['亿', 100_000_000],
  ['万亿', 1_000_000_000_000],
  ['千', 1_000],
  ['thousand', 1_000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
]);

type Kind = TranslationIssue['kind'];
interface Found {
  readonly kind: Kind;
  readonly key: string;
  readonly text: string;
}

/** Takes matches out of a text, so that the digits of an address do not count as numbers. */
function take(kind: Kind, pattern: RegExp, text: string, keyOf: (match: string) => string): { found: Found[]; rest: string } {
  const found: Found[] = [];
  const rest = text.replace(pattern, (match) => {
    const trimmed = kind === 'url' ? match.replace(/[.,;:!?)\]]+$/, '') : match;
    found.push({ kind, key: keyOf(trimmed), text: trimmed });
    return ` ${' '.repeat(match.length - 1)}`;
  });
  return { found, rest };
}

/** 1,234.50, 1.234,5 and 1 234,5 are the same number. */
export function normaliseNumber(text: string): string {
  const plain = text.replace(/['’  ]/g, '');
  const separators = plain.match(/[.,]/g) ?? [];
  const last = separators.at(-1);
  if (last === undefined) return String(Number(plain));
  const isGrouping = separators.length > 1 ? separators.every((one) => one === last) : /^[1-9]\d{0,2}[.,]\d{3}$/.test(plain);
  if (isGrouping) return String(Number(plain.replace(/[.,]/g, '')));
  const point = plain.lastIndexOf(last);
  return String(Number(`${plain.slice(0, point).replace(/[.,]/g, '')}.${plain.slice(point + 1)}`));
}

/** Every other way in which `text` may say a number: numerals, words, month names, 12-hour times. */
function otherNumbers(text: string): Set<string> {
  const values = new Set<string>();
  const lower = text.toLowerCase();
  for (const [numeral] of text.matchAll(CHINESE_NUMBER)) {
    const value = readChineseNumeral(numeral);
    if (value !== null) values.add(String(value));
  }
  WORDS.forEach((word, value) => {
    if (new RegExp(`\\b${word}\\b`).test(lower)) values.add(String(value));
  });
  MONTHS.forEach((month, index) => {
    if (new RegExp(`\\b${month}`).test(lower)) values.add(String(index + 1));
  });
  for (const [, hour = ''] of lower.matchAll(/(?:下午|晚上|傍晚|午後|오후)\s*(\d{1,2})/g)) values.add(String(Number(hour) + 12));
  for (const [, hour = ''] of lower.matchAll(/\b(\d{1,2})(?:[:.]\d{2})?\s*p\.?m\b/g)) values.add(String(Number(hour) + 12));
  for (const [hour] of lower.matchAll(/\b(?:1[3-9]|2[0-3])\b/g)) values.add(String(Number(hour) - 12));
  return values;
}

/** 1.2 万 is 12000. */
function valueOf(match: string): string {
  const [, digits = '', factor = ''] = /^([\d.,'’\s]*\d)\s?(\D*)$/.exec(match) ?? [];
  const value = normaliseNumber(digits);
  return factor === '' ? value : String(Math.round(Number(value) * (FACTORS.get(factor.toLowerCase()) ?? 1) * 1_000) / 1_000);
}

function findAll(text: string): { found: Found[]; rest: string } {
  const urls = take('url', URL, text, (url) => url.replace(/\/$/, '').toLowerCase());
  const emails = take('email', EMAIL, urls.rest, (email) => email.toLowerCase());
  const placeholders = take('placeholder', PLACEHOLDER, emails.rest, (one) => one.replace(/\s+/g, ' '));
  const numbers = take('number', NUMBER, placeholders.rest, valueOf);
  return { found: [...urls.found, ...emails.found, ...placeholders.found, ...numbers.found], rest: placeholders.rest };
}

function missingFrom(here: readonly Found[], there: readonly Found[], allowed: ReadonlySet<string>): Found[] {
  const counts = new Map<string, number>();
  const id = ({ kind, key }: Found): string => `${kind} ${key}`;
  for (const one of there) counts.set(id(one), (counts.get(id(one)) ?? 0) + 1);
  const missing = new Map<string, Found>();
  for (const one of here) {
    const left = counts.get(id(one)) ?? 0;
    // A number said once for two mentions is style, not loss.
    if (left > 0 && one.kind !== 'number') counts.set(id(one), left - 1);
    if (left > 0 || (one.kind === 'number' && allowed.has(one.key))) continue;
    missing.set(id(one), one);
  }
  return [...missing.values()];
}

/** What `translation` lost from `source` (missing) or made up (added), in the order of the texts. */
export function findTranslationIssues(source: string, translation: string): TranslationIssue[] {
  const [before, after] = [findAll(source), findAll(translation)];
  const missing = missingFrom(before.found, after.found, otherNumbers(after.rest));
  const added = missingFrom(after.found, before.found, otherNumbers(before.rest));
  return [
    ...missing.map(({ kind, text }) => ({ kind, text, problem: 'missing' as const })),
    ...added.map(({ kind, text }) => ({ kind, text, problem: 'added' as const })),
  ];
}
