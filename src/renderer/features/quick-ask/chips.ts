/** The texts a quick ask is about, each visible and removable: the selection, the clipboard, what was pasted. Pure. */
import type { Capture } from '#shared/contract/selection-contract.ts';

export interface Chip {
  readonly source: 'selection' | 'clipboard' | 'pasted';
  readonly text: string;
  /** Of a selection: whether it is the program's that was in front. */
  readonly selectionIn?: Capture['selectionIn'];
  /** The clipboard and what is selected in another window are only offered: they may hold anything, and be old, so nothing of them is used before the user says so. */
  readonly isUsed: boolean;
}

const START_CHARACTERS = 80;
const SOURCES: readonly Chip['source'][] = ['selection', 'clipboard', 'pasted'];

/** What commands run on; null when no chip is in use. */
export function usedText(chips: readonly Chip[]): string | null {
  const used = chips.filter(({ isUsed }) => isUsed).map(({ text }) => text.trim());
  return used.length === 0 ? null : used.join('\n\n');
}

/** One chip a source, always in the same order. */
export function withChip(chips: readonly Chip[], chip: Chip): Chip[] {
  const all = [...chips.filter(({ source }) => source !== chip.source), chip];
  return all.toSorted((a, b) => SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source));
}

export function withoutChip(chips: readonly Chip[], source: Chip['source']): Chip[] {
  return chips.filter((chip) => chip.source !== source);
}

type Captured = Pick<Capture, 'selection' | 'selectionIn' | 'clipboard'>;

/** What a command may run on without a further word: a selection that may well be another window's old one is not. */
export const selectionInUse = ({ selection, selectionIn }: Captured): string => (selectionIn === 'other' ? '' : selection.trim());

/** What a new capture makes of the chips: its selection is in use unless it is another window's, its clipboard is offered; a pasted text stays. */
export function withCapture(chips: readonly Chip[], { selection, selectionIn, clipboard }: Captured): Chip[] {
  const kept = chips.filter(({ source }) => source === 'pasted');
  const selected: Chip[] =
    selection.trim() === '' ? [] : [{ source: 'selection', text: selection, selectionIn, isUsed: selectionIn !== 'other' }];
  const isNew = clipboard.trim() !== '' && ![...selected, ...kept].some(({ text }) => text.trim() === clipboard.trim());
  return [...selected, ...(isNew ? [{ source: 'clipboard' as const, text: clipboard, isUsed: false }] : []), ...kept];
}

/** The first words on one line, never cut inside a character. */
export function firstWords(text: string): string {
  const line = text
    .trim()
    .slice(0, START_CHARACTERS * 20)
    .replaceAll(/\s+/g, ' ');
  const characters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(line)].map(({ segment }) => segment);
  return characters.length > START_CHARACTERS ? `${characters.slice(0, START_CHARACTERS).join('').trimEnd()}…` : line;
}
