/** Tells a living process from another one that got its number later. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Fields 3 and 22 of `/proc/PID/stat`, counted after the name, which may itself hold spaces and brackets. */
const STATE_FIELD = 0;
const START_FIELD = 22 - 3;
const GONE_STATES = new Set(['Z', 'X']);

const linuxStatus = (pid: number): readonly string[] => {
  const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return status.slice(status.lastIndexOf(')') + 2).split(' ');
};
const macStatus = (pid: number, field: 'lstart' | 'state'): string =>
  execFileSync('/bin/ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();

/** When the process began, in a form that only compares for equality; null where the system does not say or it is gone. */
export function processStart(pid: number): string | null {
  try {
    if (process.platform === 'linux') return linuxStatus(pid)[START_FIELD] ?? null;
    if (process.platform === 'darwin') return macStatus(pid, 'lstart') || null;
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

/** A killed process keeps its number until its parent has asked for its end, which a container's first process may do late. */
function hasEnded(pid: number): boolean {
  try {
    if (process.platform === 'linux') return GONE_STATES.has(linuxStatus(pid)[STATE_FIELD] ?? '');
    if (process.platform === 'darwin') return macStatus(pid, 'state').startsWith('Z');
    return false;
  } catch {
    return false; // unknown: its number is all there is to go by
  }
}

/** Whether the very process that began at `start` still runs. An unknown start leaves only its number to go by. */
export function isSameProcessAlive(pid: number, start: string | null): boolean {
  if (!exists(pid) || hasEnded(pid)) return false;
  const now = processStart(pid);
  return start === null || now === null || start === now;
}
