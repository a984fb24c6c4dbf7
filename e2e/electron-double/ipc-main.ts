/** `ipcMain`: an emitter that the pages' wires feed. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

export const ipcMain: Pick<Electron.IpcMain, 'emit'> & EventEmitter = new EventEmitter();
