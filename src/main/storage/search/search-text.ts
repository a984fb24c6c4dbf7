/**
 * How text becomes search tokens, and a query becomes a safe FTS5 expression. Both sides use the same rules, so what is
 * indexed can be found. Chinese, Japanese and Korean runs are cut into overlapping pairs of characters, because they have no
 * spaces and FTS5's own tokenizer would take a whole sentence for one word.
 */

const CJK = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u30FC`;
const RUNS = new RegExp(String.raw`[${CJK}]+|(?:(?![${CJK}])[\p{L}\p{N}\p{M}\p{Co}])+`, 'gu');
const STARTS_WITH_CJK = new RegExp(String.raw`^[${CJK}]`, 'u');
const CJK_RUNS = new RegExp(String.raw`[${CJK}]+`, 'gu');
/** FTS5 refuses deep expressions; nobody types more words than this on purpose. */
const MAX_TERMS = 32;

const pairs = (characters: readonly string[]): string[] =>
  characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`);

/** What the index stores for a text. A run's last character stands alone too, so that one character can be found anywhere. */
export function toSearchText(text: string): string {
  return text.normalize('NFKC').replace(CJK_RUNS, (run) => {
    const characters = [...run];
    return ` ${[...pairs(characters), characters.at(-1) ?? ''].join(' ')} `;
  });
}

/** One thing to look for. `isPrefix`: it may be the beginning of a longer word. */
export interface SearchTerm {
  readonly text: string;
  readonly isCjk: boolean;
  readonly isPrefix: boolean;
}

/** The terms of a query, all of which must occur; its last word may be unfinished. */
export function toSearchTerms(query: string): SearchTerm[] {
  const normal = query.normalize('NFKC');
  const runs = [...normal.matchAll(RUNS)].slice(0, MAX_TERMS);
  return runs.map((run) => {
    const [text] = run;
    const isCjk = STARTS_WITH_CJK.test(text);
    return { text, isCjk, isPrefix: isCjk || run.index + text.length === normal.length };
  });
}

/** An FTS5 expression made of quoted strings only: nothing the user types can be an operator. Empty for no terms. */
export function toMatchExpression(terms: readonly SearchTerm[]): string {
  return terms
    .map(({ text, isCjk, isPrefix }) => {
      const characters = [...text];
      if (isCjk && characters.length > 1) return `"${pairs(characters).join(' ')}"`;
      return isPrefix ? `"${text}"*` : `"${text}"`;
    })
    .join(' AND ');
}
