import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextChange } from '#shared/contract/writing-contract.ts';
import { applyChanges } from '#shared/utils/apply-changes.ts';
import { accept, acceptAll, editBetween, isSameParagraph, paragraphsOf, reject, rejectAll, retype, startReview, undo } from './review.ts';

const text = 'the water have damaged the cupboard at Monday';
const changes: TextChange[] = [
  { start: 10, end: 14, removed: 'have', added: 'has' },
  { start: 36, end: 38, removed: 'at', added: 'on' },
  { start: 45, end: 45, removed: '', added: '.' },
];
const start = () => startReview(text, changes);
const fits = (review: ReturnType<typeof start>): boolean =>
  review.pending.every((change) => review.text.slice(change.start, change.end) === change.removed);

describe('review', () => {
  it('ends with the same text in whatever order changes are decided', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.boolean()), { minLength: 3, maxLength: 6 }), (decisions) => {
        let review = start();
        const accepted = new Set<number>();
        for (const [place, isAccepted] of decisions) {
          const index = Math.min(place, review.pending.length - 1);
          const id = review.pending[index]?.id;
          if (id === undefined) break;
          if (isAccepted) accepted.add(id);
          review = isAccepted ? accept(review, index) : reject(review, index);
          expect(fits(review)).toBe(true);
        }
        if (review.pending.length > 0) review = rejectAll(review);
        expect(review.text).toBe(
          applyChanges(
            text,
            changes.filter((_, id) => accepted.has(id)),
          ),
        );
      }),
    );
  });

  it('accepts and rejects all, and undo goes back step by step', () => {
    const one = accept(start(), 0);
    const all = acceptAll(one);
    expect([all.text, all.pending.length]).toEqual(['the water has damaged the cupboard on Monday.', 0]);
    expect(undo(all)).toMatchObject({ text: one.text, pending: one.pending });
    expect(undo(undo(all))).toMatchObject({ text, past: [] });
    expect(rejectAll(one).text).toBe(one.text);
  });

  it('stays on the next change after a decision, and on the last one at the end', () => {
    expect(accept(start(), 1)).toMatchObject({ current: 1 });
    expect(reject(start(), 2)).toMatchObject({ current: 1 });
  });

  it('moves changes along when the user types before them, and drops those that were typed over', () => {
    const typed = retype(start(), `Yes, ${text}`);
    expect([fits(typed), typed.pending.length, acceptAll(typed).text]).toEqual([
      true,
      3,
      'Yes, the water has damaged the cupboard on Monday.',
    ]);
    const over = retype(start(), text.replace('have', 'had'));
    expect([fits(over), over.pending.map(({ added }) => added), over.dropped]).toEqual([true, ['on', '.'], 1]);
  });

  it('keeps every offset right under random typing', () => {
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(text.length), fc.string({ maxLength: 6 }), (a, b, typed) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const after = text.slice(0, from) + typed + text.slice(to);
        const review = retype(start(), after);
        expect(review.text).toBe(after);
        expect(fits(review)).toBe(true);
      }),
    );
  });
});

describe('paragraphsOf', () => {
  it('cuts the text without losing or doubling a character', () => {
    const lines = `\n${text}\n\n${text}\n`;
    const review = startReview(
      lines,
      changes.map((change) => ({ ...change, start: change.start + 1, end: change.end + 1 })),
    );
    const texts = paragraphsOf(review).map((pieces) =>
      pieces.map((piece) => (piece.kind === 'plain' ? piece.text : piece.change.removed)).join(''),
    );
    expect(texts.join('\n')).toBe(lines);
  });

  it('sees that a paragraph behind an edit still looks the same', () => {
    const [before, after] = [
      startReview(
        `a\n${text}`,
        changes.map((change) => ({ ...change, start: change.start + 2, end: change.end + 2 })),
      ),
      start(),
    ];
    const typed = paragraphsOf(retype(before, `abc\n${text}`));
    expect(isSameParagraph(paragraphsOf(before)[1] ?? [], typed[1] ?? [])).toBe(true);
    expect(isSameParagraph(paragraphsOf(after)[0] ?? [], paragraphsOf(accept(after, 0))[0] ?? [])).toBe(false);
  });
});

describe('editBetween', () => {
  it('finds the smallest edit', () => {
    expect(editBetween('aXa', 'aYYa')).toEqual({ start: 1, end: 2, text: 'YY' });
    expect(editBetween('aa', 'aaa')).toEqual({ start: 2, end: 2, text: 'a' });
  });
});
