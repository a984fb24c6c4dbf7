/** Files read in a real worker, sent with a turn, and found again wherever the turn goes. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AttachmentText } from '#shared/models/attachment.ts';
import type { Message } from '#shared/models/message.ts';
import { attachmentBlock, withAttachments } from '#shared/utils/attachment-prompt.ts';
import { startTestApp } from '#main/app/app.test-support.ts';
import type { TestApp } from '#main/app/app.test-support.ts';
import { attachmentWorkerUrl } from '#main/app/attachment-worker-url.ts';
import { createFakeEngine } from '#main/inference/fake-engine.test-support.ts';
import { cleanName, createAttachmentsService } from './attachments-service.ts';
import type { ReadLimits } from './attachments-service.ts';
import { pdfOf } from './documents.test-support.ts';

let running: TestApp;
beforeEach(async () => {
  running = await startTestApp({ engine: createFakeEngine({ answer: 'Read.' }) });
});
afterEach(() => running.dispose());

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');
const NOTES: AttachmentText = { name: 'notes.md', kind: 'markdown', sizeBytes: 9, part: 'lines 1-2 of 5', text: 'one\n```\ntwo' };
const CODE: AttachmentText = { name: 'a.py', kind: 'code', sizeBytes: 5, part: '', text: 'x = 1' };
const path = async (threadId: Message['threadId']): Promise<Message[]> =>
  (await running.app.threads.listMessages(threadId, { before: null, limit: 20 })).messages;
/** What the model was asked last in a chat, turn for turn. */
const asked = (): string[] => {
  const prompt = running.engine.runs.findLast(({ request }) => request.priority === 'chat')?.request.prompt;
  return prompt?.kind === 'chat' ? prompt.history.filter(({ role }) => role === 'user').map(({ text }) => text) : [];
};

test('a file is read in a worker and nothing is stored', async () => {
  const { attachments } = running.app;
  expect(await attachments.readFile('C:\\x\\Bericht.pdf', base64(pdfOf(['One', 'Two'])))).toEqual({
    name: 'Bericht.pdf',
    kind: 'pdf',
    sizeBytes: pdfOf(['One', 'Two']).length,
    pages: ['One', 'Two'],
  });
  await expect(attachments.readFile('a.bin', base64(Uint8Array.from([0, 1, 2, 0])))).rejects.toMatchObject({ code: 'FILE_NOT_TEXT' });
  await expect(attachments.readFile('a.txt', base64(new Uint8Array(20 * 1024 * 1024 + 1)))).rejects.toMatchObject({
    code: 'FILE_TOO_LARGE',
  });
});

// Catches: a file that keeps its worker busy for ever, or that fills the memory of the machine.
test('a worker that takes too long or too much is ended', async () => {
  const limited = (limits: Partial<ReadLimits>) =>
    createAttachmentsService({ store: running.store, workerUrl: attachmentWorkerUrl(), countTokens: async () => 0, limits });
  const text = base64('word '.repeat(300_000));
  await expect(limited({ timeMs: 1 }).readFile('a.txt', text)).rejects.toMatchObject({ code: 'FILE_TOO_SLOW' });
  const bomb = base64(pdfOf([' '.repeat(200_000_000)], { isPacked: true }));
  await expect(limited({ growthMb: 150 }).readFile('a.pdf', bomb)).rejects.toMatchObject({ code: 'FILE_TOO_MUCH_TEXT' });
  await expect(limited({ heapMb: 4 }).readFile('a.txt', text)).rejects.toMatchObject({ code: 'FILE_TOO_MUCH_TEXT' });
});

