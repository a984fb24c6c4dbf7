/** What the application knows of updates. The desktop host has a service behind it, the browser host only a sentence. */
import type { UpdateState } from '#shared/models/update.ts';

export interface UpdatePort {
  get(): UpdateState;
  check(): Promise<UpdateState>;
  download(): Promise<UpdateState>;
  cancel(): Promise<UpdateState>;
  install(): Promise<UpdateState>;
  /** Calls back after every change, at most some times a second. Returns the disposer. */
  onChanged(listener: () => void): () => void;
}

const ELSEWHERE: UpdateState = { state: 'none', why: 'other-host' };
const stay = (): Promise<UpdateState> => Promise.resolve(ELSEWHERE);

/** The browser host runs from sources or from a package that somebody else updates. */
export const noUpdates: UpdatePort = {
  get: () => ELSEWHERE,
  check: stay,
  download: stay,
  cancel: stay,
  install: stay,
  onChanged: () => () => undefined,
};
