import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startHttpServer } from './http-server.ts';
import type { HttpServer } from './http-server.ts';
import { head, rawRequest } from './web-server.test-support.ts';

let server: HttpServer;
let seen: string[];

beforeEach(async () => {
  seen = [];
  server = await startHttpServer(
    0,
    () => ({
      onRequest: (request, response) => {
        seen.push(request.url ?? '');
        request.resume().once('end', () => response.end('done'));
      },
      onUpgrade: (_request, socket) => socket.destroy(),
    }),
    { headersMs: 150, bodyMs: 150, idleMs: 400 },
  );
});
afterEach(() => server.close());

const own = (): string[] => [`Host: 127.0.0.1:${server.port}`, `Origin: http://127.0.0.1:${server.port}`];

it('H45: headers that never end are cut off', async () => {
  const answer = await rawRequest(server.port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX-Slow: `);
  expect([answer.status, seen]).toEqual([408, []]);
});
it('H45: a body that never ends is cut off', async () => {
  const answer = await rawRequest(server.port, `${head('POST', '/session', [...own(), 'Content-Length: 100'])}{`);
  expect([answer.status, seen]).toEqual([0, ['/session']]);
});
it('an upload may take longer than that, but not stand still', async () => {
  const began = performance.now();
  const answer = await rawRequest(server.port, `${head('POST', '/upload?name=a', [...own(), 'Content-Length: 100'])}GGUF`);
  expect([answer.status, performance.now() - began > 300]).toEqual([0, true]);
});
it('a connection that says nothing is dropped', async () => {
  const socket = connect({ host: '127.0.0.1', port: server.port });
  await once(socket, 'connect');
  socket.resume();
  await once(socket, 'close');
  expect(seen).toEqual([]);
});
it('listens on loopback only: no other address of this machine answers', async () => {
  const socket = connect({ host: '127.0.0.2', port: server.port });
  const [error] = await once(socket, 'error');
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
});
