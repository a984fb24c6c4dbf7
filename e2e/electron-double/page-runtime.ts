/**
 * What the double puts into a page, as text. The preload runs in an isolated world of Chromium, as in Electron: the page sees
 * nothing of it but what crosses the context bridge as a deep, frozen copy. Both functions are sent by their source, so they must
 * use nothing from outside.
 */
import type { Codec } from './codec.ts';

/** The binding through which the isolated world reaches the double; no name of the page's world. */
export const WIRE = '__electronDoubleWire';
/** The isolated world's function that takes what the double sends. */
export const RECEIVE = '__electronDoubleReceive';
/** The isolated world's name. */
export const WORLD = 'electron-double-preload';

/** Page → double. */
export type FromPage =
  | { readonly type: 'send'; readonly channel: string; readonly args: string; readonly href: string }
  | { readonly type: 'port'; readonly id: number; readonly data: string }
  | { readonly type: 'port-closed'; readonly id: number }
  | { readonly type: 'preload-error'; readonly message: string };

/** Double → page. */
export type ToPage =
  | { readonly type: 'message'; readonly channel: string; readonly data: string; readonly ports: readonly number[] }
  | { readonly type: 'port'; readonly id: number; readonly data: string }
  | { readonly type: 'port-closed'; readonly id: number };

/** The page's world: builds what the preload exposes. `key` names the events between the two worlds. */
export function bridgeInPage(codec: Codec, key: string): void {
  type Shape =
    | { readonly kind: 'function'; readonly path: string }
    | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Shape])[] }
    | { readonly kind: 'value'; readonly value: string };
  const { CustomEvent: Envelope } = window;
  const send = window.dispatchEvent.bind(window);
  const ask = (name: string, detail: string): string => {
    let answer = '';
    const take = (event: Event): void => void (answer = String((event as CustomEvent).detail));
    window.addEventListener(`${key}-answer`, take, { once: true });
    send(new Envelope(`${key}-${name}`, { detail }));
    window.removeEventListener(`${key}-answer`, take);
    return answer;
  };
  const call = (path: string, args: readonly unknown[]): unknown => {
    // A file crosses as its name: a spec that drops one gives it its path for a name.
    const crossing = args.map((arg) => (arg instanceof File ? { name: arg.name, lastModified: arg.lastModified } : arg));
    const reply = ask('call', JSON.stringify({ path, args: codec.encode(crossing) }));
    const answer = codec.decode(reply) as { readonly error?: string; readonly value?: unknown };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  };
  const build = (shape: Shape): unknown => {
    if (shape.kind === 'value') return codec.decode(shape.value);
    if (shape.kind === 'function') return Object.freeze((...args: unknown[]) => call(shape.path, args));
    return Object.freeze(Object.fromEntries(shape.entries.map(([name, inner]) => [name, build(inner)])));
  };
  window.addEventListener(`${key}-expose`, (event) => {
    const { name, shape } = JSON.parse(String((event as CustomEvent).detail)) as { name: string; shape: Shape };
    Object.defineProperty(window, name, { value: build(shape), enumerable: true, writable: false, configurable: false });
  });
}

/** The preload's world: `electron` for the preload, and the relay of messages and ports. */
export function preloadInPage(
  codec: Codec,
  key: string,
  names: { readonly wire: string; readonly receive: string },
  preload: (require: (name: string) => unknown, module: { exports: object }, exports: object) => void,
): void {
  // As in Electron, sub-frames get no preload.
  if (window !== window.top) return;
  type Listener = (event: unknown, ...args: unknown[]) => void;
  const wire = Reflect.get(globalThis, names.wire) as (text: string) => void;
  const tell = (message: FromPage): void => wire(JSON.stringify(message));
  const listeners = new Map<string, Listener[]>();
  const relays = new Map<number, MessagePort>();
  const functions = new Map<string, (...args: unknown[]) => unknown>();

  const ipcRenderer = {
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
    removeListener(channel: string, listener: Listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((known) => known !== listener),
      );
      return ipcRenderer;
    },
    send(channel: string, ...args: unknown[]) {
      tell({ type: 'send', channel, args: codec.encode(args), href: window.location.href });
    },
  };

  const shapeOf = (value: unknown, path: string): object => {
    if (typeof value === 'function') {
      functions.set(path, value as (...args: unknown[]) => unknown);
      return { kind: 'function', path };
    }
    if (value === ipcRenderer || value instanceof Node || value instanceof EventTarget) throw new Error('An object could not be cloned.');
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return { kind: 'object', entries: Object.entries(value).map(([name, inner]) => [name, shapeOf(inner, `${path}.${name}`)]) };
    }
    return { kind: 'value', value: codec.encode(value) };
  };
  const contextBridge = {
    exposeInMainWorld(name: string, api: unknown) {
      const detail = JSON.stringify({ name, shape: shapeOf(api, name) });
      window.dispatchEvent(new CustomEvent(`${key}-expose`, { detail }));
    },
  };
  const webUtils = { getPathForFile: ({ name }: { readonly name: string }) => (name.startsWith('/') ? name : '') };
  const answer = (detail: string): void => void window.dispatchEvent(new CustomEvent(`${key}-answer`, { detail }));
  window.addEventListener(`${key}-call`, (event) => {
    const { path, args } = JSON.parse(String((event as CustomEvent).detail)) as { path: string; args: string };
    let reply: string;
    try {
      reply = codec.encode({ value: functions.get(path)?.(...(codec.decode(args) as unknown[])) });
    } catch (error) {
      reply = codec.encode({ error: error instanceof Error ? error.message : String(error) });
    }
    answer(reply);
  });

  const openRelay = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    relays.set(id, port1);
    port1.addEventListener('message', ({ data }) => tell({ type: 'port', id, data: codec.encode(data) }));
    port1.addEventListener('close', () => {
      if (relays.delete(id)) tell({ type: 'port-closed', id });
    });
    port1.start();
    return port2;
  };
  const receive = (messages: readonly ToPage[]): void => {
    for (const message of messages) {
      if (message.type === 'message') {
        const event = { sender: ipcRenderer, ports: message.ports.map(openRelay) };
        for (const listener of listeners.get(message.channel) ?? []) listener(event, codec.decode(message.data));
      } else if (message.type === 'port') {
        relays.get(message.id)?.postMessage(codec.decode(message.data));
      } else {
        const relay = relays.get(message.id);
        relays.delete(message.id);
        relay?.close();
      }
    }
  };
  Reflect.set(globalThis, names.receive, receive);

  try {
    const module = { exports: {} };
    const require = (name: string): unknown => {
      if (name === 'electron') return { contextBridge, ipcRenderer, webUtils };
      throw new Error(`module not found: ${name}`);
    };
    preload(require, module, module.exports);
  } catch (error) {
    tell({ type: 'preload-error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
