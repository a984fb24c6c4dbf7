/** A draft is one text for main. Long pasted pieces travel inside it behind a mark that no keyboard types. */
import * as z from 'zod';

export interface PastedText {
  readonly id: string;
  readonly text: string;
}

export interface Draft {
  readonly text: string;
  readonly pasted: readonly PastedText[];
}

export const EMPTY_DRAFT: Draft = { text: '', pasted: [] };
/** Longer pastes become a chip. */
export const CHIP_LENGTH = 4_000;
/** Beyond this a text box would stall the window: such a text can be read, copied, sent and removed, not edited. */
export const MAX_EDITED_LENGTH = 200_000;

const MARK = '\u2063draft:';
const storedSchema = z.object({ text: z.string(), pasted: z.array(z.object({ id: z.string(), text: z.string() })) });

export const encodeDraft = ({ text, pasted }: Draft): string => (pasted.length === 0 ? text : MARK + JSON.stringify({ text, pasted }));

/** Text that only looks like a draft with pieces is text. */
export function decodeDraft(stored: string): Draft {
  if (!stored.startsWith(MARK)) return { text: stored, pasted: [] };
  try {
    return storedSchema.parse(JSON.parse(stored.slice(MARK.length)));
  } catch {
    return { text: stored, pasted: [] };
  }
}

/** What is sent: the typed text, then each piece under it. */
export function messageOf({ text, pasted }: Draft): string {
  return [text.trim(), ...pasted.map((piece) => piece.text)].filter((part) => part !== '').join('\n\n');
}

export const isEmptyDraft = (draft: Draft): boolean => draft.text.trim() === '' && draft.pasted.length === 0;
