/** Which turn each token of a prompt belongs to. Every token is counted once, so the shares add up to the prompt. */
import type { Token } from 'node-llama-cpp';
import type { Vocabulary } from './vocabulary.ts';

interface Run {
  readonly start: number;
  /** Behind the last token, the control token that ends it included. */
  readonly end: number;
  readonly tokens: readonly Token[];
  readonly text: string;
}

/** Text between control tokens: what a template writes around a turn does not cross them. */
function runsOf(tokens: readonly Token[], vocabulary: Vocabulary): Run[] {
  const runs: Run[] = [];
  let start = 0;
  tokens.forEach((token, index) => {
    const isLast = index === tokens.length - 1;
    const isControl = vocabulary.isControl(token);
    if (!isControl && !isLast) return;
    const own = tokens.slice(start, isControl ? index : index + 1);
    runs.push({ start, end: index + 1, tokens: own, text: vocabulary.decode(own) });
    start = index + 1;
  });
  return runs;
}

/** How many tokens of the run it takes to read `length` characters. */
function tokensUpTo({ tokens }: Run, length: number, vocabulary: Vocabulary): number {
  let least = 0;
  let most = tokens.length;
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (vocabulary.decode(tokens.slice(0, middle)).length < length) least = middle + 1;
    else most = middle;
  }
  return least;
}

/**
 * Tokens of each text, in order, with what the template puts before it; what is behind the last one is nobody's. A text that a
 * template does not show has none.
 */
export function tokenShares(tokens: readonly Token[], texts: readonly string[], vocabulary: Vocabulary): number[] {
  const runs = runsOf(tokens, vocabulary);
  let at = 0;
  let offset = 0;
  const ends: { readonly run: number; readonly offset: number }[] = [];
  for (const text of texts) {
    const wanted = text.trim();
    let [run, found] = [at, wanted === '' ? -1 : (runs[at]?.text.indexOf(wanted, offset) ?? -1)];
    while (wanted !== '' && found === -1 && run < runs.length - 1) {
      run += 1;
      found = runs[run]?.text.indexOf(wanted) ?? -1;
    }
    if (found !== -1) [at, offset] = [run, found + wanted.length];
    ends.push({ run: at, offset });
  }
  let counted = 0;
  return ends.map((end, index) => {
    const run = runs[end.run];
    if (run === undefined || end.offset === 0) return 0;
    const next = ends.slice(index + 1).find((other) => other.run !== end.run || other.offset > end.offset);
    const isShared = next?.run === end.run;
    const upTo = isShared ? run.start + tokensUpTo(run, end.offset, vocabulary) : run.end;
    const share = Math.max(0, upTo - counted);
    counted += share;
    return share;
  });
}
