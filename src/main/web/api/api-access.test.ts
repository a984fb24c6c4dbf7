import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { head, rawRequest, startTestServer } from '../web-server.test-support.ts';
import { failureOf, startTestApi, USER } from './api.test-support.ts';
import type { TestApi } from './api.test-support.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ answer: 'Hi.' });
});
afterAll(() => api.stop());

const PATHS = ['/v1/models', '/v1/chat/completions', '/v1/completions', '/v1/unknown', '/v1'] as const;
const lines = (...more: string[]): string[] => [`Host: 127.0.0.1:${api.test.server.port}`, ...more];
const raw = (method: string, path: string, more: string[]): Promise<{ status: number; text: string }> =>
  rawRequest(api.test.server.port, head(method, path, lines(...more)));

describe('without --api', () => {
  it('there is nothing at /v1, whatever is sent', async () => {
    const plain = await startTestServer();
    for (const path of PATHS) {
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(plain.origin + path, { method, headers: { authorization: `Bearer ${api.token}` } });
        expect([path, method, answer.status, await answer.text()]).toEqual([path, method, 404, 'There is no such address.']);
      }
    }
    await plain.stop();
  });
});

describe('the token', () => {
  it.each<[string, (token: string) => Record<string, string>, number]>([
    ['is let in', (token) => ({ authorization: `Bearer ${token}` }), 200],
    ['missing', () => ({}), 401],
    ['empty', () => ({ authorization: 'Bearer' }), 401],
    ['wrong', () => ({ authorization: `Bearer ${'A'.repeat(43)}` }), 401],
    ['in another header', (token) => ({ 'x-api-key': token, 'api-key': token }), 401],
    ['in a cookie', (token) => ({ cookie: `token=${token}; authorization=Bearer ${token}` }), 401],
    ['as basic authorization', (token) => ({ authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` }), 401],
  ])('%s', async (_, headers, status) => {
    expect((await fetch(`${api.origin}/v1/models`, { headers: headers(api.token) })).status).toBe(status);
  });
  it('in the address counts for nothing', async () => {
    for (const name of ['token', 'api_key', 'key', 'access_token']) {
      expect((await fetch(`${api.origin}/v1/models?${name}=${api.token}`)).status).toBe(401);
    }
  });
  it('is asked for before address, method and body are looked at, and a browser session is none', async () => {
    const cookie = await api.test.signIn();
    for (const path of PATHS) {
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(api.origin + path, { method, headers: { cookie, origin: api.origin } });
        expect([path, ...(await failureOf(answer))]).toEqual([path, 401, 'authentication_error', 'missing_token', null]);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      }
    }
  });
  it('guessed too often ends in 429 with a time to wait, while the right one goes on working', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 60 }, (_, index) => fetch(`${api.origin}/v1/models`, { headers: { authorization: `Bearer guess${index}` } })),
    );
    const late = guesses.find(({ status }) => status === 429);
    expect(late?.headers.get('retry-after')).toBe('60');
    expect(late && (await failureOf(late))).toEqual([429, 'rate_limit_error', 'too_many_wrong_tokens', null]);
    expect((await api.get('/v1/models')).status).toBe(200);
  });
  it('opens nothing but the API', async () => {
    const headers = { authorization: `Bearer ${api.token}`, origin: api.origin, 'content-type': 'application/json' };
    expect((await fetch(`${api.origin}/session`, { headers })).status).toBe(401);
    expect((await fetch(`${api.origin}/control`, { method: 'POST', headers, body: '{"view":null}' })).status).toBe(401);
  });
});

describe('the guard', () => {
  it('comes before the token and answers in the API’s shape', async () => {
    const answer = await rawRequest(
      api.test.server.port,
      head('GET', '/v1/models', ['Host: evil.example', `Authorization: Bearer ${api.token}`]),
    );
    expect(answer.status).toBe(421);
    expect(answer.text).toContain('{"error":{"message":"This server answers only under its own loopback address."');
    expect(answer.text).toContain("content-security-policy: default-src 'none'");
  });
  it('refuses every foreign Origin and site although the token is right, and lets a client without one pass', async () => {
    const own = [`Authorization: Bearer ${api.token}`, 'Content-Type: application/json', 'Content-Length: 2'];
    const foreign = [
      'Origin: null',
      'Origin: https://evil.example',
      'Origin: chrome-extension://abc',
      'Origin: http://localhost',
      'Sec-Fetch-Site: cross-site',
    ];
    for (const line of foreign) {
      expect([line, (await rawRequest(api.test.server.port, `${head('POST', '/v1/completions', lines(...own, line))}{}`)).status]).toEqual([
        line,
        403,
      ]);
      expect([line, (await raw('GET', '/v1/models', [...own.slice(0, 1), line])).status]).toEqual([line, 403]);
    }
    expect((await rawRequest(api.test.server.port, `${head('POST', '/v1/completions', lines(...own))}{}`)).status).toBe(400);
  });
  it('cannot be got round by an address that begins like the API', async () => {
    for (const path of ['/v1/../session', '/v1/..%2fsession', '/v1/%2e%2e/session', '/v1/../control', '/v1/../upload?name=a.gguf']) {
      expect([path, (await raw('POST', path, ['Content-Length: 0'])).status]).toEqual([path, 401]);
      expect([path, (await raw('POST', path, ['Content-Length: 0', `Authorization: Bearer ${api.token}`])).status]).toEqual([path, 404]);
    }
    for (const path of ['/v12/x', '/V1/models', '/v1x'])
      expect([path, (await raw('POST', path, ['Content-Length: 0'])).status]).toEqual([path, 403]);
  });
  it('never lets another origin read', async () => {
    const answer = await raw('GET', '/v1/models', [`Authorization: Bearer ${api.token}`]);
    expect([answer.status, answer.text.toLowerCase().includes('access-control-')]).toEqual([200, false]);
  });
});

describe('what is refused', () => {
  it('other methods, with the right ones named', async () => {
    const authorization = `Bearer ${api.token}`;
    for (const [method, path, allow] of [
      ['POST', '/v1/models', 'GET, HEAD'],
      ['GET', '/v1/chat/completions', 'POST'],
      ['GET', '/v1/completions', 'POST'],
    ] as const) {
      const answer = await fetch(api.origin + path, { method, headers: { authorization } });
      expect([answer.headers.get('allow'), ...(await failureOf(answer))]).toEqual([
        allow,
        405,
        'invalid_request_error',
        'method_not_allowed',
        null,
      ]);
    }
    for (const method of ['DELETE', 'PUT', 'PATCH', 'OPTIONS']) {
      expect((await fetch(`${api.origin}/v1/models`, { method, headers: { authorization } })).status).toBe(405);
    }
  });
  it('unknown addresses', async () => {
    for (const path of ['/v1', '/v1/', '/v1/embeddings', '/v1/models/', '/v1/models/../models/x', '/v1/files']) {
      expect(await failureOf(await api.get(path))).toEqual([404, 'invalid_request_error', 'unknown_address', null]);
    }
  });
  it('bodies that are no JSON, or not said to be', async () => {
    expect(await failureOf(await api.post('/v1/chat/completions', '{'))).toEqual([400, 'invalid_request_error', 'invalid_json', null]);
    expect(await failureOf(await api.post('/v1/chat/completions', ''))).toEqual([400, 'invalid_request_error', 'invalid_json', null]);
    const asText = await api.post('/v1/chat/completions', { messages: USER }, { headers: { 'content-type': 'text/plain' } });
    expect(await failureOf(asText)).toEqual([415, 'invalid_request_error', 'json_required', null]);
  });
  it('bodies above 10 MiB, announced or not, while one just below is read', async () => {
    const of = (length: number): string => JSON.stringify({ prompt: '', x: 'x'.repeat(length) });
    const announced = await api.post('/v1/completions', of(10 * 1024 * 1024));
    expect(await failureOf(announced)).toEqual([413, 'invalid_request_error', 'body_too_large', null]);
    const chunked = await fetch(`${api.origin}/v1/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
      body: new Blob([of(10 * 1024 * 1024)]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
    expect(await failureOf(await api.post('/v1/completions', of(10 * 1024 * 1024 - 100)))).toEqual([
      400,
      'invalid_request_error',
      'invalid_value',
      'x',
    ]);
  });
});
