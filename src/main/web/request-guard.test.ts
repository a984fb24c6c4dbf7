import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { head, rawRequest, startTestServer, UPGRADE_LINES } from './web-server.test-support.ts';
import type { TestServer } from './web-server.test-support.ts';

let test: TestServer;
let port: number;
let cookie: string;

beforeAll(async () => {
  test = await startTestServer();
  port = test.server.port;
  cookie = await test.signIn();
});
afterAll(() => test.stop());

describe('H40: a Host that is not exactly ours (DNS rebinding)', () => {
  const hosts = (): [string, string[]][] => [
    ['missing', []],
    ['empty', ['Host: ']],
    ['an attacker', ['Host: evil.example']],
    ['an attacker with our port', [`Host: evil.example:${port}`]],
    ['nip.io', [`Host: 127.0.0.1.nip.io:${port}`]],
    ['localhost.evil', [`Host: localhost.evil:${port}`]],
    ['decimal address', [`Host: 2130706433:${port}`]],
    ['octal address', [`Host: 0177.0.0.1:${port}`]],
    ['short address', [`Host: 127.1:${port}`]],
    ['mapped address', [`Host: [::ffff:127.0.0.1]:${port}`]],
    ['trailing dot', [`Host: localhost.:${port}`]],
    ['wrong port', ['Host: 127.0.0.1:1']],
    ['no port', ['Host: 127.0.0.1']],
    ['user part', [`Host: x@127.0.0.1:${port}`]],
    ['two, ours first', [`Host: 127.0.0.1:${port}`, 'Host: evil.example']],
    ['two, ours last', ['Host: evil.example', `Host: 127.0.0.1:${port}`]],
    ['0.0.0.0', [`Host: 0.0.0.0:${port}`]],
  ];
  it('is refused on requests and on upgrades, with the security headers', async () => {
    for (const [name, lines] of hosts()) {
      const plain = await rawRequest(port, head('GET', '/', lines));
      expect([name, plain.status >= 400 && plain.status < 500]).toEqual([name, true]);
      expect(plain.text.toLowerCase()).toContain("content-security-policy: default-src 'none'");
      const upgrade = await rawRequest(
        port,
        head('GET', '/rpc', [...lines, `Origin: http://127.0.0.1:${port}`, `Cookie: ${cookie}`, ...UPGRADE_LINES]),
      );
      expect([name, upgrade.status >= 400 && upgrade.status < 500]).toEqual([name, true]);
    }
  });
  it('in an absolute-form address is refused', async () => {
    const answer = await rawRequest(port, head('GET', 'http://evil.example/', [`Host: 127.0.0.1:${port}`]));
    expect(answer.status).toBe(400);
  });
  it('of ours is served in its three spellings', async () => {
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
      expect((await rawRequest(port, head('GET', '/', [`Host: ${host}`]))).status).toBe(200);
    }
  });
});

describe('H41 and H43: an Origin that is not ours', () => {
  const origins = (): (string | null)[] => [
    null,
    'null',
    'http://localhost',
    `http://localhost:${port}`,
    'http://127.0.0.1:1',
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port}.evil.example`,
    'chrome-extension://abcdefghijklmnop',
    'https://evil.example',
  ];
  it('cannot upgrade although the cookie is right', async () => {
    for (const origin of origins()) {
      const lines = [`Host: 127.0.0.1:${port}`, `Cookie: ${cookie}`, ...(origin === null ? [] : [`Origin: ${origin}`]), ...UPGRADE_LINES];
      expect([origin, (await rawRequest(port, head('GET', '/rpc', lines))).status]).toEqual([origin, 403]);
    }
    expect(test.sockets).toEqual([]);
  });
  it('cannot post although the cookie is right', async () => {
    for (const origin of origins()) {
      const lines = [
        `Host: 127.0.0.1:${port}`,
        `Cookie: ${cookie}`,
        ...(origin === null ? [] : [`Origin: ${origin}`]),
        'Content-Length: 0',
      ];
      for (const path of ['/session', '/upload?name=a.gguf', '/control']) {
        expect([origin, path, (await rawRequest(port, head('POST', path, lines))).status]).toEqual([origin, path, 403]);
      }
    }
  });
  it('cannot hide behind a second Origin header', async () => {
    const lines = [`Host: 127.0.0.1:${port}`, `Origin: http://127.0.0.1:${port}`, 'Origin: https://evil.example', 'Content-Length: 0'];
    expect((await rawRequest(port, head('POST', '/session', lines))).status).toBe(403);
  });
});

