import { expect, test } from 'vitest';
import { chooseParts, countPieces, parseRanges } from './choose-parts.ts';

test('ranges as people write them, in order and without repeats', () => {
  expect(parseRanges('', 9)).toEqual([{ from: 1, to: 9 }]);
  expect(parseRanges('3, 1-2; 7-', 9)).toEqual([
    { from: 1, to: 3 },
    { from: 7, to: 9 },
  ]);
  expect(parseRanges('-2、5 至 6，8–20', 9)).toEqual([
    { from: 1, to: 2 },
    { from: 5, to: 6 },
    { from: 8, to: 9 },
  ]);
});

// Catches: a typing error that silently sends something else than was meant.
test.each(['x', '0', '10', '3-1', '1-2-3', '-', '1 2', '1.5'])('%s is not a range of nine', (ranges) =>
  expect(parseRanges(ranges, 9)).toBeNull(),
);

test('pages, lines and characters, with words for the model', () => {
  const pages = ['one\ntwo', 'three', 'four'];
  expect(chooseParts(pages, { unit: 'pages', ranges: '' })).toEqual({ text: 'one\ntwo\n\nthree\n\nfour', part: '' });
  expect(chooseParts(pages, { unit: 'pages', ranges: '1-3' })?.part).toBe('');
  expect(chooseParts(pages, { unit: 'pages', ranges: '1,3' })).toEqual({ text: 'one\ntwo\n\nfour', part: 'pages 1, 3 of 3' });
  expect(chooseParts(['a\nb\nc'], { unit: 'lines', ranges: '2-' })).toEqual({ text: 'b\nc', part: 'lines 2-3 of 3' });
  expect(chooseParts(['a😀c'], { unit: 'characters', ranges: '2' })).toEqual({ text: '😀', part: 'characters 2 of 3' });
  expect(chooseParts(pages, { unit: 'pages', ranges: '4' })).toBeNull();
  expect([countPieces(['a\nb'], 'lines'), countPieces(['a\nb\n'], 'lines')]).toEqual([2, 2]);
  expect(chooseParts(['a\nb\n'], { unit: 'lines', ranges: '1-2' })).toEqual({ text: 'a\nb\n', part: '' });
});
