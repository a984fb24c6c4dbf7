import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { MAX_TRANSPORT_BYTES } from '#main/rpc/frame-guard.ts';
import { askHolder } from './control.ts';
import { head, postJson, rawRequest, startTestServer, UPGRADE_LINES } from './web-server.test-support.ts';
import type { TestServer } from './web-server.test-support.ts';

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.stop());

const codeOf = (address: string): string => new URL(address).hash.slice('#code='.length);
const own = (): Record<string, string> => ({ origin: test.origin });

function open(cookie: string | null, origin = test.origin): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${test.server.port}/rpc`, { origin, ...(cookie === null ? {} : { headers: { cookie } }) });
}

describe('the policy', () => {
  it('is exact, on a page, on a missing file and on a refusal', async () => {
    const { port } = test.server;
    const policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
      `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port}; media-src blob:; worker-src 'self'; object-src 'none'; ` +
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
    for (const path of ['/', '/missing.html', '/session']) {
      const { headers } = await fetch(test.origin + path);
      expect({
        csp: headers.get('content-security-policy'),
        coop: headers.get('cross-origin-opener-policy'),
        corp: headers.get('cross-origin-resource-policy'),
        sniff: headers.get('x-content-type-options'),
        referrer: headers.get('referrer-policy'),
      }).toEqual({ csp: policy, coop: 'same-origin', corp: 'same-origin', sniff: 'nosniff', referrer: 'no-referrer' });
    }
  });
});

describe('signing in', () => {
  it('a code gives a cookie once; the replay is refused', async () => {
    const code = codeOf(test.server.newAddress());
    const first = await postJson(`${test.origin}/session`, { code }, own());
    const second = await postJson(`${test.origin}/session`, { code }, own());
    expect([first.status, second.status]).toEqual([204, 401]);
    expect(first.headers.get('set-cookie')).toContain('HttpOnly; SameSite=Strict; Path=/');
    expect(second.headers.get('set-cookie')).toBeNull();
  });
  it('a browser that is signed in already may open a used address again', async () => {
    const cookie = await test.signIn();
    expect((await postJson(`${test.origin}/session`, { code: 'used' }, { ...own(), cookie })).status).toBe(204);
    expect((await fetch(`${test.origin}/session`, { headers: { cookie } })).status).toBe(204);
    expect((await fetch(`${test.origin}/session`)).status).toBe(401);
  });
  it('H42: a form or a text body is refused, so no page can post without a preflight', async () => {
    const body = JSON.stringify({ code: codeOf(test.server.newAddress()) });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect((await fetch(`${test.origin}/session`, { method: 'POST', body, headers: { ...own(), 'content-type': type } })).status).toBe(
        415,
      );
    }
  });
  it('H42: a GET changes nothing', async () => {
    const address = test.server.newAddress();
    expect((await fetch(`${test.origin}/session?code=${codeOf(address)}`)).status).toBe(401);
    expect((await postJson(`${test.origin}/session`, { code: codeOf(address) }, own())).status).toBe(204);
  });
  it('H44: guesses end in 429 while the right code goes on working', async () => {
    const code = codeOf(test.server.newAddress());
    const statuses: number[] = [];
    for (let index = 0; index < 40; index += 1)
      statuses.push((await postJson(`${test.origin}/session`, { code: `guess${index}` }, own())).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([401, 429]);
    expect((await postJson(`${test.origin}/session`, { code }, own())).status).toBe(204);
  });
  it('bodies that are too large or not what was asked for are refused', async () => {
    expect((await postJson(`${test.origin}/session`, { code: 'x'.repeat(10_000) }, own())).status).toBe(413);
    expect((await postJson(`${test.origin}/session`, { code: 7 }, own())).status).toBe(400);
    expect((await postJson(`${test.origin}/session`, null, own())).status).toBe(400);
  });
});

describe('the socket', () => {
  it('serves a signed-in page', async () => {
    const socket = open(await test.signIn());
    await once(socket, 'open');
    socket.send('hello');
    expect(String((await once(socket, 'message'))[0])).toBe('heard hello');
    socket.terminate();
  });
  it('H43: refuses without a session, also with a token in the address', async () => {
    const lines = [`Host: 127.0.0.1:${test.server.port}`, `Origin: ${test.origin}`, ...UPGRADE_LINES];
    for (const path of ['/rpc', `/rpc?code=${codeOf(test.server.newAddress())}`]) {
      expect((await rawRequest(test.server.port, head('GET', path, lines))).status).toBe(401);
    }
  });
  it('exists at one address only', async () => {
    const lines = [`Host: 127.0.0.1:${test.server.port}`, `Origin: ${test.origin}`, `Cookie: ${await test.signIn()}`, ...UPGRADE_LINES];
    for (const path of ['/', '/rpc/', '/rpc/../rpc', '/RPC', '/upload']) {
      expect([path, (await rawRequest(test.server.port, head('GET', path, lines))).status]).toEqual([path, 404]);
    }
  });
  it('H43: closes on a frame above the cap, and agrees to no compression, so no bomb can hide', async () => {
    const cookie = await test.signIn();
    const announced = open(cookie);
    await once(announced, 'open');
    announced.send(Buffer.alloc(MAX_TRANSPORT_BYTES + 1));
    expect((await once(announced, 'close'))[0]).toBe(1009);

    const compressed = open(cookie);
    await once(compressed, 'open');
    expect(compressed.extensions).toBe('');
    compressed.terminate();
  });
  it('H43: a flood of pings ends the connection', async () => {
    const socket = open(await test.signIn());
    await once(socket, 'open');
    const closed = once(socket, 'close');
    for (let index = 0; index < 200; index += 1) socket.ping();
    await closed;
    expect(socket.readyState).toBe(WebSocket.CLOSED);
  });
});

describe('control', () => {
  it('gives the right token a code that signs in, and passes the view on', async () => {
    const answer = await askHolder(test.server.control, { view: 'write' });
    expect(test.views).toEqual(['write']);
    expect((await postJson(`${test.origin}/session`, { code: answer?.code }, own())).status).toBe(204);
  });
  it('refuses a wrong token and a session cookie', async () => {
    expect(await askHolder({ ...test.server.control, token: 'A'.repeat(43) }, { view: null })).toBeNull();
    expect((await postJson(`${test.origin}/control`, { view: null }, { ...own(), cookie: await test.signIn() })).status).toBe(401);
  });
  it('a port where nobody listens is no answer', async () => {
    const other = await startTestServer();
    const { control } = other.server;
    await other.stop();
    expect(await askHolder(control, { view: null })).toBeNull();
  });
});

describe('restart', () => {
  it('keeps the session, also on another port', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'inkstone-restart-'));
    const first = await startTestServer({ dataFolder });
    const cookie = await first.signIn();
    await first.stop();
    const second = await startTestServer({ dataFolder });
    expect((await fetch(`${second.origin}/session`, { headers: { cookie } })).status).toBe(204);
    expect((await stat(join(dataFolder, 'sessions.json'))).mode & 0o777).toBe(0o600);
    await second.stop();
    await rm(dataFolder, { recursive: true });
  });
  it('a port that is taken is said with the next step', async () => {
    await expect(startTestServer({ port: test.server.port })).rejects.toThrow(
      `Port ${test.server.port} is already used by another program. Choose another one with --port N, or leave --port out to get a free one.`,
    );
  });
});
