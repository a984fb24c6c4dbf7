/** Serves the contract on a WebSocket that the host has already checked (origin, session, size limit). */
import type { App } from '#main/app/create-app.ts';
import type { RpcContext } from './rpc-context.ts';
import { serveLine } from './serve-line.ts';

/** The part of `ws` that is used. */
export interface ServableSocket {
  readonly readyState: number;
  send(data: string): void;
  on(event: 'message', listener: (data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(code?: number): void;
}

const OPEN = 1;
const GOING_AWAY = 1001;

const textOf = (data: Buffer | ArrayBuffer | Buffer[]): string => {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
};

/** Returns the disposer, which ends the viewer's streams and closes the socket. */
export function serveSocket(socket: ServableSocket, app: App, context: RpcContext): () => void {
  const line = serveLine(
    (frame) => {
      if (socket.readyState === OPEN) socket.send(frame);
    },
    app,
    context,
  );
  socket.on('message', (data) => line.receive(textOf(data)));
  socket.on('close', () => line.close());
  // `close` follows; without a listener the error would end the process.
  socket.on('error', (error) => app.log.warn('a socket failed', error, { viewerId: context.viewerId }));
  return () => {
    line.close();
    socket.close(GOING_AWAY);
  };
}
