/** Puts the browser host's parts together: listener, sign-in, routes, files and the socket. Knows no application. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { WebSocket } from 'ws';
import type { Model } from '#shared/models/model.ts';
import type { Logger } from '#main/platform/logger.ts';
import { isApiAddress } from './api/api-address.ts';
import type { ApiRoutes } from './api/api-routes.ts';
import type { ControlAddress, ControlRequest } from './control.ts';
import { startHttpServer } from './http-server.ts';
import { newSecret, OneTimeCodes } from './one-time-codes.ts';
import { createRoutes } from './routes.ts';
import type { RoutesOptions } from './routes.ts';
import { createRpcSockets } from './rpc-socket.ts';
import type { RpcSockets } from './rpc-socket.ts';
import { Sessions } from './sessions.ts';
import { createStaticFiles } from './static-files.ts';
import { receiveUpload, removeAbandonedUploads } from './upload.ts';

export interface WebServerOptions {
  /** 0: a free one. */
  readonly port: number;
  /** The built renderer. */
  readonly rendererFolder: string;
  readonly dataFolder: string;
  readonly log: Logger;
  /** Registers an uploaded GGUF file. @throws AppError; the file is then deleted. */
  readonly addUploaded: (path: string) => Promise<Model>;
  /** An exported file that waits to be fetched. */
  readonly findExport: RoutesOptions['findExport'];
  readonly onView: (view: NonNullable<ControlRequest['view']>) => void;
  /** Answers everything below `/v1`; null: there is nothing. */
  readonly api: ApiRoutes | null;
  /** Takes over an authenticated socket. */
  readonly serveRpc: (socket: WebSocket) => void;
}

export interface WebServer {
  readonly port: number;
  readonly control: ControlAddress;
  /** A fresh address to sign in with, good once. */
  newAddress(): string;
  close(): Promise<void>;
}

/** The address that signs a browser in. The code is in the fragment, which browsers send nowhere. */
export function signInAddress(port: number, code: string): string {
  return `http://127.0.0.1:${port}/#code=${code}`;
}

/** Starts serving. Call only while holding the data folder's lock. @throws Error with a sentence when the port cannot be had. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { dataFolder, log } = options;
  const modelsFolder = join(dataFolder, 'models');
  await removeAbandonedUploads(modelsFolder);
  const sessions = await Sessions.open(dataFolder, Date.now);
  const codes = new OneTimeCodes(() => performance.now());
  const controlToken = newSecret();
  let sockets: RpcSockets | null = null;

  const server = await startHttpServer(options.port, ({ headers }) => {
    const opened = createRpcSockets({ sessions, headers, serve: options.serveRpc });
    sockets = opened;
    const routes = createRoutes({
      codes,
      sessions,
      log,
      controlToken,
      findExport: options.findExport,
      files: createStaticFiles(options.rendererFolder, headers),
      onControl: ({ view }) => {
        if (view !== null) options.onView(view);
        return { code: codes.issue() };
      },
      onUpload: async (name, sizeBytes, body) => {
        const path = await receiveUpload(modelsFolder, name, sizeBytes, body);
        try {
          return await options.addUploaded(path);
        } catch (error) {
          await rm(path, { force: true });
          throw error;
        }
      },
    });
    const api = options.api ?? new Hono().all('*', (context) => context.text('There is no such address.', 404));
    const listener = getRequestListener(routes.fetch, { overrideGlobalObjects: false });
    const apiListener = getRequestListener(api.fetch, { overrideGlobalObjects: false });
    return {
      onRequest: (request, response) => {
        const listen = isApiAddress(request.url) ? apiListener : listener;
        listen(request, response).catch((error: unknown) => {
          log.error('a request could not be answered', error);
          response.destroy();
        });
      },
      onUpgrade: opened.accept,
    };
  });

  return {
    port: server.port,
    control: { port: server.port, token: controlToken },
    newAddress: () => signInAddress(server.port, codes.issue()),
    close: async () => {
      sockets?.close();
      await server.close();
    },
  };
}
