import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { open, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startStoreWorker } from '#main/storage/store-client.ts';
import { gptConversation, gptNode, gptText } from './foreign-files.test-support.ts';
import { startTransfer } from './transfer.test-support.ts';
import type { TestTransfer } from './transfer.test-support.ts';

/** A chat is about 20 kB. `INKSTONE_IMPORT_MB=100` measures a big one; `npm test` shows the same on a fifth of it. */
const CHATS = 50 * Number(process.env['INKSTONE_IMPORT_MB'] ?? 20);
const WORDS =
  'the quick brown fox jumps over a lazy dog while models write long answers about rivers stones and 天气 很好 今天 我们 去'.split(' ');

/** A repeatable text that is not the same words over and over. */
function words(seed: number, count: number): string {
  let state = seed * 2_654_435_761 + 1;
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return `${WORDS[state % WORDS.length]}${state % 97 === 0 ? state % 1_000 : ''}`;
  }).join(' ');
}

async function writeExport(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write('[');
  for (let chat = 0; chat < CHATS; chat += 1) {
    const nodes = Array.from({ length: 20 }, (_, index) =>
      gptNode(
        `n${index}`,
        index === 0 ? null : `n${index - 1}`,
        index < 19 ? [`n${index + 1}`] : [],
        gptText(index % 2 === 0 ? 'user' : 'assistant', words(chat * 20 + index, index % 2 === 0 ? 30 : 210)),
      ),
    );
    const conversation = gptConversation(nodes, { conversation_id: `c-${chat}`, title: `Chat ${chat}` });
    if (!file.write(`${chat === 0 ? '' : ','}${JSON.stringify(conversation)}`)) await once(file, 'drain');
  }
  file.end(']');
  await once(file, 'finish');
}

async function upload({ service }: TestTransfer, path: string): Promise<void> {
  const file = await open(path);
  const { size } = await file.stat();
  const { uploadId } = await service.openUpload('conversations.json', size);
  const chunk = Buffer.alloc(512 * 1024);
  for (let at = 0; at < size;) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
    await service.addChunk(uploadId, at, chunk.toString('base64', 0, bytesRead));
    at += bytesRead;
  }
  await file.close();
  await service.startPreview(uploadId);
}

// Catches: an import that holds the whole file, that blocks the window's process, or that keeps every other call waiting.
test('a large file comes in while the main loop stays free and other calls of the store are answered', { timeout: 900_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-large-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'export.json');
  await writeExport(path);
  const store = await startStoreWorker({ entry: new URL('../../storage/store-worker.ts', import.meta.url), folder: join(folder, 'data') });
  const { id } = await store.threads.create('chat');
  const transfer = await startTransfer({ store, folder: join(folder, 'data') });
  const delays = monitorEventLoopDelay({ resolution: 5 });
  const waits: number[] = [];
  let memoryBytes = 0;
  let isOver = false;
  const probe = async (): Promise<void> => {
    while (!isOver) {
      const asked = performance.now();
      await store.threads.get(id);
      waits.push(performance.now() - asked);
      memoryBytes = Math.max(memoryBytes, process.memoryUsage.rss());
      await sleep(10);
    }
  };
  const before = process.memoryUsage.rss();
  delays.enable();
  const probing = probe();
  const started = performance.now();
  await upload(transfer, path);
  const uploaded = performance.now();
  expect(await transfer.ended()).toMatchObject({
    state: 'previewed',
    preview: { threads: CHATS, messages: CHATS * 20, byStatus: { new: CHATS } },
  });
  const looked = performance.now();
  await transfer.service.startImport(transfer.items().map(({ index }) => index));
  expect(await transfer.ended()).toMatchObject({ state: 'imported', result: { threads: CHATS } });
  const imported = performance.now();
  isOver = true;
  await probing;
  delays.disable();
  waits.sort((a, b) => a - b);
  const at = (quantile: number): number => Math.round(waits[Math.floor(waits.length * quantile)] ?? 0);
  const facts = {
    megabytes: Math.round((await stat(path)).size / 1e6),
    uploadSeconds: (uploaded - started) / 1_000,
    previewSeconds: (looked - uploaded) / 1_000,
    importSeconds: (imported - looked) / 1_000,
    mainLoopMs: { p50: delays.percentile(50) / 1e6, p99: delays.percentile(99) / 1e6, max: delays.max / 1e6 },
    storeCallMs: { calls: waits.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: Math.round(waits.at(-1) ?? 0) },
    memoryMb: { before: Math.round(before / 1e6), peak: Math.round(memoryBytes / 1e6) },
  };
  process.stdout.write(`${JSON.stringify(facts)}\n`);
  expect(facts.mainLoopMs.p99).toBeLessThan(50);
  expect(facts.storeCallMs.p99).toBeLessThan(100);
  expect(facts.storeCallMs.max).toBeLessThan(500);
  expect(memoryBytes - before).toBeLessThan(900e6);
});
