import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNetworkGate, NetworkError, readText } from './network-gate.ts';
import type { NetworkGate, NetworkPurpose, Passage } from './network-gate.ts';
import type { LogFields } from './logger.ts';
import { SILENT_LOGGER } from './logger.ts';

const LIMITS = {
  'update-check': { maxBytes: 1_000, idleMs: 200, totalMs: 400 },
  'update-download': { maxBytes: 100_000, idleMs: 200, totalMs: 5_000 },
};

let server: Server;
let origin: string;
let seen: { path: string; headers: IncomingHttpHeaders }[];
let answer: (response: ServerResponse, path: string) => void;
let logged: LogFields[];
let isOffline: boolean;

beforeEach(async () => {
  seen = [];
  logged = [];
  isOffline = false;
  answer = (response) => response.end('hello');
  server = createServer((request, response) => {
    seen.push({ path: request.url ?? '', headers: request.headers });
    answer(response, request.url ?? '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const makeGate = (protocol: 'http:' | 'https:' = 'http:'): NetworkGate =>
  createNetworkGate({
    log: { ...SILENT_LOGGER, info: (_message, fields = {}) => void logged.push(fields) },
    isOffline: async () => isOffline,
    protocol,
    limits: LIMITS,
  });
const openPassage = (purpose: NetworkPurpose = 'update-check'): Passage => makeGate().open(purpose, [origin]);
const kindOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((reason: unknown) => reason);
  return error instanceof NetworkError ? error.kind : `no NetworkError but ${String(error)}`;
};
const read = async (path: string, passage = openPassage()): Promise<string> => readText(await passage.get(new URL(path, origin)));

describe('A8: the one network gate', () => {
  it('answers what is on the list, and logs purpose and host only', async () => {
    expect(await read('/secret/path?token=1')).toBe('hello');
    expect(logged).toEqual([{ purpose: 'update-check', host: new URL(origin).host }]);
  });
  it('sends nothing that tells one user from another', async () => {
    await read('/');
    expect(Object.keys(seen[0]?.headers ?? {}).toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'accept-language',
      'connection',
      'host',
      'sec-fetch-mode',
      'user-agent',
    ]);
    expect([seen[0]?.headers['user-agent'], seen[0]?.headers['accept-language']]).toEqual(['Inkstone', '*']);
  });
  it.each([
    'http://127.0.0.1:1/',
    'http://localhost/',
    'http://evil.example/',
    'https://127.0.0.1/',
    'file:///etc/passwd',
    'ftp://x/',
    'data:,x',
  ])('asks no one about %s', async (address) => {
    expect(await kindOf(openPassage().get(new URL(address)))).toBe('refused');
    expect([seen, logged]).toEqual([[], []]);
  });
  it('sends no name and password that an address carries', async () => {
    expect(await kindOf(openPassage().get(new URL(origin.replace('://', '://a:b@'))))).toBe('refused');
    expect(seen).toEqual([]);
  });
  it('speaks only TLS in the product', async () => {
    expect(await kindOf(makeGate('https:').open('update-check', [origin]).get(new URL(origin)))).toBe('refused');
    expect(seen).toEqual([]);
  });
  it('lets nothing pass while the user wants to stay offline', async () => {
    isOffline = true;
    expect(await kindOf(read('/'))).toBe('offline');
    expect([seen, logged]).toEqual([[], []]);
  });
  it('is closed after use: a passage that was closed asks no one', async () => {
    const passage = openPassage();
    await read('/', passage);
    passage.close();
    expect(await kindOf(read('/again', passage))).toBe('closed');
    expect(seen.map(({ path }) => path)).toEqual(['/']);
  });
});

describe('H23: redirects', () => {
  const redirect = (to: string) => (response: ServerResponse, path: string) => {
    if (path === '/start') response.writeHead(302, { location: to }).end();
    else response.end('arrived');
  };
  it('are followed on the list', async () => {
    answer = redirect('/end');
    expect(await read('/start')).toBe('arrived');
  });
  it.each(['https://evil.example/', 'http://127.0.0.1:1/', '//evil.example/x', 'file:///etc/passwd', 'http://a:b@127.0.0.1/'])(
    'to %s are not',
    async (target) => {
      answer = redirect(target);
      expect(await kindOf(read('/start'))).toBe('refused');
      expect(seen.length).toBe(1);
    },
  );
  it('end: a circle is refused, and one to nowhere too', async () => {
    answer = redirect('/start');
    expect(await kindOf(read('/start'))).toBe('refused');
    expect(seen.length).toBe(4);
    answer = (response) => response.writeHead(302).end();
    expect(await kindOf(read('/start'))).toBe('status');
  });
});

describe('limits', () => {
  it('an answer that announces too much is not read', async () => {
    answer = (response) => response.writeHead(200, { 'content-length': '5000' }).flushHeaders();
    expect(await kindOf(read('/'))).toBe('too-large');
  });
  it('an answer that sends too much without announcing it is cut off', async () => {
    answer = (response) => {
      for (let index = 0; index < 20; index += 1) response.write('x'.repeat(100));
      response.end();
    };
    expect(await kindOf(read('/'))).toBe('too-large');
  });
  it('a server that never answers is left', async () => {
    answer = () => undefined;
    expect(await kindOf(read('/'))).toBe('timeout');
  });
  it('a server that drips is left when its time is over', async () => {
    answer = (response) => {
      const timer = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(timer));
    };
    expect(await kindOf(read('/'))).toBe('timeout');
  });
  it('a server that breaks off is named as such', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('half');
      setImmediate(() => response.destroy());
    };
    expect(await kindOf(read('/'))).toBe('unreachable');
  });
  it('a status that is no success is no answer', async () => {
    answer = (response) => response.writeHead(404).end('<html>not here</html>');
    expect(await kindOf(read('/'))).toBe('status');
  });
  it('a name that leads nowhere is unreachable', async () => {
    server.closeAllConnections();
    server.close();
    expect(await kindOf(read('/'))).toBe('unreachable');
  });
  it('cancelling ends the connection, and closing the gate ends it too', async () => {
    for (const how of ['cancelled', 'closed']) {
      const passage = openPassage('update-download');
      const controller = new AbortController();
      const ended = Promise.withResolvers<void>();
      answer = (response) => {
        response.on('close', ended.resolve);
        response.write('begin');
      };
      const { chunks } = await passage.get(new URL(origin), controller.signal);
      const reading = (async () => {
        for await (const chunk of chunks) {
          expect(Buffer.from(chunk).toString()).toBe('begin');
          if (how === 'cancelled') controller.abort();
          else passage.close();
        }
      })();
      expect(await kindOf(reading)).toBe(how);
      await ended.promise;
    }
  });
  it('a reader that goes away early leaves no connection behind', async () => {
    const ended = Promise.withResolvers<void>();
    answer = (response) => {
      response.on('close', ended.resolve);
      response.write('begin');
    };
    const { chunks } = await openPassage('update-download').get(new URL(origin));
    for await (const chunk of chunks) if (chunk.byteLength > 0) break;
    await ended.promise;
  });
});
