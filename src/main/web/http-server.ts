/**
 * The loopback listener: time, size and count limits, the guard before any routing, and the security headers on every
 * answer, refusals included. What is served is decided elsewhere (`routes.ts`, `rpc-socket.ts`).
 */
import { once } from 'node:events';
import { createServer, STATUS_CODES } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { isApiAddress } from './api/api-address.ts';
import { apiRefusal } from './api/api-errors.ts';
import { refuseRequest } from './request-guard.ts';
import type { Refusal } from './request-guard.ts';
import { securityHeaders } from './security-headers.ts';

const MOST_CONNECTIONS = 64;

/** How long a peer may take. Nobody keeps a connection by sending a byte now and then. */
export interface TimeLimits {
  readonly headersMs: number;
  /** For a request's body; uploads have no limit but idleness. */
  readonly bodyMs: number;
  readonly idleMs: number;
}
const TIME_LIMITS: TimeLimits = { headersMs: 10_000, bodyMs: 15_000, idleMs: 120_000 };

/** What the listener hands on, once a request has passed the guard. */
export interface Handlers {
  onRequest(request: IncomingMessage, response: ServerResponse): void;
  onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface HttpServer {
  readonly port: number;
  /** The security headers of this port. */
  readonly headers: Readonly<Record<string, string>>;
  /** Stops listening and drops every connection. */
  close(): Promise<void>;
}

/** Ends an upgrade, or a request that could not be parsed, with a plain answer. */
export function refuseSocket(socket: Duplex, status: number, reason: string, headers: Readonly<Record<string, string>>): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const all: Record<string, string> = {
    ...headers,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(reason)),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${reason}`);
}

/** Ends a request that did not pass the guard, in the words its sender understands. */
function refuseResponse(request: IncomingMessage, response: ServerResponse, { status, reason }: Refusal): void {
  const isApi = isApiAddress(request.url);
  const type = isApi ? 'application/json' : 'text/plain; charset=utf-8';
  response.writeHead(status, { 'content-type': type, connection: 'close' });
  response.end(isApi ? JSON.stringify(apiRefusal(status, reason)) : reason);
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    server.listen({ host: '127.0.0.1', port, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const next = 'Choose another one with --port N, or leave --port out to get a free one.';
    if (code === 'EADDRINUSE') throw new Error(`Port ${port} is already used by another program. ${next}`, { cause: error });
    if (code === 'EACCES') throw new Error(`The system does not allow Inkstone to use port ${port}. ${next}`, { cause: error });
    throw error;
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** Listens on 127.0.0.1. `makeHandlers` is called once the port is known. @throws Error with a sentence when the port cannot be had. */
export async function startHttpServer(
  wantedPort: number,
  makeHandlers: (server: HttpServer) => Handlers,
  limits: TimeLimits = TIME_LIMITS,
): Promise<HttpServer> {
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: limits.headersMs,
    requestTimeout: 0,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: limits.headersMs / 5,
    requireHostHeader: false, // the guard says it, with our headers
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.maxHeadersCount = 200; // more than the guard lets pass, so that none is hidden from it
  server.setTimeout(limits.idleMs);

  const port = await listen(server, wantedPort);
  const headers = securityHeaders([`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]);
  const self: HttpServer = {
    port,
    headers,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  const handlers = makeHandlers(self);

  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const refusal = refuseRequest(request, port, false);
    if (refusal !== null) {
      refuseResponse(request, response, refusal);
      return;
    }
    if (request.url?.startsWith('/upload?') !== true) {
      const timer = setTimeout(() => request.destroy(), limits.bodyMs);
      request.once('close', () => clearTimeout(timer));
      request.once('end', () => clearTimeout(timer));
      response.once('finish', () => clearTimeout(timer));
    }
    handlers.onRequest(request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refusal = refuseRequest(request, port, true);
    if (refusal !== null) refuseSocket(socket, refusal.status, refusal.reason, headers);
    else handlers.onUpgrade(request, socket, head);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET') socket.destroy();
    else if (error.code === 'HPE_HEADER_OVERFLOW') refuseSocket(socket, 431, 'The headers are too large.', headers);
    else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') refuseSocket(socket, 408, 'The request took too long.', headers);
    else refuseSocket(socket, 400, 'This is not a valid request.', headers);
  });
  return self;
}
