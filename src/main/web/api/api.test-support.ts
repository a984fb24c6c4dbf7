/** The API as `--api` serves it: a listening server over a whole application on a fake engine. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApp } from '#main/app/app.test-support.ts';
import type { TestApp } from '#main/app/app.test-support.ts';
import { createFakeEngine } from '#main/inference/fake-engine.test-support.ts';
import type { FakeEngine, FakeEngineOptions } from '#main/inference/fake-engine.test-support.ts';
import { startTestServer } from '../web-server.test-support.ts';
import type { TestServer } from '../web-server.test-support.ts';
import { createApiRoutes } from './api-routes.ts';
import { createTokenCheck, ensureApiToken } from './api-token.ts';

export interface TestApi {
  readonly engine: FakeEngine;
  readonly app: TestApp['app'];
  readonly test: TestServer;
  readonly token: string;
  readonly origin: string;
  /** With the token and as JSON, unless `headers` say otherwise. */
  post(path: string, body: unknown, init?: { headers?: Record<string, string>; signal?: AbortSignal }): Promise<Response>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

export const USER = [{ role: 'user', content: 'Hello' }] as const;

/** The starter model of `startTestApp` is loaded: `Starter-Fake` to the API. */
export async function startTestApi(options: FakeEngineOptions = {}): Promise<TestApi> {
  const engine = createFakeEngine(options);
  const running = await startTestApp({ engine });
  const dataFolder = await mkdtemp(join(tmpdir(), 'inkstone-api-'));
  const { token } = await ensureApiToken(dataFolder);
  const api = createApiRoutes({ app: running.app, judge: createTokenCheck(token, () => performance.now()) });
  const test = await startTestServer({ api, dataFolder });
  const authorization = `Bearer ${token}`;
  return {
    engine,
    app: running.app,
    test,
    token,
    origin: test.origin,
    post: (path, body, { headers = {}, signal = new AbortController().signal } = {}) =>
      fetch(test.origin + path, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        signal,
      }),
    get: (path, headers = {}) => fetch(test.origin + path, { headers: { authorization, ...headers } }),
    stop: async () => {
      await test.stop();
      await running.dispose();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** What a failure says, without its sentence. */
export async function failureOf(response: Response): Promise<unknown[]> {
  const { error } = (await response.json()) as { error: { type: string; code: string; param: string | null; message: string } };
  if (error.message.length < 10) throw new Error('a failure says why');
  return [response.status, error.type, error.code, error.param];
}

/** The JSON of every `data:` line, `[DONE]` as it is. */
export async function eventsOf(response: Response): Promise<unknown[]> {
  const text = await response.text();
  return text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => {
      const data = event.replace(/^data: /, '');
      return data === '[DONE]' ? data : (JSON.parse(data) as unknown);
    });
}
