/** The browser host as a process of its own, from source, with the scripted engine: what a person and their scripts rely on. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Contract } from '#shared/contract/index.ts';
import { processStart } from './platform/process-identity.ts';

interface Host {
  readonly child: ChildProcess;
  readonly address: URL;
  readonly lines: string[];
  stderr(): string;
  exit(): Promise<{ code: number | null; ms: number }>;
}

const entry = fileURLToPath(new URL('./serve.ts', import.meta.url));
let folder: string;
let children: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkstone-serve-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function launch(args: string[], env: Record<string, string> = {}): { child: ChildProcess; lines: string[]; stderr: () => string } {
  const child = spawn(process.execPath, [entry, '--no-open', ...args], {
    env: { ...process.env, INKSTONE_HOME: folder, INKSTONE_THREADS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const lines: string[] = [];
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  return { child, lines, stderr: () => stderr };
}

/** Starts a host and waits for its line. */
async function start(args: string[] = ['--fake-engine']): Promise<Host> {
  const launched = launch(args);
  const { child, lines } = launched;
  const ended = once(child, 'close');
  await Promise.race([ended, new Promise<void>((resolve) => child.stdout?.once('data', () => setImmediate(resolve)))]);
  const url = /^Inkstone is ready at (http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{43})$/.exec(lines[0] ?? '')?.[1];
  if (url === undefined) throw new Error(`no ready line: ${lines.join('\n')} ${launched.stderr()}`);
  return {
    ...launched,
    address: new URL(url),
    exit: async () => {
      const began = performance.now();
      const [code] = child.exitCode === null ? await ended : [child.exitCode];
      return { code, ms: performance.now() - began };
    },
  };
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  await once(child, 'close');
  return child.exitCode;
}

async function signIn({ address }: Host): Promise<string> {
  const answer = await fetch(`${address.origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address.origin },
    body: JSON.stringify({ code: address.hash.slice('#code='.length) }),
  });
  expect(answer.status).toBe(204);
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

async function connect({ address }: Host, cookie: string): Promise<{ rpc: ContractRouterClient<Contract>; socket: WebSocket }> {
  const socket = new WebSocket(`ws://${address.host}/rpc`, { origin: address.origin, headers: { cookie } });
  await once(socket, 'open');
  return { rpc: createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })), socket };
}

/** The process ids of the children, or null while there are none. */
function childrenOf(pid: number | undefined): number[] | null {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? null : text.split(' ').map(Number);
}

