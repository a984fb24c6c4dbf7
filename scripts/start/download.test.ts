import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadResumably, formatProgress } from './download.mjs';

const content = Buffer.from(Array.from({ length: 200_000 }, (_, index) => index % 251));
let folder: string;
let server: Server | undefined;
let ranges: (string | undefined)[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-download-'));
  ranges = [];
});

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/model`;
}

function sendFrom(response: ServerResponse, from: number, to = content.length): void {
  if (from > 0) response.writeHead(206, { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` });
  response.write(content.subarray(from, to), () => (to < content.length ? response.destroy() : response.end()));
}

const rangeStart = (request: IncomingMessage): number => Number(/bytes=(\d+)-/.exec(request.headers.range ?? 'bytes=0-')?.[1]);

function download(url: string, change: object = {}): Promise<void> {
  return downloadResumably({
    url,
    partPath: join(folder, 'part'),
    sizeBytes: content.length,
    connectTimeoutMs: 2_000,
    stallTimeoutMs: 2_000,
    attempts: 5,
    onProgress: () => undefined,
    ...change,
  });
}

const readPart = (): Buffer => readFileSync(join(folder, 'part'));

test('an interrupted earlier run is continued, not begun again', async () => {
  writeFileSync(join(folder, 'part'), content.subarray(0, 50_000));
  await download(await serve((request, response) => sendFrom(response, rangeStart(request))));
  expect(readPart().equals(content)).toBe(true);
  expect(ranges).toEqual(['bytes=50000-']);
});

test('a connection that drops half-way is taken up where it broke', async () => {
  await download(
    await serve((request, response) => {
      const from = rangeStart(request);
      sendFrom(response, from, from === 0 ? 120_000 : content.length);
    }),
  );
  expect(readPart().equals(content)).toBe(true);
  expect(ranges.length).toBe(2);
});

test('a server without ranges sends all of it, and the old part does not stay in front', async () => {
  writeFileSync(join(folder, 'part'), Buffer.alloc(70_000, 1));
  await download(await serve((_request, response) => sendFrom(response, 0)));
  expect(readPart().equals(content)).toBe(true);
});

test('a part that is too long is thrown away', async () => {
  writeFileSync(join(folder, 'part'), Buffer.alloc(content.length + 5));
  await download(await serve((request, response) => sendFrom(response, rangeStart(request))));
  expect(readPart().equals(content)).toBe(true);
});

test('a refusal names the status and is not repeated', async () => {
  const url = await serve((_request, response) => response.writeHead(404).end());
  await expect(download(url)).rejects.toThrow('the server answered 404');
  expect(ranges.length).toBe(1);
});

test('a server that never answers is given up after the connect time', async () => {
  const url = await serve(() => undefined);
  await expect(download(url, { connectTimeoutMs: 50 })).rejects.toThrow('no answer in time');
});

test('a transfer that stalls is given up and its bytes are kept', async () => {
  const url = await serve((_request, response) => void response.write(content.subarray(0, 1_000)));
  await expect(download(url, { stallTimeoutMs: 50, attempts: 1 })).rejects.toThrow('the transfer stalled');
  expect(readPart().length).toBe(1_000);
});

test('more bytes than promised are refused', async () => {
  const url = await serve((_request, response) => response.end(Buffer.concat([content, Buffer.from('more')])));
  await expect(download(url, { attempts: 1 })).rejects.toThrow('longer than it should be');
});

test('progress says percentage, speed and time left', () => {
  expect(formatProgress({ doneBytes: 30e6, sizeBytes: 100e6, startedAtBytes: 10e6, elapsedMs: 4_000 })).toBe('30 %, 5.0 MB/s, 14 s left');
  expect(formatProgress({ doneBytes: 1e6, sizeBytes: 1000e6, startedAtBytes: 0, elapsedMs: 1_000 })).toBe('0 %, 1.0 MB/s, 17 min left');
  expect(formatProgress({ doneBytes: 5, sizeBytes: 10, startedAtBytes: 5, elapsedMs: 0 })).toBe('50 %');
});
