import { expect, test } from 'vitest';
import { decodeDraft, EMPTY_DRAFT, encodeDraft, isEmptyDraft, messageOf } from './draft-text.ts';

test('a draft without pieces is stored as its text, so that other views read it', () => {
  expect(encodeDraft({ text: 'hello', pasted: [] })).toBe('hello');
});

test('a draft with pieces comes back as it was', () => {
  const draft = { text: 'look at this', pasted: [{ id: 'a', text: 'x\n"y"\u2063' }] };
  expect(decodeDraft(encodeDraft(draft))).toEqual(draft);
});

test('text that only looks like a stored draft is text, not an error', () => {
  for (const text of ['\u2063draft:', '\u2063draft:{}', '\u2063draft:{"text":1}']) expect(decodeDraft(text)).toEqual({ text, pasted: [] });
});

test('pieces follow the typed text, and a piece alone is a message', () => {
  expect(
    messageOf({
      text: ' Summarise: ',
      pasted: [
        { id: 'a', text: 'one' },
        { id: 'b', text: 'two' },
      ],
    }),
  ).toBe('Summarise:\n\none\n\ntwo');
  expect(messageOf({ text: '', pasted: [{ id: 'a', text: 'one' }] })).toBe('one');
  expect(isEmptyDraft({ text: ' \n', pasted: [] })).toBe(true);
  expect(isEmptyDraft({ ...EMPTY_DRAFT, pasted: [{ id: 'a', text: 'one' }] })).toBe(false);
});
