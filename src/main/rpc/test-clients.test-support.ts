/** One typed client a transport, each with a way to cut its line and to put a raw frame on it. */
import { createServer } from 'node:http';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { WebSocketServer } from 'ws';
import type { Contract } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { invariant } from '#shared/utils/invariant.ts';
import type { App } from '#main/app/create-app.ts';
import { createRouter } from './create-router.ts';
import { MAX_TRANSPORT_BYTES } from './frame-guard.ts';
import { servePort } from './serve-port.ts';
import type { ServablePort } from './serve-port.ts';
import { serveSocket } from './serve-socket.ts';

export type RpcClient = ContractRouterClient<Contract>;

export interface Connection {
  readonly rpc: RpcClient;
  /** Absent in-process, where there are no frames. */
  readonly sendRaw?: (frame: string) => void;
  /** As when the window closes. */
  cut(): Promise<void>;
}

export interface Transport {
  readonly name: string;
  open(app: App): Promise<Connection>;
}

const context = { viewerId: 'test' };

/** Rejects calls on a line that is cut: oRPC's port link would wait for ever (style survey, trap 3). */
function rejectWhenCut(isCut: () => boolean) {
  return async <T>({ next }: { next(): Promise<T> }): Promise<T> => {
    if (isCut()) throw new AppError('CONNECTION_LOST');
    return next();
  };
}

const inProcess: Transport = {
  name: 'in-process',
  open: (app) => {
    const controller = new AbortController();
    const router = createRouter(app);
    const rpc: RpcClient = createRouterClient(router, { context, interceptors: [rejectWhenCut(() => controller.signal.aborted)] });
    return Promise.resolve({ rpc, cut: () => Promise.resolve(controller.abort()) });
  },
};

/** What Electron gives main: an emitter whose message events carry the data, and which waits for `start`. */
function asMainPort(port: MessagePort): ServablePort {
  return {
    postMessage: (message) => port.postMessage(message),
    on: (type: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
      type === 'message'
        ? port.on('message', (data: unknown) => listener({ data }))
        : port.on('close', () => listener({ data: undefined })),
    start: () => port.start(),
    close: () => port.close(),
  };
}

const overPorts = (name: string, toServable: (port: MessagePort) => ServablePort): Transport => ({
  name,
  open: (app) => {
    const { port1, port2 } = new MessageChannel();
    let isCut = false;
    servePort(toServable(port1), app, context);
    const link = new PortLink({ port: port2, interceptors: [rejectWhenCut(() => isCut)] });
    port2.start();
    const cut = (): Promise<void> =>
      new Promise((resolve) => {
        if (isCut) resolve();
        isCut = true;
        port1.once('close', resolve);
        port2.close();
      });
    return Promise.resolve({ rpc: createORPCClient(link), sendRaw: (frame) => port2.postMessage(frame), cut });
  },
});

const socket: Transport = {
  name: 'WebSocket',
  open: async (app) => {
    const http = createServer();
    const server = new WebSocketServer({ server: http, maxPayload: MAX_TRANSPORT_BYTES });
    const servedClosed = new Promise<void>((resolve) => {
      server.on('connection', (ws) => {
        serveSocket(ws, app, context);
        ws.on('close', () => resolve());
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const address = http.address();
    invariant(typeof address === 'object' && address !== null, 'the server listens on a port');
    const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
    await new Promise((resolve) => client.addEventListener('open', resolve, { once: true }));
    const link = new SocketLink({ websocket: client });
    const cut = async (): Promise<void> => {
      client.close();
      await servedClosed;
      server.close();
      await new Promise((resolve) => http.close(resolve));
    };
    return { rpc: createORPCClient(link), sendRaw: (frame) => client.send(frame), cut };
  },
};

export const TRANSPORTS: readonly Transport[] = [
  inProcess,
  overPorts('MessagePort', (port) => port),
  overPorts('MessagePortMain (alike)', asMainPort),
  socket,
];
