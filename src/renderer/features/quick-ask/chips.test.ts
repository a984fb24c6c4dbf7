import { describe, expect, it } from 'vitest';
import { firstWords, usedText, withCapture, withChip } from './chips.ts';
import type { Chip } from './chips.ts';

const pasted: Chip = { source: 'pasted', text: 'P', isUsed: true };
const front = { selectionIn: 'front' } as const;
const shown = (chips: readonly Chip[]): string[] => chips.map(({ source, text, isUsed }) => `${source} ${text}${isUsed ? '' : ' ?'}`);

describe('what is beside the question', () => {
  it('uses a selection, only offers the clipboard, and keeps what was pasted', () => {
    const chips = withCapture([{ source: 'selection', text: 'old', isUsed: true }, pasted], { ...front, selection: 'S', clipboard: 'C' });
    expect([shown(chips), usedText(chips)]).toEqual([['selection S', 'clipboard C ?', 'pasted P'], 'S\n\nP']);
  });
  // Catches: a selection from long ago, in a window that is no longer in front, sent to the model as if it were meant.
  it('only offers what is selected in another window, and uses what may well be of this one', () => {
    const other = withCapture([], { selection: 'S', selectionIn: 'other', clipboard: '' });
    expect([shown(other), usedText(other)]).toEqual([['selection S ?'], null]);
    expect(usedText(withCapture([], { selection: 'S', selectionIn: 'unknown', clipboard: '' }))).toBe('S');
  });
  it('gives the clipboard to the model once it was accepted', () => {
    const offered = withCapture([], { ...front, selection: '', clipboard: 'C' });
    expect(usedText(offered)).toBeNull();
    expect(usedText(withChip(offered, { source: 'clipboard', text: 'C', isUsed: true }))).toBe('C');
  });
  it('offers nothing twice and nothing blank', () => {
    expect(shown(withCapture([], { ...front, selection: 'S', clipboard: ' S\n' }))).toEqual(['selection S']);
    expect(withCapture([], { ...front, selection: ' \n', clipboard: '' })).toEqual([]);
  });
});

describe('firstWords', () => {
  it('shows one line, cut after 80 characters and never inside one', () => {
    expect(firstWords(' two\n  lines ')).toBe('two lines');
    expect(firstWords('👩‍👩‍👧'.repeat(81))).toBe(`${'👩‍👩‍👧'.repeat(80)}…`);
  });
});