// Catches: a file whose text, or part of it, is not what the model reads, now or in a later turn.
test('what is attached is in the prompt of this turn and of every later one', async () => {
  const { app } = running;
  const { threadId } = await app.generations.send({ threadId: null, text: 'Sum up', attachments: [NOTES, CODE], candidates: 1 });
  await app.generations.whenFree(threadId);
  const first = 'File "notes.md" (lines 1-2 of 5):\n````\none\n```\ntwo\n````\n\nFile "a.py":\n```\nx = 1\n```\n\nSum up';
  expect(asked()).toEqual([first]);
  await app.generations.send({ threadId, text: 'And?', candidates: 1 });
  await app.generations.whenFree(threadId);
  expect(asked()).toEqual([first, 'And?']);
  const [own] = await path(threadId);
  expect(own).toMatchObject({
    text: 'Sum up',
    attachments: [{ name: 'notes.md', part: 'lines 1-2 of 5', characters: 11 }, { name: 'a.py' }],
  });
  const id = own?.attachments?.[0]?.id;
  expect(id && (await app.attachments.getText(id))).toBe(NOTES.text);
});

// Catches: files lost by an edit, a regeneration, a fork or a temporary chat that is kept; files that outlive their chat.
test('files go along with edits, regenerations, forks, the queue and chats that are kept', async () => {
  const { app, store } = running;
  const temporary = await app.threads.create('chat', true);
  const { threadId, userMessage } = await app.generations.send({ threadId: temporary.id, text: 'a', attachments: [CODE], candidates: 1 });
  await app.generations.whenFree(threadId);
  if (!userMessage) throw new Error('there is a turn');
  const edited = await app.generations.edit({ messageId: userMessage.id, text: 'b', candidates: 1 });
  await app.generations.whenFree(threadId);
  expect(asked()).toEqual([withAttachments('b', [CODE])]);
  await app.generations.regenerate({ messageId: edited.answers[0]?.id ?? userMessage.id, candidates: 1 });
  await app.generations.whenFree(threadId);
  expect(asked()).toEqual([withAttachments('b', [CODE])]);
  await app.order.keep(threadId);
  const fork = await app.tree.fork((await path(threadId)).at(-1)?.id ?? userMessage.id, 'fork');
  for (const id of [threadId, fork.id]) {
    const [own] = await path(id);
    expect(own && (await store.attachments.listOf([own.id]))).toMatchObject([CODE]);
  }
  await app.queue.add({ threadId, text: '', candidates: 1, attachments: [NOTES], beforeId: null });
  await app.generations.whenFree(threadId);
  await expect.poll(asked).toEqual([withAttachments('b', [CODE]), attachmentBlock(NOTES)]);
  await app.generations.whenFree(threadId);
  await app.threads.remove(fork.id);
  const [own] = await path(threadId);
  await store.threads.purgeRemovedBefore(Date.now() + 1_000);
  expect(await store.attachments.listOf(own ? [own.id] : [])).toHaveLength(1);
});

test('an empty message needs a file', async () => {
  await expect(running.app.generations.send({ threadId: null, text: ' ', candidates: 1 })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});

test('names that would break the line they stand in are cleaned', () => {
  expect(['/etc/passwd', 'a"\n.txt', '\u202Egpj.exe', '"'].map(cleanName)).toEqual(['passwd', 'a  .txt', 'gpj.exe', 'file']);
});

// Catches: a backup of one's chats without the files that were in them.
test('an export in JSON holds the files, and the other formats show them', async () => {
  const { app, store } = running;
  const { threadId } = await app.generations.send({ threadId: null, text: 'Sum up', attachments: [NOTES], candidates: 1 });
  await app.generations.whenFree(threadId);
  const { messages } = await store.exports.readMessages(threadId, null);
  expect(messages.map(({ attachments }) => attachments)).toEqual([[NOTES], undefined]);
});

// Catches: a list full of chats without a name, because all that was sent was a file.
test('a chat that begins with a file alone is named', async () => {
  const { threadId } = await running.app.generations.send({ threadId: null, text: '', attachments: [NOTES], candidates: 1 });
  await expect.poll(async () => (await running.app.threads.get(threadId)).title).toBe('notes.md');
});
