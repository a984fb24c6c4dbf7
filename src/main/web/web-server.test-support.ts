/** A real listening server on a throw-away data folder, and raw sockets to say to it what no client library would. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebSocket } from 'ws';
import type { Model } from '#shared/models/model.ts';
import { modelIdSchema } from '#shared/models/ids.ts';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import type { ApiRoutes } from './api/api-routes.ts';
import { startWebServer } from './web-server.ts';
import type { WebServer } from './web-server.ts';

export interface TestServer {
  readonly server: WebServer;
  readonly origin: string;
  readonly dataFolder: string;
  readonly views: string[];
  readonly sockets: WebSocket[];
  /** Signs in and returns the `Cookie` header's value. */
  signIn(): Promise<string>;
  stop(): Promise<void>;
}

export function modelNamed(path: string): Model {
  return {
    id: modelIdSchema.parse('00000000-0000-4000-8000-000000000001'),
    name: path,
    fileName: path,
    kind: 'chat',
    architecture: 'llama',
    sizeBytes: 8,
    parameterCount: null,
    quantisation: null,
    trainedContext: 512,
    languages: [],
    abilities: { writing: 'unknown', translation: 'unknown', code: 'unknown' },
    parameters: {},
    licence: null,
    origin: 'upload',
    isMissing: false,
    isQuarantined: false,
    lastUsedAt: null,
  };
}

export async function makeRendererFolder(folder: string): Promise<string> {
  const root = join(folder, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  await writeFile(join(root, 'index.html'), '<!doctype html><title>Inkstone</title>');
  await writeFile(join(root, 'assets', 'index-Ab3_dE-9.js'), 'export {};');
  return root;
}

export async function startTestServer(
  options: { dataFolder?: string; addUploaded?: (path: string) => Promise<Model>; port?: number; api?: ApiRoutes } = {},
): Promise<TestServer> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'inkstone-web-')));
  const views: string[] = [];
  const sockets: WebSocket[] = [];
  const server = await startWebServer({
    findExport: () => null,
    port: options.port ?? 0,
    rendererFolder: await makeRendererFolder(dataFolder),
    dataFolder,
    log: SILENT_LOGGER,
    api: options.api ?? null,
    addUploaded: options.addUploaded ?? ((path) => Promise.resolve(modelNamed(path))),
    onView: (view) => views.push(view),
    serveRpc: (socket) => {
      sockets.push(socket);
      socket.on('message', (data: Buffer) => socket.send(`heard ${data.toString()}`));
    },
  });
  const origin = `http://127.0.0.1:${server.port}`;
  return {
    server,
    origin,
    dataFolder,
    views,
    sockets,
    signIn: async () => {
      const code = new URL(server.newAddress()).hash.slice('#code='.length);
      const answer = await postJson(`${origin}/session`, { code }, { origin });
      return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    },
    stop: async () => {
      await server.close();
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

export function postJson(url: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
}

/** Sends bytes as they are and reads until the server closes or a whole head has come. */
export async function rawRequest(port: number, text: string): Promise<{ status: number; text: string }> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.setEncoding('latin1');
  await once(socket, 'connect');
  let answer = '';
  socket.on('error', () => socket.destroy());
  socket.write(text);
  for await (const chunk of socket) {
    answer += chunk;
    if (answer.includes('\r\n\r\n')) break;
  }
  socket.destroy();
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0), text: answer };
}

/** The text of a request with exactly these header lines. */
export function head(method: string, target: string, lines: readonly string[]): string {
  return `${[`${method} ${target} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`;
}

export const UPGRADE_LINES = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
] as const;
