import { fold } from './fold-text.ts';

/** Line breaks count as spaces: they come and go with the width of the window. */
export const toNeedle = (query: string): string => fold(query.trim()).replace(/\s/gu, ' ');

/** Where `needle`, made by `toNeedle`, begins in a folded text, one after the other. */
export function* occurrences(folded: string, needle: string): Generator<number> {
  if (needle === '') return;
  const text = folded.replace(/\s/gu, ' ');
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + needle.length)) yield at;
}

/** How often a reader finds the needle in a text. */
export const countOccurrences = (text: string, needle: string): number => [...occurrences(fold(text), needle)].length;
