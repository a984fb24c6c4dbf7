/** Runs first in a utility process of the double: gives it Electron's `process.parentPort` in place of Node's channel. */
import { EventEmitter } from 'node:events';
import process from 'node:process';

const send = process.send?.bind(process);
const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => void send?.(message, undefined, undefined, () => undefined),
});
process.on('message', (data) => parentPort.emit('message', { data, ports: [] }));
// A utility process ends with its parent.
process.on('disconnect', () => process.exit(0));
Reflect.set(process, 'parentPort', parentPort);
Reflect.set(process, 'send', undefined);
