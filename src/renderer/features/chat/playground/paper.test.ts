import { expect, test } from 'vitest';
import type { MessageId } from '#shared/models/ids.ts';
import { canUndo, decodePaper, EMPTY_PAPER, encodePaper, historyOf, put, redo, shownOf, typed, undo } from './paper.ts';

const answer = 'a1' as MessageId;

test('Undo after a completion takes out the continuation and nothing of what was typed', () => {
  const written = typed(historyOf(EMPTY_PAPER), 'Once upon', 9, 1_000);
  const completed = put(written, { before: 'Once', after: ' upon', answerIds: [answer] }, 4);
  expect(undo(completed).paper).toEqual({ before: 'Once upon', after: '', answerIds: [] });
  expect(redo(undo(completed)).paper.answerIds).toEqual([answer]);
});

test('keys in one go are one step, keys after a pause another, and the first key after a completion its own', () => {
  let history = typed(historyOf(EMPTY_PAPER), 'a', 1, 1_000);
  history = typed(history, 'ab', 2, 1_200);
  history = typed(history, 'abc', 3, 5_000);
  expect(undo(history).paper.before).toBe('ab');
  expect(undo(undo(history)).paper.before).toBe('');
  const completed = put(history, { before: 'abc', after: '', answerIds: [answer] }, 3);
  expect(undo(typed(completed, 'abc defg', 8, 5_100)).paper).toEqual(completed.paper);
});

test('a continuation that was there at the start can be taken out', () => {
  const opened = historyOf({ before: 'x', after: 'y', answerIds: [answer] });
  expect(canUndo(opened)).toBe(true);
  expect(undo(opened).paper).toEqual({ before: 'x', after: 'y', answerIds: [] });
  expect(canUndo(undo(opened))).toBe(false);
});

test('a key after an undo ends what could be done again', () => {
  const history = undo(typed(typed(historyOf(EMPTY_PAPER), 'a', 1, 1_000), 'ab', 2, 9_000));
  expect(redo(typed(history, 'x', 1, 20_000)).paper.before).toBe('x');
});

test('the past of a very long text does not grow without end', () => {
  let history = historyOf({ ...EMPTY_PAPER, before: 'x'.repeat(1_000_000) });
  for (let step = 0; step < 50; step += 1) history = put(history, { ...history.paper, after: `${step}` }, 0);
  expect(history.past.length).toBeLessThanOrEqual(20);
});

test('what is stored comes back, and a text that only looks like it is no paper', () => {
  const stored = { paper: { before: 'Es war', after: '', answerIds: [] }, count: 3, parameters: { maxTokens: 100 } };
  expect(decodePaper(encodePaper(stored))).toEqual(stored);
  expect(decodePaper('\u2063paper:{"paper":1}')).toBeNull();
  expect(decodePaper('Once upon a time')).toBeNull();
});

// Catches: a book in a text area, twice; half a character where it is cut; a cut that hides where the model goes on.
test('of a text too long to edit the part around the end of what was written is shown', () => {
  expect(shownOf({ before: 'a', after: 'c' }, 'b')).toEqual({ before: 'a', written: 'b', after: 'c', isCut: false });
  const book = '𝒳'.repeat(5_000_000);
  const shown = shownOf({ before: `${book}.`, after: `-${book}` }, ' and on');
  expect(shown).toEqual({ before: `${'𝒳'.repeat(9_999)}.`, written: ' and on', after: `-${'𝒳'.repeat(9_999)}`, isCut: true });
  expect(shownOf({ before: book, after: '' }, 'x'.repeat(30_000))).toEqual({
    before: '',
    written: 'x'.repeat(20_000),
    after: '',
    isCut: true,
  });
});
