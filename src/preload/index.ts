/**
 * The only code between the page and main: it asks main for a port and forwards the one that comes, and says where a file lies that the
 * user gave to the page. It must never carry data of its own, expose Electron objects or listen to messages of the page.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { IpcRendererEvent } from 'electron';
import { CONNECT_CHANNEL, PORT_MESSAGE } from '#shared/bridge.ts';
import type { InkstoneBridge } from '#shared/bridge.ts';

/** The page's window, as far as it is used; preloads are compiled without the DOM's types. */
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: string, targetOrigin: string, transfer: IpcRendererEvent['ports']): void;
};

ipcRenderer.on(PORT_MESSAGE, ({ ports }) => {
  const [port] = ports;
  if (port === undefined || ports.length !== 1) return;
  window.postMessage(PORT_MESSAGE, window.location.origin, [port]);
});

const isFile = (value: object): value is File => 'lastModified' in value;

const bridge: InkstoneBridge = {
  connect: () => ipcRenderer.send(CONNECT_CHANNEL),
  pathOf: (file) => (isFile(file) ? webUtils.getPathForFile(file) : ''),
};
contextBridge.exposeInMainWorld('inkstone', bridge);
