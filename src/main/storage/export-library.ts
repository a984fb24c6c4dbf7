/**
 * Writes the whole library as one file people and programs can read, a few messages at a time, so that no size of library
 * keeps other calls waiting. JSON holds every branch of every thread; Markdown the active branch.
 */
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { Thread } from '#shared/models/thread.ts';
import type { Connection } from './connection.ts';
import { moveIntoPlace } from './durable-file.ts';
import { listByOrdinal, listUpwards } from './message-rows.ts';
import { queries } from './queries.ts';
import { toStorageError } from './storage-error.ts';
import { toThread } from './thread-rows.ts';

const PAGE = 200;

export interface ExportOptions {
  readonly path: string;
  readonly format: 'json' | 'markdown';
  readonly now: () => number;
}

/** @throws AppError DISK_FULL, STORAGE_*; then nothing is left at `path` that was not there before. */
export async function exportLibrary(connection: Connection, options: ExportOptions): Promise<{ sizeBytes: number; threads: number }> {
  const part = `${options.path}.part`;
  try {
    await rm(part, { force: true });
    const file = await open(part, 'wx', 0o600);
    let threads = 0;
    try {
      threads = options.format === 'json' ? await writeJson(connection, file, options.now) : await writeMarkdown(connection, file);
    } finally {
      await file.close();
    }
    moveIntoPlace(part, options.path);
    return { sizeBytes: (await stat(options.path)).size, threads };
  } catch (error) {
    await rm(part, { force: true });
    throw toStorageError(error);
  }
}

/** Oldest activity first. Ids are fetched once; a thread removed meanwhile is left out. */
function* eachThread(connection: Connection): Generator<Thread> {
  const live = queries.selectFrom('threads').where('removed_at', 'is', null);
  for (const { id } of connection.all(live.select('id').orderBy('activity').compile())) {
    const row = connection.find(live.selectAll().where('id', '=', id).compile());
    if (row) yield toThread(row);
  }
}

async function writeJson(connection: Connection, file: FileHandle, now: () => number): Promise<number> {
  await file.write(`{"format":"inkstone-library","version":1,"exportedAt":${now()},"threads":[`);
  let count = 0;
  for (const thread of eachThread(connection)) {
    await file.write(`${count === 0 ? '' : ','}\n{"thread":${JSON.stringify(thread)},"messages":[`);
    await writeMessages(connection, file, thread.id);
    await file.write(']}');
    count += 1;
  }
  await file.write('\n]}\n');
  return count;
}

async function writeMessages(connection: Connection, file: FileHandle, threadId: ThreadId): Promise<void> {
  for (let after = 0, isFirst = true; ; isFirst = false) {
    const page = listByOrdinal(connection, threadId, after, PAGE);
    const last = page.at(-1);
    if (!last) return;
    const lines = page.map(({ message, activeChildId, parameters }) => JSON.stringify({ ...message, activeChildId, parameters }));
    await file.write(`${isFirst ? '' : ','}\n${lines.join(',\n')}`);
    after = last.ordinal;
  }
}

const HEADINGS: Readonly<Record<Message['role'], string>> = { user: 'You', assistant: 'Assistant' };

async function writeMarkdown(connection: Connection, file: FileHandle): Promise<number> {
  let count = 0;
  for (const thread of eachThread(connection)) {
    await file.write(`${count === 0 ? '' : '\n---\n\n'}# ${thread.title.replace(/\s+/g, ' ') || 'Untitled'}\n`);
    for (const page of pathPages(connection, thread)) {
      await file.write(page.map(({ role, text }) => `\n## ${HEADINGS[role]}\n\n${text}\n`).join(''));
    }
    count += 1;
  }
  return count;
}

/** The active path from its root, in pages. Only the page ends are held, not the texts. */
function* pathPages(connection: Connection, thread: Thread): Generator<Message[]> {
  const ends: Message['id'][] = [];
  for (let end = thread.activeLeafId; end !== null;) {
    ends.push(end);
    end = listUpwards(connection, end, PAGE)[0]?.parentId ?? null;
  }
  for (const end of ends.reverse()) yield listUpwards(connection, end, PAGE);
}
