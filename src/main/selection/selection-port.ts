/** What a host knows of the text in other programs. One interface; a back end for each kind of desktop. */
import { randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error.ts';
import type { Capture, PasteOutcome, SelfTestItem, UndoOutcome } from '#shared/contract/selection-contract.ts';

export interface SelectionPort {
  /**
   * Reads selection and clipboard now and keeps them as the latest. Never throws and leaves the clipboard as it found it. From
   * `stop` on it presses no key and takes no window for the target: one of ours may be in front.
   */
  capture(stop?: AbortSignal): Promise<Capture>;
  /** The latest capture, or an empty one. */
  latest(): Promise<Capture>;
  giveBack(input: { captureId: string; text: string; mode: 'replace' | 'insert-below' }): Promise<PasteOutcome>;
  undo(pasteId: string): Promise<UndoOutcome>;
  /** Has the system ask the user for the permission that is missing; nothing where none is needed. Only at the user's request. */
  askPermission(): Promise<void>;
  selfTest(): Promise<{ desktop: string; items: SelfTestItem[] }>;
}

const notHere = (): Promise<never> => Promise.reject(new AppError('NOT_SUPPORTED_HERE'));
const nothing = (): Promise<Capture> =>
  Promise.resolve({ captureId: randomUUID(), selection: '', selectionIn: 'front', clipboard: '', limit: 'host', canReplace: false });

/** A host without other programs: the browser page. */
export const noSelection: SelectionPort = {
  capture: nothing,
  latest: nothing,
  giveBack: notHere,
  undo: notHere,
  askPermission: notHere,
  selfTest: notHere,
};
