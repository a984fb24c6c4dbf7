/**
 * `npm run dev`: the app with hot reload. Electron by electron-vite; with `--serve`, or where Electron's binary is absent, Vite serves
 * the renderer and passes calls on to the browser host, which runs straight from the sources and restarts when they change.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createSocketServer } from 'node:net';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import type { ProxyOptions } from 'vite';
import { runInForeground } from './start/child.mjs';
import { chooseHost } from './start/electron.mjs';
import { ensureStarterModel } from './start/model.mjs';

const HELP = `Usage: npm run dev [-- options]

  --serve         renderer by Vite, browser host from the sources (automatic where Electron cannot run)
  --port N        port of the Vite server (default 5173)
  --fake-engine   a scripted engine: no model is needed
  --help          show this text
`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

async function findFreePort(): Promise<number> {
  const server = createSocketServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** The host accepts only its own address, so what the page sends to Vite must arrive under the host's name. */
function proxyTo(hostPort: number): ProxyOptions {
  const origin = `http://127.0.0.1:${hostPort}`;
  return {
    target: origin,
    changeOrigin: true,
    ws: true,
    configure: (proxy) => {
      proxy.on('proxyReq', (request) => request.setHeader('origin', origin));
      proxy.on('proxyReqWs', (request) => request.setHeader('origin', origin));
    },
  };
}

async function serveFromSources(port: number, hostArguments: readonly string[]): Promise<void> {
  const hostPort = await findFreePort();
  const proxy = proxyTo(hostPort);
  const vite = await createServer({
    ...(await rendererConfig()),
    configFile: false,
    server: { host: '127.0.0.1', port, proxy: { '/rpc': proxy, '/session': proxy, '/upload': proxy, '/control': proxy } },
  });
  await vite.listen();
  const host = spawn(
    process.execPath,
    [
      '--watch-path=src/main',
      '--watch-path=src/shared',
      '--watch-preserve-output',
      'src/main/serve.ts',
      '--no-open',
      '--port',
      String(hostPort),
      ...hostArguments,
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  createInterface({ input: host.stdout }).on('line', (line) => {
    const vitePort = String(vite.config.server.port);
    console.log(line.replace(`127.0.0.1:${hostPort}/#`, `127.0.0.1:${vitePort}/#`));
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => host.kill(signal));
  await once(host, 'close');
  await vite.close();
}

/** The renderer's part of electron.vite.config.ts, so that both ways of developing build the same thing. */
async function rendererConfig(): Promise<object> {
  const config: unknown = (await import('../electron.vite.config.ts')).default;
  const renderer = typeof config === 'object' && config !== null && 'renderer' in config ? config.renderer : undefined;
  if (typeof renderer !== 'object' || renderer === null) throw new Error('electron.vite.config.ts has no renderer part');
  return renderer;
}

const { values } = parseArgs({
  options: {
    serve: { type: 'boolean', default: false },
    port: { type: 'string', default: '5173' },
    'fake-engine': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const hostArguments = values['fake-engine'] ? ['--fake-engine'] : [];

if (values.help) {
  console.log(HELP);
} else {
  if (!values['fake-engine'] && process.env['INKSTONE_MODEL'] === undefined) {
    await ensureStarterModel(root, () => undefined).then(undefined, (error: unknown) =>
      console.error(error instanceof Error ? error.message : error),
    );
  }
  const host = await chooseHost(root, values.serve);
  if (host.kind === 'browser') {
    console.error(`Browser host (${host.reason})`);
    await serveFromSources(Number(values.port), hostArguments);
  } else {
    const electronVite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
    process.exitCode = await runInForeground(process.execPath, [electronVite, 'dev', '--', ...hostArguments], {
      cwd: root,
      env: process.env,
    });
  }
}
