/**
 * The only way out: every connection that Inkstone itself opens passes here. Closed by default. A caller opens a passage for
 * one purpose and the exact origins it needs, and closes it when done; without one there is nothing to call. The gate sends
 * no cookie, no identifier and no header of its caller, follows no redirect off the list, and ends what is too slow or too big.
 * The log gets purpose and host, never a path. Only this file may use `fetch` (scripts/check).
 */
import type { Logger } from './logger.ts';

export type NetworkPurpose = 'update-check' | 'update-download';

/** `closed`: the passage was closed meanwhile. `offline`: the user wants no connection. `refused`: not on the list. */
export type NetworkFailure = 'closed' | 'offline' | 'refused' | 'unreachable' | 'status' | 'too-large' | 'timeout' | 'cancelled';

export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly kind: NetworkFailure;

  constructor(kind: NetworkFailure, options?: ErrorOptions) {
    super(`network: ${kind}`, options);
    this.kind = kind;
  }
}

export interface NetworkLimits {
  readonly maxBytes: number;
  /** Until the answer begins, and between two pieces of it. */
  readonly idleMs: number;
  readonly totalMs: number;
}

const MINUTE_MS = 60_000;
const LIMITS: Readonly<Record<NetworkPurpose, NetworkLimits>> = {
  'update-check': { maxBytes: 1024 ** 2, idleMs: 15_000, totalMs: 30_000 },
  'update-download': { maxBytes: 2 * 1024 ** 3, idleMs: 30_000, totalMs: 120 * MINUTE_MS },
};
const MOST_REDIRECTS = 3;

export interface NetworkGateOptions {
  readonly log: Logger;
  /** The user's switch, asked before every request. */
  readonly isOffline: () => Promise<boolean>;
  /** Tests use `http:` against this machine; the product never does. */
  readonly protocol?: 'https:' | 'http:';
  readonly limits?: Readonly<Record<NetworkPurpose, NetworkLimits>>;
}

export interface NetworkAnswer {
  /** As the server announced it; null when it did not. */
  readonly sizeBytes: number | null;
  /** To be read once. @throws NetworkError */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface Passage {
  /** GET, success or NetworkError. The body must be read or `signal` aborted. */
  get(url: URL, signal?: AbortSignal): Promise<NetworkAnswer>;
  /** Ends what is still running; later calls are refused. */
  close(): void;
}

export interface NetworkGate {
  open(purpose: NetworkPurpose, origins: readonly string[]): Passage;
}

/** The whole body as text. @throws NetworkError */
export async function readText({ chunks }: NetworkAnswer): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

/** Aborts with the reason that the caller is told: too slow, cancelled, closed. */
function startWatch({ idleMs, totalMs }: NetworkLimits, signals: readonly (readonly [AbortSignal, NetworkFailure])[]) {
  const controller = new AbortController();
  const stop = (kind: NetworkFailure): void => controller.abort(new NetworkError(kind));
  const listeners = signals.map(([signal, kind]) => {
    const listener = (): void => stop(kind);
    if (signal.aborted) listener();
    signal.addEventListener('abort', listener, { once: true });
    return () => signal.removeEventListener('abort', listener);
  });
  const total = setTimeout(() => stop('timeout'), totalMs);
  let idle = setTimeout(() => stop('timeout'), idleMs);
  return {
    signal: controller.signal,
    stop,
    /** Something arrived. */
    touch: () => {
      clearTimeout(idle);
      idle = setTimeout(() => stop('timeout'), idleMs);
    },
    end: () => {
      clearTimeout(total);
      clearTimeout(idle);
      for (const remove of listeners) remove();
    },
  };
}
type Watch = ReturnType<typeof startWatch>;

/** Why the request ended: our own reason, or the network's. */
function reasonOf(error: unknown, signal: AbortSignal): NetworkError {
  if (error instanceof NetworkError) return error;
  const reason: unknown = signal.reason;
  return reason instanceof NetworkError ? reason : new NetworkError('unreachable', { cause: error });
}

async function* readLimited(response: Response, maxBytes: number, watch: Watch): AsyncGenerator<Uint8Array> {
  let received = 0;
  try {
    for await (const chunk of response.body ?? []) {
      received += chunk.byteLength;
      if (received > maxBytes) throw new NetworkError('too-large');
      watch.touch();
      yield chunk;
    }
  } catch (error) {
    throw reasonOf(error, watch.signal);
  } finally {
    // A reader that goes away early must not leave the connection open.
    watch.stop('cancelled');
    watch.end();
  }
}

const HEADERS = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'Inkstone' } as const;

/** `Location` as an address, or null for an answer that is no redirect. @throws NetworkError */
function redirectOf(response: Response, from: URL): URL | null {
  if (response.status < 300 || response.status > 399) return null;
  const target = URL.parse(response.headers.get('location') ?? '', from.href);
  if (target === null || response.headers.get('location') === null) throw new NetworkError('status');
  return target;
}

/** One gate a process. */
export function createNetworkGate({ log, isOffline, protocol = 'https:', limits = LIMITS }: NetworkGateOptions): NetworkGate {
  const check = (url: URL, origins: ReadonlySet<string>): void => {
    if (url.protocol !== protocol || !origins.has(url.origin) || url.username !== '' || url.password !== '')
      throw new NetworkError('refused');
  };
  const follow = async (purpose: NetworkPurpose, start: URL, origins: ReadonlySet<string>, watch: Watch): Promise<Response> => {
    let url = start;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      check(url, origins);
      if (await isOffline()) throw new NetworkError('offline');
      watch.signal.throwIfAborted();
      log.info('network request', { purpose, host: url.host });
      const response = await fetch(url, { redirect: 'manual', headers: HEADERS, signal: watch.signal, credentials: 'omit' });
      watch.touch();
      const target = redirectOf(response, url);
      if (target === null) return response;
      await response.body?.cancel();
      url = target;
    }
    throw new NetworkError('refused');
  };

  return {
    open: (purpose, allowed) => {
      const origins = new Set(allowed);
      const closing = new AbortController();
      const { maxBytes } = limits[purpose];
      const get = async (url: URL, signal?: AbortSignal): Promise<NetworkAnswer> => {
        const watch = startWatch(limits[purpose], [[closing.signal, 'closed'], ...(signal ? [[signal, 'cancelled'] as const] : [])]);
        try {
          const response = await follow(purpose, url, origins, watch);
          if (!response.ok) throw new NetworkError('status');
          const length = response.headers.get('content-length');
          const sizeBytes = length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null;
          if (sizeBytes !== null && sizeBytes > maxBytes) throw new NetworkError('too-large');
          return { sizeBytes, chunks: readLimited(response, maxBytes, watch) };
        } catch (error) {
          const reason = reasonOf(error, watch.signal);
          watch.stop('cancelled');
          watch.end();
          throw reason;
        }
      };
      return { get, close: () => closing.abort() };
    },
  };
}
