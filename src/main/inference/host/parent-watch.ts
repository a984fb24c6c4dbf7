/**
 * Ends this process soon after its parent, even while the JavaScript loop is blocked by a template or a native call:
 * a worker thread looks at the parent twice a second and kills the whole process.
 */
import { Worker } from 'node:worker_threads';

/** Text, not a module: a bundler would have to be taught to emit a second file. */
const WATCH = `
const { workerData } = require('node:worker_threads');
const isGone = () => {
  if (process.ppid !== workerData) return true;
  try { process.kill(workerData, 0); return false; } catch (error) { return error.code === 'ESRCH'; }
};
setInterval(() => { if (isGone()) process.kill(process.pid, 'SIGKILL'); }, 500);
`;

/** Starts the watch; it never keeps the process alive by itself. */
export function watchParent(): void {
  new Worker(WATCH, { eval: true, workerData: process.ppid, stdout: true, stderr: true }).unref();
}
