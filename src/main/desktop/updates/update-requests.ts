/**
 * The requests of electron-updater, made through the network gate instead of its own: it asks its executor for two things, the
 * list of files and a file. None of its headers is sent (one would name the installation), the list must carry the publisher's
 * signature, and a file counts only when it is the one that the list names.
 */
import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { KeyObject } from 'node:crypto';
import { NetworkError, readText } from '#main/platform/network-gate.ts';
import type { NetworkGate } from '#main/platform/network-gate.ts';
import { verifyManifest } from '#main/updates/signed-manifest.ts';
import { UpdateError } from '#main/updates/update-error.ts';

export interface UpdateRequestsOptions {
  readonly gate: NetworkGate;
  readonly feedUrl: URL;
  readonly publicKey: KeyObject;
}

/** What electron-updater puts into the options of a request for text. */
interface TextRequest {
  readonly path?: string | null;
}
/** And of one for a file. */
interface FileRequest {
  readonly sha512?: string | null;
}

export type Progress = (receivedBytes: number, totalBytes: number | null) => void;

/** What the current step may do; electron-updater has no place for it. */
export interface RequestStep {
  readonly signal: AbortSignal;
  readonly onProgress: Progress;
}

export interface UpdateRequests {
  /** Everything that is requested during `work` belongs to this step. */
  during<T>(step: RequestStep, work: () => Promise<T>): Promise<T>;
  /** electron-updater's `HttpExecutor`, as far as it is called. */
  readonly executor: {
    request(options: TextRequest): Promise<string>;
    download(url: URL, destination: string, options: FileRequest): Promise<string>;
  };
}

export function createUpdateRequests({ gate, feedUrl, publicKey }: UpdateRequestsOptions): UpdateRequests {
  let current: RequestStep | null = null;
  const step = (): RequestStep => {
    if (current === null) throw new NetworkError('closed');
    return current;
  };

  const readSigned = async (url: URL, signal: AbortSignal): Promise<string> => {
    const passage = gate.open('update-check', [feedUrl.origin]);
    try {
      const text = await readText(await passage.get(url, signal));
      const signature = await passage.get(new URL(`${url.href}.sig`), signal).then(readText, (error: unknown) => {
        throw error instanceof NetworkError && error.kind === 'status' ? new UpdateError('unsigned', { cause: error }) : error;
      });
      verifyManifest(text, signature, publicKey);
      return text;
    } finally {
      passage.close();
    }
  };

  const save = async (url: URL, destination: string, expected: string, { signal, onProgress }: RequestStep): Promise<void> => {
    const passage = gate.open('update-download', [feedUrl.origin]);
    const hash = createHash('sha512');
    const file = await open(destination, 'w', 0o600);
    try {
      const { sizeBytes, chunks } = await passage.get(url, signal);
      let received = 0;
      for await (const chunk of chunks) {
        hash.update(chunk);
        await file.write(chunk);
        received += chunk.byteLength;
        onProgress(received, sizeBytes);
      }
      await file.sync();
    } finally {
      passage.close();
      await file.close();
    }
    if (hash.digest('base64') !== expected) throw new UpdateError('damaged');
  };

  return {
    during: async (next, work) => {
      current = next;
      try {
        return await work();
      } finally {
        current = null;
      }
    },
    executor: {
      request: ({ path }) => {
        // The library adds `?noCache=…`; the name alone counts.
        const [pathname = ''] = (path ?? '').split('?');
        return readSigned(new URL(pathname, feedUrl), step().signal);
      },
      download: async (url, destination, { sha512 }) => {
        if (typeof sha512 !== 'string') throw new UpdateError('damaged');
        try {
          await save(url, destination, sha512, step());
        } catch (error) {
          await rm(destination, { force: true });
          throw error;
        }
        return destination;
      },
    },
  };
}
