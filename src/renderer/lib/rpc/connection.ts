/**
 * The one line to main. Desktop: a MessagePort that the preload hands over. Browser host: a WebSocket behind the session
 * cookie, got once for the code in the address. A lost line is made anew with growing pauses; calls made meanwhile wait.
 */
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { InkstoneBridge } from '#shared/bridge.ts';
import { PORT_MESSAGE } from '#shared/bridge.ts';
import { create } from 'zustand';

export type ConnectionState = 'connecting' | 'open' | 'lost' | 'signed-out';

interface ConnectionStore {
  readonly state: ConnectionState;
  /** Rises with every new line, so that streams know to attach again. */
  readonly epoch: number;
}

export const useConnection = create<ConnectionStore>(() => ({ state: 'connecting', epoch: 0 }));

export type Link = PortLink<Record<never, never>> | SocketLink<Record<never, never>>;

const RETRY_MS = [250, 500, 1_000, 2_000, 5_000] as const;

let current: Promise<Link> | undefined;
let attempts = 0;

const setState = (state: ConnectionState): void => useConnection.setState({ state });

function lost(): void {
  current = undefined;
  setState('lost');
  const pause = RETRY_MS[Math.min(attempts, RETRY_MS.length - 1)] ?? 5_000;
  attempts += 1;
  setTimeout(() => void link().catch(() => undefined), pause);
}

function opened(): void {
  attempts = 0;
  useConnection.setState((before) => ({ state: 'open', epoch: before.epoch + 1 }));
}

function openPort(bridge: InkstoneBridge): Promise<Link> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent): void => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== PORT_MESSAGE || !port) return;
      window.removeEventListener('message', receive);
      // A call on a port that has closed would otherwise wait for ever.
      const closed = Promise.withResolvers<never>();
      closed.promise.catch(() => undefined);
      port.addEventListener('close', () => {
        closed.reject(new Error('the port was closed'));
        lost();
      });
      port.start();
      resolve(new PortLink({ port, interceptors: [({ next }) => Promise.race([next(), closed.promise])] }));
      opened();
    };
    window.addEventListener('message', receive);
    bridge.connect();
  });
}

/** Trades the one-time code of the address for a cookie and takes it out of the address. */
async function signIn(): Promise<void> {
  const address = new URLSearchParams(window.location.hash.slice(1));
  const code = address.get('code');
  if (code === null) return;
  // The host may name a view to begin with: `--write` and its like.
  const view = ['quick-ask', 'write', 'translate'].find((name) => name === address.get('view'));
  window.history.replaceState(null, '', window.location.pathname + (view === undefined ? '' : `#/${view}`));
  await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-inkstone': '1' },
    body: JSON.stringify({ code }),
  });
}

async function openSocket(): Promise<Link> {
  await signIn();
  const session = await fetch('/session', { headers: { 'x-inkstone': '1' } });
  if (session.status === 401) {
    setState('signed-out');
    throw new Error('signed out');
  }
  const socket = new WebSocket(`ws://${window.location.host}/rpc`);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error('the socket did not open')), { once: true });
  });
  socket.addEventListener('close', lost);
  opened();
  return new SocketLink({ websocket: socket });
}

async function connect(): Promise<Link> {
  if (window.inkstone) return openPort(window.inkstone);
  try {
    return await openSocket();
  } catch (cause) {
    if (useConnection.getState().state !== 'signed-out') lost();
    throw new Error('no connection', { cause });
  }
}

/** The open line, or the one being made. */
export function link(): Promise<Link> {
  current ??= connect();
  return current;
}
