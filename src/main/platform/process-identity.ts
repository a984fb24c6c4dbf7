/** Tells a living process from another one that got its number later. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Field 22 of `/proc/PID/stat`, counted after the name, which may itself hold spaces and brackets. */
const START_FIELD = 22 - 3;

/** When the process began, in a form that only compares for equality; null where the system does not say or it is gone. */
export function processStart(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return status.slice(status.lastIndexOf(')') + 2).split(' ')[START_FIELD] ?? null;
    }
    if (process.platform === 'darwin')
      return execFileSync('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
    return null;
  } catch {
    return null;
  }
}

/** Whether a process with this number exists, also one of another user. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether the very process that began at `start` still runs. An unknown start leaves only its number to go by. */
export function isSameProcessAlive(pid: number, start: string | null): boolean {
  if (!exists(pid)) return false;
  const now = processStart(pid);
  return start === null || now === null || start === now;
}
