/** The whole surface between preload and page: one function out, one port in. */

/** Sent by the preload with `window.postMessage`; carries one MessagePort. */
export const PORT_MESSAGE = 'inkstone-port';
/** IPC channel on which the preload asks main for a port, and on which main answers with it. */
export const PORT_CHANNEL = 'inkstone:port';

export interface InkstoneBridge {
  /** Asks main for a port; it arrives as a `message` event on `window`. */
  connect(): void;
}