describe('requests that other pages cause', () => {
  it.each(['cross-site', 'same-site', 'bogus'])('Sec-Fetch-Site %s is refused', async (site) => {
    expect((await rawRequest(port, head('GET', '/', [`Host: 127.0.0.1:${port}`, `Sec-Fetch-Site: ${site}`]))).status).toBe(403);
  });
  it.each(['same-origin', 'none'])('Sec-Fetch-Site %s is served', async (site) => {
    expect((await rawRequest(port, head('GET', '/', [`Host: 127.0.0.1:${port}`, `Sec-Fetch-Site: ${site}`]))).status).toBe(200);
  });

  const fetchLines = (site: string, mode: string, dest: string): string[] => [
    `Host: 127.0.0.1:${port}`,
    `Sec-Fetch-Site: ${site}`,
    `Sec-Fetch-Mode: ${mode}`,
    `Sec-Fetch-Dest: ${dest}`,
  ];
  it.each([
    ['GET', '/'],
    ['HEAD', '/'],
    ['GET', '/index.html'],
    ['GET', '/?from=a-link'],
  ])('a link on another page may open our page: %s %s', async (method, target) => {
    expect((await rawRequest(port, head(method, target, fetchLines('cross-site', 'navigate', 'document')))).status).toBe(200);
  });
  it.each([
    ['a frame', 'GET', '/', 'navigate', 'iframe'],
    ['an object', 'GET', '/', 'navigate', 'object'],
    ['a script', 'GET', '/', 'no-cors', 'script'],
    ['a fetch', 'GET', '/', 'cors', 'empty'],
    ['a fetch that lies about its goal', 'GET', '/', 'no-cors', 'document'],
    ['a link to data', 'GET', '/session', 'navigate', 'document'],
    ['a link to a part', 'GET', '/assets/index-Ab3_dE-9.js', 'navigate', 'document'],
    ['a link past the page', 'GET', '/index.html/../session', 'navigate', 'document'],
  ])('%s of another site is refused', async (_, method, target, mode, dest) => {
    expect((await rawRequest(port, head(method, target, fetchLines('cross-site', mode, dest)))).status).toBe(403);
  });
  it('a form of another site is refused, with its Origin and without', async () => {
    for (const origin of [[], ['Origin: https://evil.example'], ['Origin: null']]) {
      const lines = [...fetchLines('cross-site', 'navigate', 'document'), ...origin, 'Content-Length: 0'];
      expect((await rawRequest(port, head('POST', '/', lines))).status).toBe(403);
    }
  });
  it('an upgrade that calls itself a link is refused', async () => {
    const lines = [...fetchLines('cross-site', 'navigate', 'document'), `Origin: ${test.origin}`, `Cookie: ${cookie}`, ...UPGRADE_LINES];
    expect((await rawRequest(port, head('GET', '/', lines))).status).toBe(403);
  });
});

describe('H33: methods', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('%s is refused', async (method) => {
    expect((await rawRequest(port, head(method, '/', [`Host: 127.0.0.1:${port}`, `Origin: ${test.origin}`]))).status).toBe(405);
  });
  it('never allows another origin to read', async () => {
    const answer = await rawRequest(port, head('GET', '/', [`Host: 127.0.0.1:${port}`]));
    expect(answer.text.toLowerCase()).not.toContain('access-control-');
  });
});

describe('H45: malformed requests', () => {
  const own = (): string[] => [`Host: 127.0.0.1:${port}`, `Origin: ${test.origin}`];
  it('content-length together with chunked is refused (smuggling)', async () => {
    const text = head('POST', '/session', [...own(), 'Content-Length: 4', 'Transfer-Encoding: chunked']);
    expect((await rawRequest(port, `${text}0\r\n\r\n`)).status).toBe(400);
  });
  it('a thousand headers are refused, and hide no header', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => `X-${index}: 1`);
    expect((await rawRequest(port, head('GET', '/', [...own(), ...many]))).status).toBe(431);
  });
  it('headers above 16 KiB are refused', async () => {
    expect((await rawRequest(port, head('GET', '/', [...own(), `X-Long: ${'a'.repeat(20_000)}`]))).status).toBe(431);
  });
  it('bytes that are not HTTP get an answer with the security headers', async () => {
    const answer = await rawRequest(port, 'hello\r\n\r\n');
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('x-content-type-options: nosniff');
  });
});
