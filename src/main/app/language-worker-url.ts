import { existsSync } from 'node:fs';

/** The language worker: beside or one folder above the bundle in a build, in the source tree when run from source. */
export function languageWorkerUrl(from = import.meta.url): URL {
  const built = [new URL('./language.js', from), new URL('../language.js', from)].find((url) => existsSync(url));
  return built ?? new URL('../inference/language-worker.ts', from);
}
