/** Paths of model files: what people type or drop, what is there, and where uploads live. */
import { constants } from 'node:fs';
import { access, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, isAbsolute, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '#shared/errors/app-error.ts';

/** Takes a path as people have it: quoted, with `~`, or as a file address. @throws AppError INVALID_INPUT when it is not absolute */
export function toModelPath(typed: string): string {
  const bare = typed.trim().replace(/^(["'])(.*)\1$/s, '$2');
  const path = bare.startsWith('file://') ? fromAddress(bare) : bare.replace(/^~(?=$|[\\/])/, () => homedir());
  if (!isAbsolute(path) || path.includes('\0')) throw new AppError('INVALID_INPUT', { reason: 'path-not-absolute' });
  return normalize(path);
}

function fromAddress(address: string): string {
  try {
    return fileURLToPath(address);
  } catch (cause) {
    throw new AppError('INVALID_INPUT', { reason: 'path-not-absolute' }, { cause });
  }
}

export async function isFileThere(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/** @throws AppError MODEL_FILE_MISSING, MODEL_NOT_A_FILE or MODEL_NO_PERMISSION */
export async function requireReadable(path: string, name: string): Promise<void> {
  const entry = await stat(path).catch((cause: unknown) => {
    throw new AppError('MODEL_FILE_MISSING', { name }, { cause });
  });
  if (!entry.isFile()) throw new AppError('MODEL_NOT_A_FILE', { name });
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw new AppError('MODEL_NO_PERMISSION', { name }, { cause });
  });
}

/** A file name of the user that is safe on every system. */
export function safeFileName(fileName: string): string {
  const name = basename(fileName.replaceAll('\\', '/'))
    .replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, '_')
    .replace(/^\.+/, '')
    .slice(-150);
  return /\.gguf$/i.test(name) ? name : `${name || 'model'}.gguf`;
}

/** Moves an uploaded file into `folder` under its own name, or a numbered one where that is taken. Returns the new path. */
export async function keepUpload(path: string, fileName: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stem = safeFileName(fileName).slice(0, -'.gguf'.length);
  for (let number = 1; ; number += 1) {
    const target = join(folder, number === 1 ? `${stem}.gguf` : `${stem} (${number}).gguf`);
    if (target === path) return path;
    if (await stat(target).catch(() => undefined)) continue;
    await rename(path, target).catch(async () => {
      await copyFile(path, target, constants.COPYFILE_EXCL);
      await rm(path);
    });
    return target;
  }
}

/** Deletes an uploaded copy; a path outside `folder` is never touched. */
export async function deleteUpload(path: string, folder: string): Promise<void> {
  const inside = relative(folder, path);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return;
  await rm(path, { force: true });
}
