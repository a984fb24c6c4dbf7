/** A file that is imported, read in pieces and never as a whole. Lives in the transfer worker, so reading may block. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK = 256 * 1024;

export class ImportFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** How far the furthest pass has come, over all passes that are needed. */
  readBytes = 0;
  readonly #handle: number;

  constructor(path: string, name: string) {
    this.#handle = openSync(path, 'r');
    this.name = name;
    this.sizeBytes = fstatSync(this.#handle).size;
  }

  /** From the beginning; without the mark that some programs put before UTF-8. Each chunk is a buffer of its own. */
  *chunks(): Generator<Buffer> {
    for (let at = 0; at < this.sizeBytes;) {
      const chunk = this.readAt(at, CHUNK);
      if (chunk.length === 0) return;
      const isMarked = at === 0 && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf;
      at += chunk.length;
      this.readBytes += chunk.length;
      // Blanks in place of the mark, so that offsets stay those of the file.
      if (isMarked) chunk.fill(0x20, 0, 3);
      yield chunk;
    }
  }

  readAt(start: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.sizeBytes - start)));
    const read = readSync(this.#handle, bytes, 0, bytes.length, start);
    return bytes.subarray(0, read);
  }

  close(): void {
    closeSync(this.#handle);
  }
}
