/** Chinese numerals, read as far as they certainly are numbers: 二十三, 三百零五, 一万二千, 二〇二六. */
const DIGITS = new Map(Array.from('〇零一二三四五六七八九', (digit, index) => [digit, Math.max(0, index - 1)] as const)).set('两', 2);
const UNITS = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1_000],
]);
const GROUPS = new Map([
  ['万', 10_000],
  ['亿', 100_000_000],
]);

/** The value, or null for a sequence that is no well-formed number. */
export function readChineseNumeral(text: string): number | null {
  if (text.length >= 2 && Array.from(text).every((char) => DIGITS.has(char) && char !== '两')) {
    return Number(Array.from(text, (char) => DIGITS.get(char) ?? 0).join(''));
  }
  let [total, group, digit] = [0, 0, -1];
  for (const char of text) {
    const [value, unit, big] = [DIGITS.get(char), UNITS.get(char), GROUPS.get(char)];
    if (value !== undefined) {
      if (digit > 0) return null;
      digit = value;
    } else if (unit !== undefined) {
      group += (digit > 0 ? digit : 1) * unit;
      digit = -1;
    } else if (big !== undefined) {
      const below = group + Math.max(digit, 0);
      if (below === 0) return null;
      total += below * big;
      [group, digit] = [0, -1];
    } else {
      return null;
    }
  }
  return total + group + Math.max(digit, 0);
}
