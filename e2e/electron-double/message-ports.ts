/** `MessageChannelMain` and its ports: two ends in this process until one is sent to a page; then it is a number on the wire. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

/** What becomes of a message: the other end here, or a page. */
interface Receiver {
  deliver(data: unknown): void;
  closed(): void;
}

export class DoublePort
  extends EventEmitter
  implements Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close' | 'on' | 'once' | 'off'>
{
  #peer: Receiver | null = null;
  #queue: unknown[] | null = [];
  #isClosed = false;
  #isSent = false;

  /** Entangles two ends. */
  static join(one: DoublePort, other: DoublePort): void {
    one.#peer = other.#receiver();
    other.#peer = one.#receiver();
  }

  postMessage(message: unknown, transfer: readonly Electron.MessagePortMain[] = []): void {
    if (transfer.length > 0) throw new Error('electron double: ports inside port messages are not modelled');
    if (this.#isSent) throw new Error('the port was transferred');
    if (!this.#isClosed) this.#peer?.deliver(structuredClone(message));
  }

  start(): void {
    const waiting = this.#queue ?? [];
    this.#queue = null;
    for (const data of waiting) this.#announce(data);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#peer?.closed();
    setImmediate(() => this.emit('close'));
  }

  /** Gives this end to a page: what the other end posts goes there. Returns the page's way back. */
  send(target: Receiver): Receiver {
    if (this.#isSent || this.#isClosed) throw new Error('the port was transferred or closed before');
    this.#isSent = true;
    const waiting = this.#queue ?? [];
    this.#queue = null;
    this.#target = target;
    for (const data of waiting) target.deliver(data);
    return { deliver: (data) => this.#peer?.deliver(data), closed: () => this.#peer?.closed() };
  }

  #target: Receiver | null = null;

  #announce(data: unknown): void {
    setImmediate(() => {
      if (!this.#isClosed) this.emit('message', { data, ports: [] });
    });
  }

  #receiver(): Receiver {
    return {
      deliver: (data) => {
        if (this.#target !== null) this.#target.deliver(data);
        else if (this.#queue !== null) this.#queue.push(data);
        else this.#announce(data);
      },
      closed: () => {
        if (this.#isClosed) return;
        this.#isClosed = true;
        if (this.#target === null) setImmediate(() => this.emit('close'));
        else this.#target.closed();
      },
    };
  }
}

export class MessageChannelMain {
  readonly port1 = new DoublePort();
  readonly port2 = new DoublePort();
  constructor() {
    DoublePort.join(this.port1, this.port2);
  }
}
