/**
 * The paper of the playground and its past. What the model wrote is not copied into the paper: it stands between `before` and
 * `after` by the id of its answer, so a text that is still being written, or was cut off, is whole wherever it is opened.
 */
import * as z from 'zod';
import type { MessageId } from '#shared/models/ids.ts';
import { messageIdSchema } from '#shared/models/ids.ts';
import { parameterOverridesSchema } from '#shared/models/parameters.ts';
import { MAX_EDITED_LENGTH } from '../composer/draft-text.ts';

const paperSchema = z.object({
  before: z.string(),
  after: z.string(),
  /** What continues `before`; several while none is chosen, so that none is shown in the text. */
  answerIds: z.array(messageIdSchema).readonly(),
});
export type Paper = Readonly<z.infer<typeof paperSchema>>;

const storedSchema = z.object({ paper: paperSchema, count: z.int().min(1).max(5), parameters: parameterOverridesSchema.optional() });
/** What is kept of a text besides its completions. `parameters` only before it has a thread. */
export type StoredPaper = Readonly<z.infer<typeof storedSchema>>;

export const EMPTY_PAPER: Paper = { before: '', after: '', answerIds: [] };
const MARK = '\u2063paper:';

export const encodePaper = (stored: StoredPaper): string => MARK + JSON.stringify(stored);

/** null for what this page did not store. */
export function decodePaper(text: string): StoredPaper | null {
  if (!text.startsWith(MARK)) return null;
  try {
    return storedSchema.parse(JSON.parse(text.slice(MARK.length)));
  } catch {
    return null;
  }
}

/** The answer in the text, if exactly one is. */
export const shownAnswerId = ({ answerIds }: Paper): MessageId | null => (answerIds.length === 1 ? (answerIds[0] ?? null) : null);

/** How much of a text too long to edit is shown on either side of its end. */
const SHOWN_LENGTH = 20_000;
const SECOND_HALF = /^[\uDC00-\uDFFF]/u;

function lastOf(text: string, length: number): string {
  const last = text.slice(Math.max(0, text.length - length));
  return SECOND_HALF.test(last) ? last.slice(1) : last;
}

const firstOf = (text: string, length: number): string =>
  text.slice(0, SECOND_HALF.test(text.slice(length, length + 1)) ? length - 1 : length);

export interface ShownPaper {
  readonly before: string;
  readonly written: string;
  readonly after: string;
  /** Too long to edit: only the part around the end of what the model wrote. */
  readonly isCut: boolean;
}

/** What a text box shows of a paper. */
export function shownOf({ before, after }: Pick<Paper, 'before' | 'after'>, written: string): ShownPaper {
  if (before.length + written.length + after.length <= MAX_EDITED_LENGTH) return { before, written, after, isCut: false };
  const end = lastOf(written, SHOWN_LENGTH);
  return {
    before: written.length > SHOWN_LENGTH ? '' : lastOf(before, SHOWN_LENGTH),
    written: end,
    after: firstOf(after, SHOWN_LENGTH),
    isCut: true,
  };
}

interface Step {
  readonly paper: Paper;
  readonly caret: number;
}

export interface PaperHistory extends Step {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** When the last key changed the text; 0 after anything else. */
  readonly typedAt: number;
}

export const historyOf = (paper: Paper): PaperHistory => ({
  paper,
  caret: paper.before.length,
  past: [],
  future: [],
  typedAt: 0,
});

const MOST_CHARACTERS = 20_000_000;
const MOST_STEPS = 500;
/** Keys that follow one another faster are one step. */
const PAUSE_MS = 800;

const sizeOf = ({ paper }: Step): number => paper.before.length + paper.after.length;

function kept(steps: readonly Step[]): readonly Step[] {
  let size = 0;
  let from = steps.length;
  while (from > 0 && steps.length - from < MOST_STEPS) {
    const step = steps[from - 1];
    size += step === undefined ? 0 : sizeOf(step);
    if (size > MOST_CHARACTERS) break;
    from -= 1;
  }
  return steps.slice(from);
}

const stepOf = ({ paper, caret }: PaperHistory): Step => ({ paper, caret });

/** A new state of the paper, one step from the last. */
export const put = (history: PaperHistory, paper: Paper, caret: number): PaperHistory => ({
  paper,
  caret,
  past: kept([...history.past, stepOf(history)]),
  future: [],
  typedAt: 0,
});

/** The whole text after a key. The mark of what the model wrote ends with it. */
export function typed(history: PaperHistory, text: string, caret: number, now: number): PaperHistory {
  const paper: Paper = { before: text, after: '', answerIds: [] };
  const isOneStep = history.typedAt > 0 && now - history.typedAt < PAUSE_MS;
  return isOneStep ? { ...history, paper, caret, future: [], typedAt: now } : { ...put(history, paper, caret), typedAt: now };
}

/** A continuation that was there when the text was opened can be taken out too. */
export const canUndo = ({ past, paper }: PaperHistory): boolean => past.length > 0 || paper.answerIds.length > 0;

export function undo(history: PaperHistory): PaperHistory {
  const { paper, past, future } = history;
  const without: Step = { paper: { ...paper, answerIds: [] }, caret: paper.before.length };
  const back = past.at(-1) ?? (paper.answerIds.length > 0 ? without : null);
  if (back === null) return history;
  return { ...back, past: past.slice(0, -1), future: [stepOf(history), ...future], typedAt: 0 };
}

export function redo(history: PaperHistory): PaperHistory {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { ...next, past: [...history.past, stepOf(history)], future, typedAt: 0 };
}
