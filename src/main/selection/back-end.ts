/** What each kind of desktop must be able to do, so that capturing and giving back are written once. */
import type { Capture, SelfTestItem } from '#shared/contract/selection-contract.ts';
import type { SelfTestReason } from '#shared/models/self-test.ts';

/** `to-end`: to the end of what is selected; `line-end`: to the end of the line, whatever is selected in it. */
export type Keys = 'paste' | 'undo' | 'to-end' | 'line-end';
export type KeyResult = 'pressed' | 'permission' | 'tool';
export type CheckedPart = 'capture' | 'paste' | 'permissions';

export interface Finding {
  readonly state: SelfTestItem['state'];
  readonly reason: SelfTestReason;
}

export interface ReadSelection {
  readonly text: string;
  readonly limit: Capture['limit'];
  readonly selectionIn: Capture['selectionIn'];
}

/** Text that lies ready for the target. */
export interface Offer {
  /** true: the target asked for it; false: nobody did within `limitMs`; null: this desktop cannot tell, and the time has passed. */
  taken(limitMs: number): Promise<boolean | null>;
  /** Whether another program has put something else on the clipboard since, which must not be overwritten. */
  isReplaced(): Promise<boolean>;
  end(): void;
}

/** None of these throws; each is bounded in time. */
export interface BackEnd {
  /** What stands in the way from the start. */
  readonly limit: Capture['limit'];
  /** The window in front, by an id of this back end's own; null: not known. */
  windowInFront(): Promise<string | null>;
  /** Whether the paste keys mean pasting there: in a terminal they do not. */
  understandsPaste(window: string): Promise<boolean>;
  /** From `stop` on no key is pressed for it. */
  readSelection(window: string | null, stop: AbortSignal): Promise<ReadSelection>;
  press(keys: Keys): Promise<KeyResult>;
  /** Lays the text ready and can tell whether it was taken; null: could not. Absent: the system's clipboard serves. */
  readonly offer?: (text: string) => Promise<Offer | null>;
  check(): Promise<Readonly<Record<CheckedPart, Finding>>>;
}
