/** Files that are either whole and on the disk, or not there: written beside, synced, renamed, folder synced. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const syncPath = (path: string): void => {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

const syncFolder = (folder: string): void => {
  // Windows has no way to sync a folder; NTFS journals the rename.
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** Makes an empty file that only its owner can read, in place of anything that is there. */
export function createPrivateFile(path: string): void {
  rmSync(path, { force: true });
  closeSync(openSync(path, 'wx', 0o600));
}

/** Puts the finished file `partPath` in the place of `path`, durably. */
export function moveIntoPlace(partPath: string, path: string): void {
  syncPath(partPath);
  renameSync(partPath, path);
  syncFolder(dirname(path));
}

/** Writes a small file durably, readable by its owner only. */
export function writeDurably(path: string, text: string): void {
  const part = `${path}.part`;
  createPrivateFile(part);
  const file = openSync(part, 'r+');
  try {
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
  moveIntoPlace(part, path);
}
