/** A frame as a sender sees it, and the way of a message with ports into its page. */
import type * as Electron from 'electron';
import type { DoublePort } from './message-ports.ts';

/** Carries a message to a page. */
export type PostToPage = (channel: string, message: unknown, ports: readonly DoublePort[]) => void;

export class DoubleFrame implements Pick<Electron.WebFrameMain, 'url' | 'origin'> {
  url = '';
  readonly parent: DoubleFrame | null;
  readonly #post: PostToPage;

  constructor(parent: DoubleFrame | null, post: PostToPage) {
    this.parent = parent;
    this.#post = post;
  }

  get origin(): string {
    const url = URL.parse(this.url);
    return url === null ? 'null' : `${url.protocol}//${url.host}`;
  }

  postMessage(channel: string, message: unknown, transfer: readonly DoublePort[] = []): void {
    this.#post(channel, message, transfer);
  }
}
