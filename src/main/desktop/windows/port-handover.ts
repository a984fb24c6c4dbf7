/**
 * Gives a page its message port. The only IPC channel there is, and it carries no data: who asks is checked by frame, address
 * and window, and the window's id travels beside the port, so that no page can claim to be another.
 */
import type { IpcMain, IpcMainEvent, MessageChannelMain, MessagePortMain } from 'electron';
import { CONNECT_CHANNEL, PORT_MESSAGE } from '#shared/bridge.ts';
import { isUiAddress } from '../links/ui-address.ts';

export interface PortHandoverOptions {
  readonly ipcMain: Pick<IpcMain, 'on'>;
  readonly MessageChannelMain: new () => MessageChannelMain;
  /** The name of the window a page belongs to, or null for a page we do not know. */
  readonly windowIdOf: (contentsId: number) => string | null;
  /** Takes over main's end. */
  readonly serve: (port: MessagePortMain, windowId: string) => void;
  /** A page that must not get a port asked for one. */
  readonly onRefused: () => void;
}

/** The top frame of one of our windows, showing one of our pages. */
function senderOf(event: IpcMainEvent): IpcMainEvent['senderFrame'] {
  const frame = event.senderFrame;
  if (frame === null || frame.parent !== null || event.sender.mainFrame !== frame || !isUiAddress(frame.url)) return null;
  return frame;
}

/** Starts listening. A new port for a window closes the one before: after a reload nobody listens to that any more. */
export function handOverPorts(options: PortHandoverOptions): void {
  // Held here, because a port that nobody refers to is collected, and thereby closed.
  const ports = new Map<string, MessagePortMain>();

  options.ipcMain.on(CONNECT_CHANNEL, (event) => {
    const frame = senderOf(event);
    const windowId = options.windowIdOf(event.sender.id);
    if (frame === null || windowId === null) {
      options.onRefused();
      return;
    }
    ports.get(windowId)?.close();
    const { port1, port2 } = new options.MessageChannelMain();
    ports.set(windowId, port1);
    port1.once('close', () => {
      if (ports.get(windowId) === port1) ports.delete(windowId);
    });
    options.serve(port1, windowId);
    frame.postMessage(PORT_MESSAGE, null, [port2]);
  });
}
