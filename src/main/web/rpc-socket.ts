/**
 * The `/rpc` upgrade: session first, then a WebSocket with caps. What is said over it belongs to `main/rpc`.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { MAX_TRANSPORT_BYTES } from '#main/rpc/frame-guard.ts';
import { refuseSocket } from './http-server.ts';
import type { Sessions } from './sessions.ts';

const MOST_SOCKETS = 24;
/** A browser sends no pings at all; a flood of them is an attack. */
const MOST_PINGS = 100;

export interface RpcSocketOptions {
  readonly sessions: Sessions;
  readonly headers: Readonly<Record<string, string>>;
  /** Takes over an authenticated socket. */
  readonly serve: (socket: WebSocket) => void;
}

export interface RpcSockets {
  /** The request has passed the guard. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every client that the host goes away. */
  close(): void;
}

export function createRpcSockets({ sessions, headers, serve }: RpcSocketOptions): RpcSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_TRANSPORT_BYTES, perMessageDeflate: false, clientTracking: true });

  server.on('connection', (socket) => {
    let pings = 0;
    socket.on('ping', () => {
      pings += 1;
      if (pings > MOST_PINGS) socket.terminate();
    });
    socket.on('error', () => socket.terminate());
    serve(socket);
  });

  return {
    accept: (request, socket, head) => {
      const [path] = (request.url ?? '').split('?');
      if (path !== '/rpc') refuseSocket(socket, 404, 'There is no such address.', headers);
      else if (!sessions.accepts(request.headers.cookie)) refuseSocket(socket, 401, 'Sign in first.', headers);
      else if (server.clients.size >= MOST_SOCKETS) refuseSocket(socket, 503, 'Too many windows are open.', headers);
      else server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request));
    },
    close: () => {
      for (const client of server.clients) {
        client.close(1001);
        client.terminate();
      }
      server.close();
    },
  };
}
