/** Hands an exported file to the browser, always as a file to keep: it is never shown under our address, whatever is in it. */
import { createReadStream } from 'node:fs';

export interface ExportedFile {
  readonly path: string;
  readonly fileName: string;
  readonly sizeBytes: number;
}

/** The name twice: for old readers without its special letters, and as it is (RFC 6266). */
const disposition = (name: string): string =>
  `attachment; filename="${name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;

export function downloadResponse({ path, fileName, sizeBytes }: ExportedFile): Response {
  const chunks = createReadStream(path)[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      const step: IteratorResult<unknown> = await chunks.next();
      if (step.value instanceof Uint8Array) controller.enqueue(new Uint8Array(step.value));
      if (step.done === true) controller.close();
    },
    cancel: async () => void (await chunks.return?.()),
  });
  return new Response(body, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(sizeBytes),
      'content-disposition': disposition(fileName),
      'cache-control': 'no-store',
    },
  });
}
