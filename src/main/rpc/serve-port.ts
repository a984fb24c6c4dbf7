/** Serves the contract on a message port: Electron's MessagePortMain, a DOM port or one of worker_threads. */
import type { App } from '#main/app/create-app.ts';
import type { RpcContext } from './rpc-context.ts';
import { serveLine } from './serve-line.ts';

interface EventTargetPort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message' | 'close', listener: (event: { data?: unknown }) => void): void;
  start?(): void;
  close(): void;
}

/** Electron's port: an EventEmitter whose `message` event carries the data inside an event. */
interface EmitterPort {
  postMessage(message: unknown): void;
  on(type: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

export type ServablePort = EventTargetPort | EmitterPort;

/** Ports that are served: an unreferenced port may be collected, and closes then. */
const served = new Set<ServablePort>();

/** Starts the port. Returns the disposer, which ends the viewer's streams and closes the port. */
export function servePort(port: ServablePort, app: App, context: RpcContext): () => void {
  const line = serveLine((frame) => port.postMessage(frame), app, context);
  const ended = (): void => {
    line.close();
    served.delete(port);
  };
  const received = (event: { data?: unknown }): void => line.receive(event.data);
  served.add(port);
  if ('addEventListener' in port) {
    port.addEventListener('message', received);
    port.addEventListener('close', ended);
  } else {
    port.on('message', received);
    port.on('close', ended);
  }
  port.start?.();
  return () => {
    ended();
    port.close();
  };
}
