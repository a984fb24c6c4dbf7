/** The wire between one page and the double, over Chromium's debugging protocol: messages, ports, and the world they live in. */
import { randomUUID } from 'node:crypto';
import type { CDPSession } from 'playwright-core';
import { createCodec } from './codec.ts';
import type { DoublePort } from './message-ports.ts';
import { bridgeInPage, preloadInPage, RECEIVE, WIRE, WORLD } from './page-runtime.ts';
import type { FromPage, ToPage } from './page-runtime.ts';

const codec = createCodec();

export interface PageLineEvents {
  readonly onSend: (channel: string, args: readonly unknown[], href: string) => void;
  readonly onPreloadError: (message: string) => void;
}

/** The scripts that run in every document before the page's own. */
function scripts(preload: string): { readonly page: string; readonly isolated: string } {
  const key = randomUUID();
  const makeCodec = `(${createCodec.toString()})()`;
  const body = `function (require, module, exports) {\n${preload}\n}`;
  return {
    page: `(${bridgeInPage.toString()})(${makeCodec}, ${JSON.stringify(key)})`,
    isolated: `(${preloadInPage.toString()})(${makeCodec}, ${JSON.stringify(key)}, ${JSON.stringify({ wire: WIRE, receive: RECEIVE })}, ${body})`,
  };
}

export class PageLine {
  readonly #session: CDPSession;
  readonly #events: PageLineEvents;
  readonly #ports = new Map<number, ReturnType<DoublePort['send']>>();
  #world: number | null = null;
  #lastPort = 0;
  #queue: ToPage[] = [];

  constructor(session: CDPSession, events: PageLineEvents) {
    this.#session = session;
    this.#events = events;
  }

  /** Before the first navigation. */
  async install(preload: string | null): Promise<void> {
    const session = this.#session;
    session.on('Runtime.executionContextsCleared', () => this.#leave());
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#world) this.#leave();
    });
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== WIRE) return;
      this.#world = executionContextId;
      this.#take(JSON.parse(payload) as FromPage);
    });
    await session.send('Page.enable');
    await session.send('Runtime.enable');
    await session.send('Runtime.addBinding', { name: WIRE, executionContextName: WORLD });
    if (preload === null) return;
    const { page, isolated } = scripts(preload);
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: page });
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: WORLD });
  }

  post(channel: string, message: unknown, ports: readonly DoublePort[]): void {
    const ids = ports.map((port) => {
      const id = (this.#lastPort += 1);
      this.#ports.set(
        id,
        port.send({
          deliver: (data) => this.#tell({ type: 'port', id, data: codec.encode(data) }),
          closed: () => {
            this.#ports.delete(id);
            this.#tell({ type: 'port-closed', id });
          },
        }),
      );
      return id;
    });
    this.#tell({ type: 'message', channel, data: codec.encode(message), ports: ids });
  }

  /** The document is gone, and with it its ends of all ports. */
  close(): void {
    this.#leave();
  }

  #leave(): void {
    this.#world = null;
    const ports = [...this.#ports.values()];
    this.#ports.clear();
    for (const port of ports) port.closed();
  }

  #take(message: FromPage): void {
    if (message.type === 'send') this.#events.onSend(message.channel, codec.decode(message.args) as unknown[], message.href);
    else if (message.type === 'port') this.#ports.get(message.id)?.deliver(codec.decode(message.data));
    else if (message.type === 'preload-error') this.#events.onPreloadError(message.message);
    else {
      const port = this.#ports.get(message.id);
      this.#ports.delete(message.id);
      port?.closed();
    }
  }

  /** What is said in one turn goes in one message. */
  #tell(message: ToPage): void {
    this.#queue.push(message);
    if (this.#queue.length > 1) return;
    setImmediate(() => {
      const messages = this.#queue;
      this.#queue = [];
      if (this.#world === null) return;
      const expression = `globalThis[${JSON.stringify(RECEIVE)}](${JSON.stringify(messages)})`;
      // A page that leaves meanwhile hears nothing, as in Electron.
      this.#session.send('Runtime.evaluate', { expression, contextId: this.#world }).catch(() => undefined);
    });
  }
}
