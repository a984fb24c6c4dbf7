/**
 * Word-level changes between a text and its edited version. Words come from `Intl.Segmenter`, so that Chinese and
 * Japanese words change whole; white space is a token of its own, which keeps every offset exact.
 */
import { setImmediate } from 'node:timers/promises';
import { diffArrays } from 'diff';
import type { TextChange } from '#shared/contract/writing-contract.ts';
import { alignUnits } from './align-units.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
const STEP_MS = 15;
const MAX_WORD_EDITS = 700;

function wordsOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The changes inside one pair, offsets counted from `offset`. Too different to compare: one change. */
function changesInUnit(before: string, after: string, offset: number): TextChange[] {
  if (before === after) return [];
  const whole = { start: offset, end: offset + before.length, removed: before, added: after };
  if (before === '' || after === '') return [whole];
  const parts = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: MAX_WORD_EDITS });
  if (!parts) return [whole];
  const changes: TextChange[] = [];
  let at = offset;
  let open: { start: number; removed: string; added: string } | null = null;
  for (const part of parts) {
    const value = part.value.join('');
    if (!part.added && !part.removed) {
      if (open) changes.push({ ...open, end: at });
      open = null;
      at += value.length;
      continue;
    }
    open ??= { start: at, removed: '', added: '' };
    if (part.added) open.added += value;
    else {
      open.removed += value;
      at += value.length;
    }
  }
  if (open) changes.push({ ...open, end: at });
  return changes;
}

/** Joins changes that only spaces keep apart: a reader decides on the phrase, not on each of its words. */
function mergeNeighbours(text: string, changes: readonly TextChange[]): TextChange[] {
  const merged: TextChange[] = [];
  for (const change of changes) {
    const last = merged.at(-1);
    const between = last ? text.slice(last.end, change.start) : '';
    if (last && /^[^\S\n]*$/.test(between)) {
      const removed = last.removed + between + change.removed;
      merged[merged.length - 1] = { start: last.start, end: change.end, removed, added: last.added + between + change.added };
    } else {
      merged.push(change);
    }
  }
  return merged;
}

/** Blank space that both sides of a change begin or end with is no part of it. */
function tighten({ start, end, removed, added }: TextChange): TextChange {
  const same = (text: string, other: string): boolean => text !== '' && text === other && text.trim() === '';
  let [head, tail] = [0, 0];
  const most = Math.min(removed.length, added.length);
  while (head < most && same(removed.charAt(head), added.charAt(head))) head += 1;
  while (tail < most - head && same(removed.charAt(removed.length - 1 - tail), added.charAt(added.length - 1 - tail))) tail += 1;
  return {
    start: start + head,
    end: end - tail,
    removed: removed.slice(head, removed.length - tail),
    added: added.slice(head, added.length - tail),
  };
}

/** In ascending order, not overlapping; applied together they turn `text` into `result`. Never blocks for long. */
export async function findChanges(text: string, result: string): Promise<TextChange[]> {
  const changes: TextChange[] = [];
  let offset = 0;
  let stepStart = performance.now();
  for (const { before, after } of await alignUnits(text, result)) {
    changes.push(...changesInUnit(before, after, offset));
    offset += before.length;
    if (performance.now() - stepStart > STEP_MS) {
      await setImmediate();
      stepStart = performance.now();
    }
  }
  return mergeNeighbours(text, changes).map(tighten);
}
