import { deflateRawSync, gzipSync } from 'node:zlib';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GPT_TREE, gptConversation, gptNode, gptText, outline, readAll } from '../foreign-files.test-support.ts';
import { startTransfer } from '../transfer.test-support.ts';

const list = (...values: unknown[]): string => JSON.stringify(values);
const good = gptConversation(GPT_TREE);
const inList = (raw: string): string => `[${JSON.stringify(good)},${raw}]`;

describe('H08: hostile JSON', () => {
  // Catches: a parser that recurses, or a stack that overflows.
  test.each([
    ['a million open brackets', '['.repeat(1_000_000)],
    ['a million objects inside one another', `[${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}]`],
    ['depth inside a conversation', inList(`{"mapping":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)],
    ['depth in a part that is not read', inList(`{"other":${'[{"a":'.repeat(500)}1${'}]'.repeat(500)}}`)],
  ])('%s is refused at once', (_name, content) => {
    const before = performance.now();
    expect(() => readAll(content)).toThrow('IMPORT_TOO_DEEP');
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  // Catches: names such as `__proto__` that reach a prototype, or that lose the message they name.
  test('prototype names are names like any other', () => {
    const nodes = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map((id, index, all) =>
      gptNode(id, all[index - 1] ?? null, all.slice(index + 1, index + 2), gptText(index % 2 === 0 ? 'user' : 'assistant', id)),
    );
    const mapping = nodes.map((node) => `${JSON.stringify(node.id)}:${JSON.stringify(node)}`).join(',');
    const raw = `[{"title":"x","__proto__":{"isPolluted":true},"constructor":{"prototype":{"isPolluted":true}},"mapping":{${mapping}},"current_node":"hasOwnProperty"}]`;
    const read = readAll(raw);
    expect(read.chats.map(outline)).toEqual([
      ['1<- user: __proto__', '2<1 assistant: constructor', '3<2 user: toString', '4<3 assistant: hasOwnProperty *'],
    ]);
    expect(({} as Record<string, unknown>)['isPolluted']).toBeUndefined();
  });

  // Catches: a value taken from what an object inherits.
  test('what an object only inherits is not there', () => {
    expect(() => readAll('[{"__proto__":{"mapping":{}}}]')).toThrow('IMPORT_UNKNOWN');
  });

  // Catches: an endless walk, or messages that vanish without a word.
  test('circles, missing parents, oneself as parent and children that belong to others: every message once, all counted', () => {
    const circle = [
      gptNode('a', 'b', ['b'], gptText('user', 'a')),
      gptNode('b', 'a', ['a'], gptText('assistant', 'b')),
      gptNode('c', 'nowhere', ['a', 'c'], gptText('user', 'c')),
      gptNode('d', 'd', ['d'], gptText('user', 'd')),
    ];
    const read = readAll(list(gptConversation(circle)));
    expect(read.chats.flatMap(({ messages }) => messages.map(({ text }) => text)).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(read.warnings['damaged-tree']).toBeGreaterThanOrEqual(3);
  });

  // Catches: a chain that is walked by recursion, or a cost that grows with the square.
  test('a chain of 100,000 nodes and a star of as many are read within seconds', () => {
    const chain = Array.from({ length: 100_000 }, (_, index) =>
      gptNode(`n${index}`, index === 0 ? null : `n${index - 1}`, [], gptText(index % 2 === 0 ? 'user' : 'assistant', 'x')),
    );
    const star = Array.from({ length: 100_000 }, (_, index) =>
      gptNode(`s${index}`, index === 0 ? null : 's0', [], gptText(index === 0 ? 'user' : 'assistant', 'y')),
    );
    const slim = (nodes: typeof chain): unknown =>
      gptConversation(
        nodes.map(
          ({ id, parent, message }) =>
            ({ id, parent, children: [], message: { author: message?.['author'], content: message?.['content'] } }) as never,
        ),
      );
    const before = performance.now();
    const read = readAll(list(slim(chain), slim(star)));
    expect(read.chats.map(({ messages }) => messages.length)).toEqual([100_000, 100_000]);
    expect(performance.now() - before).toBeLessThan(8_000);
  });

  // Catches: a million tiny entries that are held, or that each cost a message to another thread.
  test('a million entries that are no chats are counted, not kept', () => {
    const read = readAll(`[${JSON.stringify(good)},${'{},'.repeat(999_999)}{}]`);
    expect([read.chats.length, read.warnings]).toEqual([1, { 'not-a-chat': 1_000_000 }]);
  });

  // Catches: numbers, dates and types that break the tree, the list order or the file that is exported afterwards.
  test('wrong types and huge numbers count as absent', () => {
    const odd = {
      title: { toString: 'x' },
      create_time: 1e308,
      update_time: '9999999999999999999999',
      current_node: ['a3'],
      mapping: {
        a: { id: 7, parent: 7, children: 'abc', message: { author: 'user', content: { content_type: 'text', parts: 'x' } } },
        b: {
          parent: null,
          children: [null, 3],
          message: { author: { role: 'user' }, content: { content_type: 'text', parts: [1, null, 'kept', { a: 1 }] }, create_time: -1e300 },
        },
        c: null,
      },
    };
    const read = readAll(`[${JSON.stringify(odd).replace('1e+308', '1e999')}]`);
    expect(read.chats.map(outline)).toEqual([['1<- user: kept\n\n[attachment] *']]);
    const { createdAt, updatedAt, title } = read.chats[0]?.thread ?? {};
    expect([title, Number.isSafeInteger(createdAt), Number.isSafeInteger(updatedAt)]).toEqual(['', true, true]);
  });

  // Catches: titles that break the line, turn the writing direction or hide what they say.
  test('control and direction characters leave the title; half characters and NUL harm nothing', () => {
    const raw = list({
      ...good,
      title: 'inv\u202Eoice\u0000\u0007\n\u2066txt\uFEFF \ud800',
      mapping: { a: gptNode('a', null, [], gptText('user', 'half \udfff and \0 nul')) },
    });
    const [chat] = readAll(raw).chats;
    expect(chat?.thread.title).toBe('inv oice txt \uFFFD');
    expect(chat?.messages[0]?.text).toBe('half \uFFFD and \0 nul');
  });

  // Catches: the second of two equal names silently winning over the whole conversation, or a crash.
  test('duplicate names in an object: the last one counts, as JSON.parse has it', () => {
    expect(
      readAll(`[{"mapping":{"x":1},"title":"a","title":"b","mapping":${JSON.stringify(good['mapping'])}}]`).chats[0]?.thread.title,
    ).toBe('b');
  });

  // Catches: a file cut off in the middle that is imported in part without a word.
  test.each([
    ['in an object', JSON.stringify([good]).slice(0, -40), 'IMPORT_TRUNCATED'],
    ['in a string', '[{"mapping":{"a', 'IMPORT_TRUNCATED'],
    ['with words behind its end', `${list(good)} x`, 'IMPORT_DAMAGED'],
    ['with brackets that do not fit', '[{"mapping":{}]', 'IMPORT_DAMAGED'],
    ['with what is no JSON inside', '[{"mapping":{"a":undefined}}]', 'IMPORT_DAMAGED'],
    ['with a raw line break in a string', '[{"mapping":{"a":"\n"}}]', 'IMPORT_DAMAGED'],
  ])('a file that is broken %s is refused', (_name, content, code) => {
    expect(() => readAll(content)).toThrow(code);
  });

  // Catches: text of another encoding that becomes a library of question marks.
  test.each([
    ['invalid UTF-8', Buffer.concat([Buffer.from('[{"mapping":{},"title":"'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}]')])],
    ['UTF-16', Buffer.from(`\uFEFF${list(good)}`, 'utf16le')],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0])],
  ])('%s is refused', (_name, content) => {
    expect(() => readAll(content)).toThrow('IMPORT_NOT_TEXT');
  });

  // Catches: ids of another library, or twice the same, that break the tree of this one.
  test('our own JSON with taken, doubled and circular ids adds its chats beside what is here', async () => {
    const transfer = await startTransfer();
    const ids = Array.from({ length: 4 }, (_, index) => `00000000-0000-4000-8000-00000000000${index}`);
    const message = (id: string, parentId: string | null): unknown => ({
      id,
      parentId,
      role: 'user',
      text: `t${id.at(-1)}`,
      state: 'done',
      createdAt: 1,
      starredAt: null,
      keptAt: null,
      activeChildId: ids[0],
      generationId: ids[3],
      generations: [],
    });
    const thread = (id: string): unknown => ({
      id,
      kind: 'chat',
      title: 'x',
      titleSource: 'user',
      isPinned: false,
      archivedAt: null,
      hasUnseen: false,
      folderId: ids[3],
      assistantId: null,
      activeLeafId: ids[3],
      parameters: {},
      createdAt: 1,
      updatedAt: 1,
      origin: null,
    });
    const messages = [
      message(ids[0] ?? '', ids[1] ?? ''),
      message(ids[1] ?? '', ids[0] ?? ''),
      message(ids[0] ?? '', ids[0] ?? ''),
      { id: 5 },
    ];
    const twice = [
      { thread: thread(ids[0] ?? ''), messages },
      { thread: thread(ids[0] ?? ''), messages },
      { messages: [message(ids[2] ?? '', null)] },
    ];
    const file = JSON.stringify({
      format: 'inkstone-library',
      version: 2,
      folders: [{ id: ids[3], parentId: ids[3], name: 'f', createdAt: 1 }],
      threads: twice,
    });
    expect(await transfer.importAll(file)).toMatchObject({ state: 'imported', result: { threads: 2, messages: 6 } });
    const again = await transfer.exportText();
    expect((JSON.parse(again) as { threads: unknown[] }).threads.length).toBe(2);
    const other = await startTransfer();
    expect(await other.importAll(again)).toMatchObject({ state: 'imported' });
    expect(await other.exportText()).toBe(again);
  });

  test('a file of a newer Inkstone says so', () => {
    expect(() => readAll('{"format":"inkstone-library","version":3,"folders":[],"threads":[]}')).toThrow('IMPORT_NEWER');
  });
});

/** A zip with one stored entry of this name. */
function zipOf(name: string, content: Buffer): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(0xffffffff, 22);
  local.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([local, Buffer.from(name), content]);
}

describe('H09: archives', () => {
  // Catches: an archive that is opened because of its name, and writes where its entries say, or grows without end.
  test.each([
    ['a zip named .json', zipOf('conversations.json', deflateRawSync(list(good)))],
    ['a zip that wants to climb out', zipOf('../../../../tmp/inkstone-slip', Buffer.from('x'))],
    ['a zip with an absolute name', zipOf('/tmp/inkstone-slip', Buffer.from('x'))],
    ['a zip with a network name', zipOf('\\\\server\\share\\inkstone-slip', Buffer.from('x'))],
    ['a bomb', zipOf('data.json', deflateRawSync(Buffer.alloc(50_000_000)))],
    ['gzip', gzipSync(list(good))],
  ])('%s is not opened: unzip first', async (_name, content) => {
    const transfer = await startTransfer();
    expect(await transfer.look(content, 'conversations.json')).toMatchObject({ state: 'failed', code: 'IMPORT_IS_ZIP' });
    expect(readdirSync(join(transfer.folder, 'transfer'))).toEqual([]);
    expect(existsSync('/tmp/inkstone-slip')).toBe(false);
  });

  // Catches: a name from the page that decides where the upload is written.
  test.each(['../../escape.json', '/tmp/inkstone-slip', 'C:\\Windows\\x.json', '\\\\server\\share\\x.json', '\0.json'])(
    'the name %j is only shown, never used as a path',
    async (name) => {
      const transfer = await startTransfer();
      expect(await transfer.look(list(good), name)).toMatchObject({ state: 'previewed', preview: { fileName: name } });
      expect(readdirSync(join(transfer.folder, 'transfer')).every((entry) => entry.startsWith('upload-'))).toBe(true);
      expect(existsSync('/tmp/inkstone-slip')).toBe(false);
    },
  );
});
