/**
 * The browser host from arguments to the printed address, and back to an empty process. Owns the order of things; `serve.ts`
 * gives it the process. Only lines that say what can be opened go to stdout; everything else is for stderr and the log.
 */
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHostServices } from '#main/app/host-services.ts';
import { openApplication } from '#main/app/open-application.ts';
import type { EngineTransportFactory } from '#main/inference/engine-transport.ts';
import { acquireLock } from '#main/platform/data-folder-lock.ts';
import type { DataFolderLock, LockHolder } from '#main/platform/data-folder-lock.ts';
import type { EntryPaths } from '#main/platform/entry-paths.ts';
import type { Logger } from '#main/platform/logger.ts';
import { describeHolder } from '#main/platform/start-failure.ts';
import { serveSocket } from '#main/rpc/serve-socket.ts';
import { createApiRoutes } from './api/api-routes.ts';
import { createTokenCheck, ensureApiToken } from './api/api-token.ts';
import { askHolder, controlAddressSchema } from './control.ts';
import type { ServeArguments } from './serve-arguments.ts';
import { signInAddress, startWebServer } from './web-server.ts';

export interface BrowserHostOptions {
  readonly args: ServeArguments;
  readonly paths: EntryPaths;
  readonly dataFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Logger;
  readonly startTransport: EngineTransportFactory;
  /** The ready line, and the API's. */
  readonly print: (line: string) => void;
  /** Anything else a person should read. */
  readonly say: (line: string) => void;
  readonly openBrowser: (url: string) => Promise<boolean>;
}

/** `another`: an instance that was running has answered instead of us. */
export type BrowserHost = { readonly state: 'serving'; close(limitMs: number): Promise<void> } | { readonly state: 'another' };

const HOLDER_WAIT_MS = 8_000;
const CLOSE_LIMIT_MS = 10_000;
const POLL_MS = 100;

type Found = { readonly state: 'acquired'; readonly lock: DataFolderLock } | { readonly state: 'held'; readonly holder: Answering };
interface Answering extends LockHolder {
  /** Signs in at `port`. */
  readonly code: string;
  readonly port: number;
}

/**
 * Takes the lock, or finds a holder that answers. One that does not yet may be starting, and one that does not any more is
 * about to end: both get some time. @throws Error with a sentence when the holder cannot be asked
 */
async function acquireOrAskHolder({ dataFolder, args }: BrowserHostOptions): Promise<Found> {
  const deadline = performance.now() + HOLDER_WAIT_MS;
  for (;;) {
    const acquired = await acquireLock(dataFolder, { host: 'browser', port: null, controlToken: null });
    if (acquired.state === 'acquired') return acquired;
    const { holder } = acquired;
    const who = describeHolder(holder);
    if (holder.host === 'desktop') {
      throw new Error(`Inkstone is already running as the desktop app (${who}). Use its window, or quit it and start again.`);
    }
    const address = controlAddressSchema.safeParse({ port: holder.port, token: holder.controlToken });
    const answer = address.success ? await askHolder(address.data, { view: args.view }) : null;
    if (address.success && answer !== null) return { state: 'held', holder: { ...holder, port: address.data.port, code: answer.code } };
    if (performance.now() > deadline) {
      throw new Error(`Inkstone is already running (${who}), but it does not answer. End that process and start again.`);
    }
    await sleep(POLL_MS);
  }
}

/** `api`: where the local API is, if it is on. */
async function announce({ args, print, say, openBrowser }: BrowserHostOptions, address: string, api: string | null): Promise<void> {
  print(`Inkstone is ready at ${address}`);
  if (api !== null) print(`Inkstone API is ready at ${api}`);
  if (!args.shouldOpen) return;
  const url = args.view === null ? address : `${address}&view=${args.view}`;
  if (!(await openBrowser(url))) say('No browser could be opened. Open the address above yourself.');
}

async function showRunning(options: BrowserHostOptions, holder: Answering): Promise<void> {
  options.say(`Inkstone is already running (${describeHolder(holder)}).`);
  await announce(options, signInAddress(holder.port, holder.code), null);
  if (options.args.isApiWanted)
    options.say('The local API can be turned on only by the first start: end that one, then start again with --api.');
}

async function serve(options: BrowserHostOptions, lock: DataFolderLock): Promise<BrowserHost> {
  const { args, paths, dataFolder, env, log, startTransport } = options;
  const { app, close } = await openApplication({ paths, dataFolder, env, log, startTransport, host: createHostServices('browser') });
  let viewers = 0;
  try {
    const apiToken = args.isApiWanted ? await ensureApiToken(dataFolder) : null;
    const server = await startWebServer({
      port: args.port,
      rendererFolder: paths.renderer,
      dataFolder,
      log,
      addUploaded: (path) => app.models.addUploaded(path, basename(path)),
      onView: app.changes.requestView,
      findExport: app.transfer.findDownload,
      api: apiToken && createApiRoutes({ app, judge: createTokenCheck(apiToken.token, () => performance.now()) }),
      serveRpc: (socket) => {
        viewers += 1;
        serveSocket(socket, app, { viewerId: `browser-${viewers}` });
      },
    });
    lock.update({ port: server.control.port, controlToken: server.control.token });
    await announce(options, server.newAddress(), apiToken && `http://127.0.0.1:${server.port}/v1 (token file: ${apiToken.path})`);
    return {
      state: 'serving',
      close: async (limitMs) => {
        // The listener goes first, so that nobody starts anything new.
        await Promise.all([server.close(), close(limitMs)]);
        lock.release();
      },
    };
  } catch (error) {
    await close(CLOSE_LIMIT_MS);
    throw error;
  }
}

/** Serves, or hands the request to the instance that does. @throws Error with a sentence, or AppError STORAGE_* */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const acquired = await acquireOrAskHolder(options);
  if (acquired.state === 'held') {
    await showRunning(options, acquired.holder);
    return { state: 'another' };
  }
  try {
    return await serve(options, acquired.lock);
  } catch (error) {
    acquired.lock.release();
    throw error;
  }
}
