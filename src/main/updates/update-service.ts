/**
 * The steps of an update, each taken by the user: check, download, install. Nothing happens by itself, and nothing leaves
 * the machine before a step is taken. Knows neither Electron nor the network: that is the source's business.
 */
import type { UpdateFailure, UpdateState } from '#shared/models/update.ts';
import type { Logger } from '#main/platform/logger.ts';
import { NetworkError } from '#main/platform/network-gate.ts';
import type { NetworkFailure } from '#main/platform/network-gate.ts';
import { UpdateError } from './update-error.ts';
import type { UpdatePort } from './update-port.ts';

export interface FoundUpdate {
  readonly version: string;
  readonly sizeBytes: number | null;
}

export interface UpdateSource {
  /** null: there is nothing newer. @throws NetworkError, UpdateError */
  check(signal: AbortSignal): Promise<FoundUpdate | null>;
  /** Downloads and verifies what the last check found. @throws NetworkError, UpdateError */
  download(onProgress: (receivedBytes: number, totalBytes: number | null) => void, signal: AbortSignal): Promise<void>;
  /** Starts the installer of what was downloaded and ends the application. @throws UpdateError */
  install(): Promise<void>;
}

export interface UpdateServiceOptions {
  /** null: this build has none. */
  readonly source: UpdateSource | null;
  readonly log: Logger;
  /** Monotonic, in milliseconds. */
  readonly now: () => number;
}

const PROGRESS_MS = 250;

const FAILURES: Readonly<Record<NetworkFailure, UpdateFailure>> = {
  closed: 'unknown',
  cancelled: 'unknown',
  offline: 'offline',
  unreachable: 'unreachable',
  timeout: 'unreachable',
  refused: 'refused',
  status: 'refused',
  'too-large': 'refused',
};

function failureOf(error: unknown): UpdateFailure {
  if (error instanceof NetworkError) return FAILURES[error.kind];
  if (error instanceof UpdateError) return error.failure;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOSPC' || code === 'EACCES' || code === 'EROFS' || code === 'EDQUOT' ? 'disk' : 'unknown';
}

export function createUpdateService({ source, log, now }: UpdateServiceOptions): UpdatePort {
  const listeners = new Set<() => void>();
  let state: UpdateState = { state: 'none', why: source === null ? 'no-source' : 'not-checked' };
  let found: FoundUpdate | null = null;
  let running: AbortController | null = null;

  const set = (next: UpdateState): UpdateState => {
    state = next;
    for (const listener of listeners) listener();
    return next;
  };
  /** Runs one step; a step at a time. `cancelled`: the state to go back to. */
  const step = async (
    during: 'check' | 'download' | 'install',
    begin: UpdateState,
    cancelled: UpdateState,
    work: (signal: AbortSignal) => Promise<UpdateState>,
  ): Promise<UpdateState> => {
    const controller = new AbortController();
    running = controller;
    set(begin);
    try {
      const next = await work(controller.signal);
      return set(controller.signal.aborted ? cancelled : next);
    } catch (error) {
      if (controller.signal.aborted) return set(cancelled);
      const reason = failureOf(error);
      log.warn('an update step failed', error, { during, reason });
      return set({ state: 'failed', during, reason });
    } finally {
      running = null;
    }
  };

  const check = (from: UpdateSource): Promise<UpdateState> =>
    step('check', { state: 'checking' }, { state: 'none', why: 'not-checked' }, async (signal) => {
      found = null;
      found = await from.check(signal);
      return found === null ? { state: 'none', why: 'newest' } : { state: 'available', ...found };
    });
  const download = (from: UpdateSource, update: FoundUpdate): Promise<UpdateState> => {
    const { version, sizeBytes } = update;
    let last = -PROGRESS_MS;
    return step(
      'download',
      { state: 'downloading', version, receivedBytes: 0, totalBytes: sizeBytes },
      { state: 'available', ...update },
      async (signal) => {
        await from.download((receivedBytes, totalBytes) => {
          if (now() - last < PROGRESS_MS || signal.aborted) return;
          last = now();
          set({ state: 'downloading', version, receivedBytes, totalBytes: totalBytes ?? sizeBytes });
        }, signal);
        return { state: 'ready', version };
      },
    );
  };
  const canDownload = (): boolean => state.state === 'available' || (state.state === 'failed' && state.during === 'download');

  return {
    get: () => state,
    check: async () => {
      const isBusy = running !== null || state.state === 'ready';
      return source === null || isBusy ? state : check(source);
    },
    download: async () => (source === null || running !== null || found === null || !canDownload() ? state : download(source, found)),
    cancel: async () => {
      running?.abort();
      return state;
    },
    install: async () => {
      if (source === null || running !== null || state.state !== 'ready') return state;
      const ready = state;
      return step('install', ready, ready, async () => {
        await source.install();
        return ready;
      });
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
