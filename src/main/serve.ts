/** The browser host's entry: boot order and the process's ends, nothing else. */
import { join } from 'node:path';
import { childProcessTransport } from './inference/child-process-transport.ts';
import { scriptedTransport } from './inference/scripted-transport.ts';
import { entryPaths } from './platform/entry-paths.ts';
import { createLogger } from './platform/logger.ts';
import { dataFolder, ensureDataFolder } from './platform/paths.ts';
import { catchProcessErrors } from './platform/process-nets.ts';
import { explainStartFailure } from './platform/start-failure.ts';
import { watchStarter } from './platform/watch-starter.ts';
import { startBrowserHost } from './web/browser-host.ts';
import type { BrowserHost } from './web/browser-host.ts';
import { openBrowser } from './web/open-browser.ts';
import { parseServeArguments } from './web/serve-arguments.ts';

/** Whoever stops us waits five seconds at most. */
const END_LIMIT_MS = 4_000;

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const fail = (error: unknown): never => {
  say(explainStartFailure(error));
  process.exit(1);
};

// A reader that goes away must not take the host with it.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  const args = parseServeArguments(process.argv.slice(2));
  const folder = dataFolder(process.env, process.platform);
  ensureDataFolder(folder);
  const log = createLogger({ folder: join(folder, 'logs') });
  const paths = entryPaths(import.meta.url);

  let ending: Promise<never> | null = null;
  const end = (exitCode: number): void => {
    // Also when starting hangs; engine processes end with their parent.
    setTimeout(() => process.exit(exitCode), END_LIMIT_MS + 500).unref();
    ending ??= starting
      .then((host) => (host.state === 'serving' ? host.close(END_LIMIT_MS) : undefined))
      .catch((error: unknown) => log.error('the host did not end cleanly', error))
      .then(() => process.exit(exitCode));
  };
  catchProcessErrors(process, log, () => end(1));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => end(0));
  watchStarter(process.env['INKSTONE_STARTED_BY'], () => end(0));

  const starting: Promise<BrowserHost> = startBrowserHost({
    args,
    paths,
    dataFolder: folder,
    env: process.env,
    log,
    startTransport: args.isFakeEngine ? scriptedTransport() : childProcessTransport({ entry: paths.engine }),
    print: (line) => void process.stdout.write(`${line}\n`),
    say,
    openBrowser,
  });
  const host = await starting;
  if (host.state === 'another') process.exit(0);
} catch (error) {
  fail(error);
}
