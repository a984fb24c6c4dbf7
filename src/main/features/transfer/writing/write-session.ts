/** Writes one file, piece by piece: beside its place until it is whole and on the disk. */
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { createPrivateFile, moveIntoPlace } from '#main/storage/file/durable-file.ts';
import { invariant } from '#shared/utils/invariant.ts';
import type { TransferCalls, WriteEvent } from '../worker-protocol.ts';
import type { ChatWriter } from './chat-writer.ts';
import { createWriter } from './create-writer.ts';

export class WriteSession {
  readonly #path: string;
  readonly #writer: ChatWriter;
  readonly #file: number;

  constructor({ path, format, ...options }: Parameters<TransferCalls['openWriter']>[0]) {
    this.#path = path;
    this.#writer = createWriter(format, options);
    createPrivateFile(path);
    this.#file = openSync(path, 'r+');
  }

  write(event: WriteEvent): void {
    const bytes = Buffer.from(this.#textOf(event));
    for (let written = 0; written < bytes.length;) written += writeSync(this.#file, bytes, written);
  }

  finish(path: string): number {
    closeSync(this.#file);
    invariant(path !== this.#path, 'a file is finished under its own name');
    moveIntoPlace(this.#path, path);
    return statSync(path).size;
  }

  #textOf(event: WriteEvent): string {
    switch (event.type) {
      case 'begin':
        return this.#writer.begin(event.folders);
      case 'thread':
        return this.#writer.thread(event.thread);
      case 'messages':
        return this.#writer.messages(event.messages);
      case 'endThread':
        return this.#writer.endThread();
      case 'end':
        return this.#writer.end();
    }
  }
}
