/**
 * The state of a review: the text as it is now and the changes nobody has decided yet, whose offsets always fit that text,
 * also after the user typed into it. Pure; the view applies the returned edits to the editor.
 */
import type { TextChange } from '#shared/contract/writing-contract.ts';
import { applyChanges } from '#shared/utils/apply-changes.ts';

export interface PendingChange extends TextChange {
  /** Stays the same while other changes come and go. */
  readonly id: number;
}

interface Step {
  readonly text: string;
  readonly pending: readonly PendingChange[];
  readonly current: number;
}

export interface Review extends Step {
  /** What `undo` goes back to, newest last. Typing by hand empties it: the editor's own undo covers that. */
  readonly past: readonly Step[];
  /** Changes dropped because the user edited their words. */
  readonly dropped: number;
}

/** A replacement in the editor. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `current` is an index into `pending`. */
export function startReview(text: string, changes: readonly TextChange[]): Review {
  return { text, pending: changes.map((change, id) => ({ ...change, id })), current: 0, past: [], dropped: 0 };
}

const clamp = (index: number, count: number): number => Math.max(0, Math.min(index, count - 1));

function shift(changes: readonly PendingChange[], delta: number): PendingChange[] {
  return changes.map((change) => ({ ...change, start: change.start + delta, end: change.end + delta }));
}

function decide(review: Review, next: Pick<Step, 'text' | 'pending'>): Review {
  const { text, pending, current, past } = review;
  return { ...review, ...next, current: clamp(current, next.pending.length), past: [...past, { text, pending, current }] };
}

/** Goes to a change by its place; stops at both ends. */
export function moveTo(review: Review, index: number): Review {
  return { ...review, current: clamp(index, review.pending.length) };
}

/** Takes the change into the text. */
export function accept(review: Review, index: number): Review {
  const change = review.pending[index];
  if (!change) return review;
  const delta = change.added.length - (change.end - change.start);
  const text = review.text.slice(0, change.start) + change.added + review.text.slice(change.end);
  const pending = [...review.pending.slice(0, index), ...shift(review.pending.slice(index + 1), delta)];
  return decide({ ...review, current: index }, { text, pending });
}

/** Leaves the text as it is and forgets the change. */
export function reject(review: Review, index: number): Review {
  if (!review.pending[index]) return review;
  return decide({ ...review, current: index }, { text: review.text, pending: review.pending.filter((_, other) => other !== index) });
}

export function acceptAll(review: Review): Review {
  return review.pending.length === 0 ? review : decide(review, { text: applyChanges(review.text, review.pending), pending: [] });
}

export function rejectAll(review: Review): Review {
  return review.pending.length === 0 ? review : decide(review, { text: review.text, pending: [] });
}

/** Takes back the last decision. */
export function undo(review: Review): Review {
  const last = review.past.at(-1);
  return last ? { ...review, ...last, past: review.past.slice(0, -1) } : review;
}

/** The one stretch in which two texts differ, as an edit of the first. */
export function editBetween(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let tail = 0;
  while (tail < most - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) tail += 1;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/** The user typed: changes behind the edit move along, those it touches are dropped. */
export function retype(review: Review, text: string): Review {
  if (text === review.text) return review;
  const edit = editBetween(review.text, text);
  const delta = text.length - review.text.length;
  const isBefore = (change: PendingChange): boolean => change.end < edit.start || (change.end === edit.start && change.start < change.end);
  const before = review.pending.filter(isBefore);
  const behind = review.pending.filter((change) => !isBefore(change) && change.start >= edit.end);
  const pending = [...before, ...shift(behind, delta)];
  const dropped = review.dropped + review.pending.length - pending.length;
  return { text, pending, current: clamp(review.current, pending.length), past: [], dropped };
}

/** A piece of a paragraph: plain text or a pending change. */
export type Piece = { readonly kind: 'plain'; readonly text: string } | { readonly kind: 'change'; readonly change: PendingChange };

/** The text cut into paragraphs at its line breaks (which are left out), each cut at its pending changes. */
export function paragraphsOf({ text, pending }: Pick<Review, 'text' | 'pending'>): Piece[][] {
  let paragraph: Piece[] = [];
  const paragraphs = [paragraph];
  const addPlain = (plain: string): void => {
    plain.split('\n').forEach((line, index) => {
      if (index > 0) {
        paragraph = [];
        paragraphs.push(paragraph);
      }
      if (line !== '') paragraph.push({ kind: 'plain', text: line });
    });
  };
  let at = 0;
  for (const change of pending) {
    addPlain(text.slice(at, change.start));
    paragraph.push({ kind: 'change', change });
    at = change.end;
  }
  addPlain(text.slice(at));
  return paragraphs;
}

/** Whether two paragraphs look the same on screen; offsets do not show. */
export function isSameParagraph(a: readonly Piece[], b: readonly Piece[]): boolean {
  return (
    a.length === b.length &&
    a.every((piece, index) => {
      const other = b[index];
      if (piece.kind === 'plain') return other?.kind === 'plain' && piece.text === other.text;
      if (other?.kind !== 'change') return false;
      return (
        piece.change.id === other.change.id && piece.change.added === other.change.added && piece.change.removed === other.change.removed
      );
    })
  );
}
