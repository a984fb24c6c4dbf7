import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startTransfer } from './transfer.test-support.ts';

const stamp = fc.integer({ min: 0, max: 4_000_000_000_000 });
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom('', '__proto__', '\0', '\u2028', '\uFEFF', '{"a":1}', '## You', '名'.repeat(50)),
);
const uuid = fc.uuid({ version: 4 });
const parameters = fc.record(
  {
    systemPrompt: text,
    temperature: fc.double({ min: 0, max: 2, noNaN: true }).map((value) => value + 0),
    topK: fc.integer({ min: 0, max: 1_000 }),
    stop: fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 3 }),
    maxTokens: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
  },
  { requiredKeys: [] },
);
const stats = fc.record({
  tokensRead: fc.nat(),
  tokensReused: fc.nat(),
  tokensWritten: fc.nat(),
  tokensPerSecond: fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value + 0),
  firstTokenMs: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }).map((value) => value + 0)),
  durationMs: fc.nat(),
  contextTokens: fc.nat(),
  contextSize: fc.nat(),
  seed: fc.nat(),
  modelName: text,
  meanLogProb: fc.option(fc.double({ min: -100, max: 0, noNaN: true }).map((value) => value + 0)),
  perplexity: fc.option(fc.double({ min: 1, max: 1e9, noNaN: true })),
});
const settled = fc.constantFrom('done', 'stopped', 'interrupted', 'failed');
const generation = fc.record({
  id: uuid,
  purpose: fc.constantFrom('chat', 'completion', 'quick-ask'),
  state: settled,
  stopReason: fc.option(fc.constantFrom('end', 'length', 'context', 'stop-text', 'stopped')),
  errorCode: fc.option(fc.constantFrom('ENGINE_CRASHED', 'DISK_FULL')),
  parameters,
  stats: fc.option(stats),
  seed: fc.option(fc.nat()),
  startedAt: stamp,
  endedAt: fc.option(stamp),
});
const message = fc.record({
  id: uuid,
  /** Which of the messages before it is its parent; the remainder decides. */
  parent: fc.option(fc.nat(1_000)),
  role: fc.constantFrom('user', 'assistant'),
  text,
  state: settled,
  createdAt: stamp,
  starredAt: fc.option(stamp),
  keptAt: fc.option(stamp),
  isActive: fc.boolean(),
  generations: fc.array(generation, { maxLength: 2 }),
  hasGeneration: fc.boolean(),
});
const origin = fc.record({ source: fc.constantFrom('chatgpt', 'claude', 'inkstone'), sourceId: text, hash: fc.string({ maxLength: 8 }) });
const thread = fc.record({
  id: uuid,
  kind: fc.constantFrom('chat', 'completion'),
  title: text,
  titleSource: fc.constantFrom('none', 'auto', 'user'),
  isPinned: fc.boolean(),
  archivedAt: fc.option(stamp),
  hasUnseen: fc.boolean(),
  folder: fc.option(fc.nat(1_000)),
  assistantId: fc.option(fc.constantFrom('tutor', randomUUID())),
  leaf: fc.option(fc.nat(1_000)),
  parameters,
  createdAt: stamp,
  updatedAt: stamp,
  origin: fc.option(origin),
  messages: fc.array(message, { maxLength: 12 }),
});
const folder = fc.record({ id: uuid, parent: fc.option(fc.nat(1_000)), name: text, createdAt: stamp });
const library = fc.record({ folders: fc.array(folder, { maxLength: 4 }), threads: fc.array(thread, { maxLength: 6 }) });

type Drawn = typeof library extends fc.Arbitrary<infer Library> ? Library : never;

const at = <Item>(list: readonly Item[], number: number | null): Item | null =>
  number === null || list.length === 0 ? null : (list[number % list.length] ?? null);

/** The drawn library as a file, by the description of the format, not by the code that writes it. */
function toFile({ folders, threads }: Drawn): string {
  const line = (value: unknown): string => `\n${JSON.stringify(value)}`;
  const written = threads.map(({ messages, folder: inFolder, leaf, origin: from, parameters: own, createdAt, updatedAt, ...facts }) => {
    const placed = messages.map((each, index) => ({ ...each, parentId: at(messages.slice(0, index), each.parent)?.id ?? null }));
    const lines = placed.map(
      ({
        parent: _parent,
        isActive: _isActive,
        hasGeneration,
        generations,
        parentId,
        id,
        role,
        text: said,
        state,
        createdAt: when,
        starredAt,
        keptAt,
      }) => {
        const active = placed.findLast((child) => child.parentId === id && child.isActive);
        const generationId = hasGeneration ? (generations.at(-1)?.id ?? null) : null;
        return line({
          id,
          parentId,
          role,
          text: said,
          state,
          createdAt: when,
          starredAt,
          keptAt,
          activeChildId: active?.id ?? null,
          generationId,
          generations,
        });
      },
    );
    const head = {
      ...facts,
      folderId: at(folders, inFolder)?.id ?? null,
      assistantId: facts.assistantId,
      activeLeafId: at(messages, leaf)?.id ?? null,
      parameters: own,
      createdAt,
      updatedAt,
      origin: from,
    };
    const { id, kind, title, titleSource, isPinned, archivedAt, hasUnseen, folderId, assistantId, activeLeafId } = head;
    const ordered = {
      id,
      kind,
      title,
      titleSource,
      isPinned,
      archivedAt,
      hasUnseen,
      folderId,
      assistantId,
      activeLeafId,
      parameters: own,
      createdAt,
      updatedAt,
      origin: from,
    };
    return `\n{"thread":${JSON.stringify(ordered)},"messages":[${lines.join(',')}]}`;
  });
  const nested = folders.map(({ id, name, createdAt, parent }, index) =>
    line({ id, parentId: at(folders.slice(0, index), parent)?.id ?? null, name, createdAt }),
  );
  return `{"format":"inkstone-library","version":2,"folders":[${nested.join(',')}],"threads":[${written.join(',')}\n]}\n`;
}

/** A half of a character cannot be stored as it is. */
const threadsIn = (json: string): unknown =>
  (JSON.parse(json, (_key, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value)) as { threads: unknown }).threads;

// Catches: any field of any message that is lost, reordered or rounded between a file, the library and the next file.
test('any library goes in, out, in and out with the same bytes, and nothing of the file is lost', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(library, async (drawn) => {
      const file = toFile(drawn);
      const [first, second] = [await startTransfer(), await startTransfer()];
      try {
        const job = await first.importAll(file);
        if (drawn.threads.length === 0) {
          expect(job).toMatchObject({ state: 'failed', code: 'IMPORT_EMPTY' });
          return;
        }
        expect(job).toMatchObject({ state: 'imported', result: { threads: drawn.threads.length } });
        const once = await first.exportText();
        expect(threadsIn(once)).toEqual(threadsIn(file));
        expect(await second.importAll(once)).toMatchObject({ state: 'imported' });
        expect(await second.exportText()).toBe(once);
      } finally {
        for (const each of [first, second]) {
          await each.service.dispose();
          await each.store.close();
        }
      }
    }),
    { numRuns: 15, endOnFailure: true },
  );
});
