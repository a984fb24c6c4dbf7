/**
 * Keeps the exact tokens of earlier turns. What a model wrote rarely tokenises back to the tokens it chose, so a prompt
 * rendered anew would differ from the KV cache in the middle of the last answer. Where the text of both is the same,
 * between the same control tokens, the tokens already evaluated stand in for the new ones.
 */
import type { Token } from 'node-llama-cpp';
import type { Vocabulary } from './vocabulary.ts';

/** A stopped run may end in half a character or in text that was held back. */
const MAX_DROPPED_TOKENS = 24;

/** How many tokens at the start are the same. */
export function commonPrefixLength(a: readonly Token[], b: readonly Token[]): number {
  const end = Math.min(a.length, b.length);
  let index = 0;
  while (index < end && a[index] === b[index]) index += 1;
  return index;
}

const endOfRun = (tokens: readonly Token[], start: number, vocabulary: Vocabulary): number => {
  let end = start;
  for (let token = tokens[end]; token !== undefined && !vocabulary.isControl(token); token = tokens[end]) end += 1;
  return end;
};

/** The evaluated run, plus what the prompt adds to it; undefined when the texts part ways. */
function extendRun(promptRun: readonly Token[], knownRun: readonly Token[], vocabulary: Vocabulary): Token[] | undefined {
  const text = vocabulary.decode(promptRun);
  for (let dropped = 0; dropped <= Math.min(MAX_DROPPED_TOKENS, knownRun.length - 1); dropped += 1) {
    const kept = knownRun.slice(0, knownRun.length - dropped);
    const keptText = vocabulary.decode(kept);
    if (text.startsWith(keptText)) return [...kept, ...vocabulary.encode(text.slice(keptText.length))];
  }
  return undefined;
}

/** Tokens that read like `prompt` and share the longest possible prefix with `known`. */
export function alignTokens(prompt: readonly Token[], known: readonly Token[], vocabulary: Vocabulary): Token[] {
  const same = commonPrefixLength(prompt, known);
  if (same === prompt.length || same === known.length) return [...prompt];
  let start = same;
  for (let token = prompt[start - 1]; token !== undefined && !vocabulary.isControl(token); token = prompt[start - 1]) start -= 1;
  const aligned = prompt.slice(0, start);
  let atPrompt = start;
  let atKnown = start;
  while (atPrompt < prompt.length && atKnown < known.length) {
    const promptEnd = endOfRun(prompt, atPrompt, vocabulary);
    const knownEnd = endOfRun(known, atKnown, vocabulary);
    const promptRun = prompt.slice(atPrompt, promptEnd);
    const knownRun = known.slice(atKnown, knownEnd);
    const isLastKnown = knownEnd === known.length;
    if (isLastKnown) {
      const extended = knownRun.length === 0 ? promptRun : extendRun(promptRun, knownRun, vocabulary);
      if (extended === undefined) break;
      aligned.push(...extended, ...prompt.slice(promptEnd));
      return aligned;
    }
    // A template may trim the end of an answer; the model still saw it untrimmed.
    if (vocabulary.decode(promptRun).trimEnd() !== vocabulary.decode(knownRun).trimEnd()) break;
    const control = known[knownEnd];
    if (control === undefined || prompt[promptEnd] !== control) break;
    aligned.push(...knownRun, control);
    atPrompt = promptEnd + 1;
    atKnown = knownEnd + 1;
  }
  aligned.push(...prompt.slice(atPrompt));
  return aligned;
}