describe.skipIf(process.platform !== 'linux')('the browser host', () => {
  it('goes from the printed line over code and cookie to a call, and ends with code 0 on SIGTERM', async () => {
    const host = await start();
    const { rpc } = await connect(host, await signIn(host));
    expect(await rpc.app.getInfo()).toMatchObject({ host: 'browser', dataFolder: folder });
    const thread = await rpc.threads.create({ kind: 'chat' });
    expect((await rpc.threads.list({ limit: 10, offset: 0 })).threads.map(({ id }) => id)).toEqual([thread.id]);
    await expect(rpc.app.openLink({ url: 'https://example.org/' })).rejects.toMatchObject({ code: 'NOT_SUPPORTED_HERE' });
    host.child.kill('SIGTERM');
    const { code, ms } = await host.exit();
    expect([code, ms < 5_000, host.lines.length]).toEqual([0, true, 1]);
  });

  it('answers with the scripted engine and ends cleanly on SIGINT in mid-answer, with the text stored', async () => {
    const model = join(folder, 'scripted.gguf');
    await writeFile(model, 'GGUF');
    const host = await start();
    const cookie = await signIn(host);
    const { rpc } = await connect(host, cookie);
    const { id } = await rpc.models.addFile({ path: model });
    await rpc.models.load({ modelId: id });
    for await (const state of await rpc.models.watchEngine()) if (state.state === 'ready') break;
    const { answers, threadId } = await rpc.generations.send({ threadId: null, text: '[[slow]] hello', candidates: 1 });
    const generationId = answers[0]?.generationId;
    if (!generationId) throw new Error('no generation');
    for await (const event of await rpc.generations.watch({ generationId, afterSeq: 0 }))
      if (event.type === 'delta' && event.text !== '') break;
    host.child.kill('SIGINT');
    expect((await host.exit()).code).toBe(0);

    const again = await start();
    const { rpc: second } = await connect(again, cookie);
    const { messages } = await second.threads.listMessages({ threadId, before: null, limit: 10 });
    expect(messages.map(({ role, text }) => [role, text.length > 0])).toEqual([
      ['user', true],
      ['assistant', true],
    ]);
    again.child.kill('SIGTERM');
    expect((await again.exit()).code).toBe(0);
  });

  it('leaves no engine process behind', async () => {
    const model = join(folder, 'not-a-model.gguf');
    await writeFile(model, 'GGUF');
    const host = await start([]);
    const { rpc } = await connect(host, await signIn(host));
    // Inspecting starts an engine process, which is ended here before it has answered.
    const inspected = rpc.models.addFile({ path: model }).catch(() => null);
    const pids = await vi.waitUntil(() => childrenOf(host.child.pid), {
      interval: 5,
      timeout: 10_000,
    });
    host.child.kill('SIGTERM');
    expect((await host.exit()).code).toBe(0);
    expect(pids?.filter(isAlive)).toEqual([]);
    await inspected;
  });

  it('a second start hands out a fresh address of the first, which stays the only holder', async () => {
    const first = await start();
    const second = await start(['--fake-engine', '--write']);
    expect((await second.exit()).code).toBe(0);
    expect(second.address.port).toBe(first.address.port);
    expect(second.stderr()).toMatch(
      new RegExp(`^Inkstone is already running \\(process ${first.child.pid} since \\d\\d:\\d\\d:\\d\\d\\)\\.\\n$`),
    );
    await signIn(second);
    await signIn(first);
    first.child.kill('SIGTERM');
    expect((await first.exit()).code).toBe(0);
  });

  it('a second start with --api says that only the first one can turn it on, and prints no address of it', async () => {
    const first = await start();
    const second = await start(['--fake-engine', '--api']);
    expect((await second.exit()).code).toBe(0);
    expect([second.lines.length, second.stderr()]).toEqual([1, expect.stringContaining('end that one, then start again with --api.')]);
    first.child.kill('SIGTERM');
    expect((await first.exit()).code).toBe(0);
  });

  it('two starts at once end in one holder and two usable addresses', async () => {
    const hosts = await Promise.all([start(), start()]);
    expect(hosts[0].address.port).toBe(hosts[1].address.port);
    await Promise.all(hosts.map(signIn));
  });

  it('a running instance is asked to show the view', async () => {
    const first = await start();
    const { rpc } = await connect(first, await signIn(first));
    const changes = await rpc.app.watchChanges();
    const seen = (async () => {
      for await (const { topic, view } of changes) if (topic === 'view') return view;
      return null;
    })();
    await start(['--fake-engine', '--translate']);
    expect(await seen).toBe('translate');
  });

  it('a lock left by kill -9 is taken over, and the session still works', async () => {
    const first = await start();
    const cookie = await signIn(first);
    first.child.kill('SIGKILL');
    await end(first.child);
    const second = await start();
    const { rpc } = await connect(second, cookie);
    expect((await rpc.app.getInfo()).isReadOnly).toBe(false);
  });

  it('a holder that does not answer is named, and the second start fails', async () => {
    const first = await start();
    first.child.kill('SIGSTOP');
    const second = launch(['--fake-engine']);
    expect(await end(second.child)).toBe(1);
    expect(second.lines).toEqual([]);
    expect(second.stderr()).toContain(`(process ${first.child.pid} since `);
    first.child.kill('SIGCONT');
  });

  it('a start while the one before is still ending waits for it and takes over', async () => {
    const lock = join(folder, 'inkstone.lock');
    const ending = createHttpServer((_, response) => {
      rmSync(lock, { force: true });
      response.writeHead(503).end();
    }).listen(0, '127.0.0.1');
    await once(ending, 'listening');
    const address = ending.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { pid } = process;
    const holder = { pid, processStart: processStart(pid), startedAt: 0, host: 'browser', port, controlToken: 'x'.repeat(43), nonce: '' };
    await writeFile(lock, JSON.stringify(holder));
    const next = await start();
    expect([next.stderr(), next.address.port === String(port)]).toEqual(['', false]);
    ending.close();
  });

  it('a taken port is said with the next step, and the folder is free again', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const failed = launch(['--fake-engine', '--port', String(port)]);
    expect(await end(failed.child)).toBe(1);
    expect(failed.stderr()).toBe(
      `Port ${port} is already used by another program. Choose another one with --port N, or leave --port out to get a free one.\n`,
    );
    blocker.close();
    expect((await start(['--fake-engine', '--port', String(port)])).address.port).toBe(String(port));
  });

  it('keeps the data folder and the lock file to their owner', async () => {
    await start();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const modes = await Promise.all((await readdir(folder)).map(async (name) => [name, (await stat(join(folder, name))).mode & 0o077]));
    expect(modes.filter(([, others]) => others !== 0)).toEqual([]);
  });

  it('a wrong option or thread count ends with a sentence', async () => {
    const option = launch(['--prot', '1']);
    const threads = launch(['--fake-engine'], { INKSTONE_THREADS: 'many' });
    expect([await end(option.child), await end(threads.child)]).toEqual([1, 1]);
    expect(option.stderr()).toContain("'--prot'");
    expect(threads.stderr()).toBe('INKSTONE_THREADS must be a number from 1 to 256, not "many".\n');
  });
});

/** Whether a process still runs; one that ended but was not yet collected by its new parent does not. */
function isAlive(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !status.slice(status.lastIndexOf(')')).startsWith(') Z');
  } catch {
    return false;
  }
}
