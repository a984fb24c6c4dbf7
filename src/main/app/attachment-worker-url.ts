import { existsSync } from 'node:fs';

/** The worker that reads attached files: beside or one folder above the bundle in a build, in the source tree when run from source. */
export function attachmentWorkerUrl(from = import.meta.url): URL {
  const built = [new URL('./attachment.js', from), new URL('../attachment.js', from)].find((url) => existsSync(url));
  return built ?? new URL('../features/attachments/attachment-worker.ts', from);
}
