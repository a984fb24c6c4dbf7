import { existsSync } from 'node:fs';

/** The worker that makes and reads files: beside or one folder above the bundle in a build, in the source tree when run from source. */
export function transferWorkerUrl(from = import.meta.url): URL {
  const built = [new URL('./transfer.js', from), new URL('../transfer.js', from)].find((url) => existsSync(url));
  return built ?? new URL('../features/transfer/transfer-worker.ts', from);
}
