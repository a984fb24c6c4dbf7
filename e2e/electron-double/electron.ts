/** What `import … from 'electron'` gives under the double. Nothing else of Electron exists here: an unknown name is undefined. */
import process from 'node:process';
import type * as Electron from 'electron';
import { BrowserWindow } from './browser-window.ts';
import { recorded } from './recorded.ts';
import { defaultSession } from './session.ts';
import { DoubleContents } from './web-contents.ts';

export { app } from './app.ts';
export { ipcMain } from './ipc-main.ts';
export { Menu, MenuItem, nativeImage, Notification, Tray } from './menus.ts';
export { MessageChannelMain } from './message-ports.ts';
export { protocol } from './session.ts';
export {
  clipboard,
  ClipboardItem,
  dialog,
  globalShortcut,
  nativeTheme,
  powerMonitor,
  safeStorage,
  screen,
  shell,
  systemPreferences,
} from './system.ts';
export { utilityProcess } from './utility-process.ts';
export { BrowserWindow };

export const session = { defaultSession };
export const webContents = { fromId: (id: number) => DoubleContents.get(id), getAllWebContents: () => DoubleContents.all() };
export const crashReporter = {
  start: (options: Electron.CrashReporterStartOptions) => recorded('crashReporter.start', options),
  getUploadToServer: () => false,
};
export const net = { isOnline: () => false };

Reflect.set(process, 'resourcesPath', process.cwd());
