/** Reads a selection by pressing the copy keys, where there is no other way (macOS, Windows). */
import type { KeyResult, ReadSelection } from './back-end.ts';
import { MAX_TEXT_BYTES } from './tools.ts';
import type { SystemClipboard } from './system-clipboard.ts';

const POLL_MS = 15;
const ANSWER_MS = 300;

const found = (text: string, limit: ReadSelection['limit']): ReadSelection => ({ text, limit, selectionIn: 'front' });

export interface SimulatedCopyOptions {
  readonly clipboard: SystemClipboard;
  readonly wait: (ms: number) => Promise<void>;
  readonly pressCopy: () => Promise<KeyResult>;
  /** From here on the keys could reach a window of ours. */
  readonly stop: AbortSignal;
}

/** The copied text, or empty. The clipboard is as it was before, whatever happened. */
export async function simulatedCopy({ clipboard, wait, pressCopy, stop }: SimulatedCopyOptions): Promise<ReadSelection> {
  if (stop.aborted) return found('', 'none');
  const restore = await clipboard.save();
  try {
    await clipboard.clear();
    if (stop.aborted) return found('', 'none');
    const pressed = await pressCopy();
    // Stopped while the keys were on their way, the target may still copy: the clipboard is put back only after that.
    if (pressed !== 'pressed' && !stop.aborted) return found('', pressed);
    for (let passedMs = 0; passedMs < ANSWER_MS; passedMs += POLL_MS) {
      const text = await clipboard.readText();
      if (text !== '') return found(text.slice(0, MAX_TEXT_BYTES), 'none');
      await wait(POLL_MS);
    }
    return found('', 'none');
  } finally {
    await restore();
  }
}
