/** The engine process's end of the transport: a forked Node child or an Electron utility process, found at run time. */
import type { FromEngine, ToEngine } from '../engine-transport.ts';
import { parseToEngine } from '../engine-wire.ts';

export interface HostPort {
  send(message: FromEngine): void;
  onMessage(listener: (message: ToEngine) => void): void;
  /** The parent closed the channel or died. */
  onClose(listener: () => void): void;
}

/** The part of Electron's `process.parentPort` that is used; the engine must not import electron. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

const isParentPort = (value: unknown): value is ParentPort =>
  typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;

/** @throws Error when the process was started by hand. */
export function openHostPort(): HostPort {
  const parentPort: unknown = Reflect.get(process, 'parentPort');
  if (isParentPort(parentPort)) {
    return {
      send: (message) => parentPort.postMessage(message),
      onMessage(listener) {
        parentPort.on('message', ({ data }) => {
          const message = parseToEngine(data);
          if (message !== undefined) listener(message);
        });
      },
      // Electron ends a utility process together with its parent; the parent watch covers the rest.
      onClose: () => undefined,
    };
  }
  const send = process.send?.bind(process);
  if (send === undefined) throw new Error('the engine process is started by Inkstone, not by hand');
  return {
    send: (message) => void send(message, undefined, undefined, () => undefined),
    onMessage(listener) {
      process.on('message', (raw) => {
        const message = parseToEngine(raw);
        if (message !== undefined) listener(message);
      });
    },
    onClose: (listener) => void process.on('disconnect', listener),
  };
}
