/** A process that tries to take the lock of argv[2], says how it went in one line, and stays until it is ended. */
import { acquireLock } from './data-folder-lock.ts';

const folder = process.argv[2] ?? '';
const acquired = await acquireLock(folder, { host: 'browser', port: null, controlToken: null });
if (acquired.state === 'acquired') acquired.lock.update({ port: 4_173, controlToken: 'token' });
process.on('SIGTERM', () => process.exit(0));
process.stdout.write(`${acquired.state} ${acquired.state === 'held' ? acquired.holder.pid : process.pid}\n`);
process.stdin.resume();
