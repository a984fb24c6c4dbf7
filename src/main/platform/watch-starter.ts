/**
 * `npm start` runs the host as its child. Killed with -9 it cannot end the host any more, so the host looks for itself. A host
 * that was started directly has no starter and may outlive whoever did it.
 */

const CHECK_MS = 500;

function isGone(pid: number): boolean {
  // Only Windows keeps telling the number of a parent that has ended.
  if (process.platform !== 'win32') return process.ppid !== pid;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/** Calls `onGone` once when the process `starter`, a number from INKSTONE_STARTED_BY, is gone. Never keeps the host alive. */
export function watchStarter(starter: string | undefined, onGone: () => void): void {
  if (starter === undefined || !/^\d+$/.test(starter)) return;
  const pid = Number(starter);
  const timer = setInterval(() => {
    if (!isGone(pid)) return;
    clearInterval(timer);
    onGone();
  }, CHECK_MS);
  timer.unref();
}
