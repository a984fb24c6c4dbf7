/**
 * The files of every composer, outside of React: one that is being read when its chat is left is there when the chat is opened again.
 * Stored with the draft as soon as they change.
 */
import { create } from 'zustand';
import { AppError } from '#shared/errors/app-error.ts';
import { MOST_ATTACHMENTS, MOST_FILE_BYTES } from '#shared/models/attachment.ts';
import type { PartChoice } from '#shared/utils/choose-parts.ts';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { decodeFiles, encodeFiles, filesKey, unitsOf } from './attached-file.ts';
import type { AttachedFile } from './attached-file.ts';

/** Of all files of a message together; a draft of them must be storable. */
export const MOST_CHARACTERS = 5_000_000;

export interface FileProblem {
  readonly id: string;
  readonly name: string;
  readonly reason: AppError | 'tooMany' | 'tooMuch';
}

export interface ComposerFiles {
  readonly files: readonly AttachedFile[];
  /** The names of those that are being read. */
  readonly reading: readonly string[];
  readonly problems: readonly FileProblem[];
}

export const NO_FILES: ComposerFiles = { files: [], reading: [], problems: [] };

/** By draft key; one that is not there was not asked for yet. */
export const useComposerFiles = create<Readonly<Record<string, ComposerFiles>>>(() => ({}));

const read = (key: string): ComposerFiles => useComposerFiles.getState()[key] ?? NO_FILES;
const update = (key: string, change: Partial<ComposerFiles>): void => useComposerFiles.setState({ [key]: { ...read(key), ...change } });

const PAUSE_MS = 300;
const waiting = new Map<string, ReturnType<typeof setTimeout>>();

function save(key: string): void {
  clearTimeout(waiting.get(key));
  waiting.delete(key);
  void rpc.threads.saveDraft({ key: filesKey(key), text: encodeFiles(read(key).files) }).catch(() => undefined);
}
/** Stores now what waits for a pause. */
export const storeFilesNow = (): void => [...waiting.keys()].forEach(save);
window.addEventListener('pagehide', storeFilesNow);
document.addEventListener('visibilitychange', storeFilesNow);

export function setFiles(key: string, files: readonly AttachedFile[]): void {
  update(key, { files });
  save(key);
}

/** Stored when the typing pauses: the whole text of every file goes with it. */
export function chooseFrom(key: string, id: string, choice: PartChoice): void {
  update(key, { files: read(key).files.map((file) => (file.id === id ? { ...file, choice } : file)) });
  clearTimeout(waiting.get(key));
  waiting.set(
    key,
    setTimeout(() => save(key), PAUSE_MS),
  );
}

/** The files of one composer become those of another. */
export function moveFiles(from: string, to: string): void {
  const { files } = read(from);
  if (files.length === 0) return;
  setFiles(to, files);
  setFiles(from, []);
}

export const setProblems = (key: string, problems: readonly FileProblem[]): void => update(key, { problems });

/** Those of the last time, once. */
export async function restoreFiles(key: string): Promise<void> {
  if (useComposerFiles.getState()[key]) return;
  const stored = decodeFiles((await rpc.threads.getDraft({ key: filesKey(key) })).text);
  // What was added before the answer came stands behind what is there already.
  if (stored.length > 0) update(key, { files: [...stored, ...read(key).files] });
}

const lengthOf = (files: readonly AttachedFile[]): number =>
  files.reduce((sum, { pages }) => sum + pages.reduce((length, page) => length + page.length, 0), 0);

const toBase64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? (reader.result.split(',', 2)[1] ?? '') : ''));
    // A folder, or a file that is gone or may not be read.
    reader.addEventListener('error', () => reject(new AppError('FILE_DAMAGED', {}, { cause: reader.error })));
    reader.readAsDataURL(file);
  });

async function readFile(file: File): Promise<AttachedFile> {
  if (file.size > MOST_FILE_BYTES) throw new AppError('FILE_TOO_LARGE');
  const text = await rpc.attachments.readFile({ name: file.name.slice(0, 1_000), base64: await toBase64(file) });
  return { ...text, id: crypto.randomUUID(), choice: { unit: unitsOf(text)[0] ?? 'characters', ranges: '' } };
}

async function addOne(key: string, file: File): Promise<void> {
  const fail = (reason: FileProblem['reason']): void =>
    setProblems(key, [...read(key).problems, { id: crypto.randomUUID(), name: file.name, reason }]);
  try {
    if (read(key).files.length >= MOST_ATTACHMENTS) return fail('tooMany');
    const added = await readFile(file);
    // Others were removed or sent meanwhile: what is there now counts.
    const next = [...read(key).files, added];
    return lengthOf(next) > MOST_CHARACTERS ? fail('tooMuch') : setFiles(key, next);
  } catch (cause) {
    return fail(toAppError(cause));
  } finally {
    const { reading } = read(key);
    update(key, { reading: reading.toSpliced(reading.indexOf(file.name), 1) });
  }
}

let line = Promise.resolve();

/** One after another, in the order in which they were given. */
export function addFiles(key: string, files: readonly File[]): void {
  update(key, { problems: [], reading: [...read(key).reading, ...files.map(({ name }) => name)] });
  for (const file of files) line = line.then(() => addOne(key, file));
}
