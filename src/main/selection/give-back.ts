/**
 * Types a text into the window it was captured from: only while that very window is in front, with the clipboard put back
 * after the target took the text, and without claiming more than is known. Called by `create-selection.ts`, one at a time.
 */
import type { Capture, PasteOutcome, UndoOutcome } from '#shared/contract/selection-contract.ts';
import type { BackEnd, Offer } from './back-end.ts';
import type { SystemClipboard } from './system-clipboard.ts';

const FRONT_LIMIT_MS = 800;
const FRONT_POLL_MS = 25;
const TAKEN_LIMIT_MS = 2_000;
/** Where nobody can tell, a slow target still gets this long before the clipboard is put back. */
const BLIND_MS = 1_200;

export interface Desk {
  readonly backEnd: BackEnd;
  readonly clipboard: SystemClipboard;
  /** Takes our own window out of the way, so that the target is in front again. */
  readonly stepAside: () => void;
  readonly wait: (ms: number) => Promise<void>;
}

export interface GiveBack {
  readonly window: string;
  readonly text: string;
  readonly mode: 'replace' | 'insert-below';
  /** What was selected in that window; empty when nothing was, or it was elsewhere. */
  readonly selection: string;
}

/** Of a capture: what was selected in the window that an answer goes back to. */
export const selectedThere = ({ selection, selectionIn }: Pick<Capture, 'selection' | 'selectionIn'>): string =>
  selectionIn === 'other' ? '' : selection;

type Outcome = Pick<PasteOutcome, 'state' | 'reason'>;

/** Whether `window` comes to the front in time, now that ours is out of the way. */
async function comesToFront({ backEnd, wait }: Desk, window: string): Promise<boolean> {
  for (let passedMs = 0; passedMs < FRONT_LIMIT_MS; passedMs += FRONT_POLL_MS) {
    if ((await backEnd.windowInFront()) === window) return true;
    await wait(FRONT_POLL_MS);
  }
  return false;
}

/** Without a way to watch: the system's own clipboard serves, and nothing is known afterwards. */
async function blindOffer({ clipboard, wait }: Desk, text: string): Promise<Offer> {
  await clipboard.writePassing(text);
  return {
    taken: async () => {
      await wait(BLIND_MS);
      return null;
    },
    isReplaced: async () => (await clipboard.readText()) !== text,
    end: () => undefined,
  };
}

/** A selection that ends with a line break already stands on the line below. */
const belowSelection = (text: string, selection: string): string => (selection.endsWith('\n') ? `${text}\n` : `\n${text}`);

async function pressPaste({ backEnd }: Desk, { window, mode, selection }: GiveBack): Promise<Outcome['reason']> {
  if ((await backEnd.windowInFront()) !== window) return 'focus-moved';
  if (mode === 'insert-below') {
    const moved = await backEnd.press(selection === '' ? 'line-end' : 'to-end');
    if (moved !== 'pressed') return moved;
    if ((await backEnd.windowInFront()) !== window) return 'focus-moved';
  }
  const pressed = await backEnd.press('paste');
  return pressed === 'pressed' ? 'none' : pressed;
}

async function paste(desk: Desk, job: GiveBack): Promise<Outcome> {
  const { backEnd, clipboard } = desk;
  const restore = await clipboard.save();
  const text = job.mode === 'replace' ? job.text : belowSelection(job.text, job.selection);
  const offer = backEnd.offer === undefined ? null : await backEnd.offer(text);
  const served = offer ?? (await blindOffer(desk, text));
  try {
    const reason = await pressPaste(desk, job);
    if (reason !== 'none') return { state: 'copied', reason };
    const isTaken = await served.taken(TAKEN_LIMIT_MS);
    return { state: isTaken === true ? 'taken' : 'sent', reason: 'none' };
  } finally {
    if (!(await served.isReplaced())) await restore();
    served.end();
  }
}

/** Never throws for what the desktop does; what could not be pasted lies on the clipboard afterwards. */
export async function giveBack(desk: Desk, job: GiveBack): Promise<Outcome> {
  desk.stepAside();
  const outcome: Outcome = (await comesToFront(desk, job.window)) ? await paste(desk, job) : { state: 'copied', reason: 'focus-moved' };
  if (outcome.state === 'copied') await desk.clipboard.writeText(job.text);
  return outcome;
}

/** Presses undo in `window` if it is in front. */
export async function undoPaste(desk: Desk, window: string): Promise<Pick<UndoOutcome, 'state' | 'reason'>> {
  desk.stepAside();
  if (!(await comesToFront(desk, window))) return { state: 'not-sent', reason: 'focus-moved' };
  const pressed = await desk.backEnd.press('undo');
  return pressed === 'pressed' ? { state: 'sent', reason: 'none' } : { state: 'not-sent', reason: pressed };
}
