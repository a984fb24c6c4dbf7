import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { GENERAL_ASSISTANT } from '#shared/models/assistant.ts';
import { assistantIdSchema, messageIdSchema } from '#shared/models/ids.ts';
import type { SearchPage } from '#shared/models/search.ts';
import { Connection } from '../connection.ts';
import { openStore } from '../open-store.ts';
import { cutExcerpt } from './search-excerpt.ts';
import { clip, segmentRanges, toRanges } from './search-ranges.ts';
import { SearchRepository } from './search-repository.ts';
import { toMatchExpression, toSearchTerms, toSearchText } from './search-text.ts';
import type { SearchRequest, Store } from '../store.ts';
import { ask, DONE, regenerate, searchFor, startTurn, temporaryFolder } from '../library.test-support.ts';

const open = async (): Promise<Store> => {
  const store = await openStore({ folder: temporaryFolder() });
  onTestFinished(() => store.close());
  return store;
};

/** A store whose one thread holds these texts, as user messages. */
async function storeOf(...texts: string[]): Promise<Store> {
  const store = await open();
  const { id } = await store.threads.create('chat');
  await store.messages.addFinished(
    id,
    null,
    texts.map((text) => ({ role: 'user', text }) as const),
  );
  return store;
}

const marked = ({ excerpt, ranges }: { excerpt: string; ranges: [number, number][] }): string[] =>
  ranges.map(([start, end]) => excerpt.slice(start, end));

const find = async (store: Store, query: string): Promise<string[]> => (await searchFor(store, query, 50)).map(({ excerpt }) => excerpt);

describe('search', () => {
  const CHINESE = '我们昨天在北京讨论了机器学习。';
  // Catches: a tokenizer that takes a Chinese sentence for one word, or that needs three characters (trigram).
  test.each(['北京', '讨论', '机器学习', '京', '我', '习', '在北京讨论'])('finds %s inside a Chinese sentence', async (query) => {
    const store = await storeOf(CHINESE, '上海很大', 'nothing here');
    const hits = await searchFor(store, query, 10);
    expect(hits.map((hit) => [hit.excerpt, marked(hit)])).toEqual([[CHINESE, [query]]]);
  });

  // Catches: pairs of characters that match although they do not touch.
  test.each(['京北', '昨北', '学机', '北京上海'])('does not find %s, which is not in it', async (query) => {
    expect(await find(await storeOf(CHINESE), query)).toEqual([]);
  });

  // Catches: case, accents, width and script differences that hide a text; words found in the middle of other words.
  test.each([
    ['CAFE', 'Ein café am See', ['café']],
    ['Übermut', 'ubermut tut selten gut', ['ubermut']],
    ['gpt', 'Ｔｈｅ ＧＰＴ family', ['ＧＰＴ']],
    ['ストア', 'アプリストアで', ['ストア']],
    ['모델', '언어모델을 쓴다', ['모델']],
    ['e-mail', 'send an e-mail now', ['e', 'mail']],
    ['hel wor', 'hel and world', ['hel', 'wor']],
    ['GGUF文件', '打开 GGUF文件 吧', ['GGUF', '文件']],
    ['naïve', 'a nai\u0308ve plan', ['nai\u0308ve']],
  ])('finds %s in "%s"', async (query, text, words) => {
    const [hit] = await searchFor(await storeOf(text, 'something else'), query, 10);
    expect(hit && marked(hit)).toEqual(words);
  });

  // Catches: a search that forgets that only the last word may be unfinished.
  test('completes the last word only', async () => {
    const store = await storeOf('quantised models', 'quant models');
    expect(await find(store, 'quant')).toEqual(['quant models', 'quantised models']);
    expect(await find(store, 'quant mod')).toEqual(['quant models']);
    expect(await find(store, 'quant ')).toEqual(['quant models']);
  });

  // Catches: FTS5 syntax reaching FTS5: an error, or an operator the user did not mean.
  test.each([
    '"',
    '""',
    "'",
    '*',
    'a*',
    'NEAR(a b)',
    'a AND',
    'OR',
    'NOT x',
    'text:a',
    '^a',
    'a + b',
    '(a',
    '{a}: b',
    '\0',
    'a\0b',
    '-a',
    '\uD800',
    '',
  ])('takes %j as plain text', async (query) => {
    const store = await storeOf('plain text');
    expect(await find(store, query)).toEqual(await find(store, query.replaceAll(/[^a-z]+/giu, ' ')));
  });

  // Catches: any query that throws, and any excerpt whose ranges point outside it.
  test('survives anything that can be typed', async () => {
    const store = await storeOf('plain text with a "quote" AND 一些中文 text', 'NEAR the end *');
    const query = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: 'grapheme', maxLength: 500 }),
      fc
        .array(
          fc.constantFrom('"', '*', 'AND ', 'OR ', 'NOT ', 'NEAR(', ')', '^', ':', 'text', '文', '中文', ' ', '\0', '-', '+', '{', '}'),
          { maxLength: 60 },
        )
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(query, async (typed) => {
        for (const { excerpt, ranges } of await searchFor(store, typed, 20)) {
          for (const [start, end] of ranges) expect(0 <= start && start < end && end <= excerpt.length).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  // Catches: a text that cannot be found by a piece of itself.
  test('finds every text by any of its words', async () => {
    const store = await open();
    const { id } = await store.threads.create('chat');
    const word = fc.oneof(
      fc.stringMatching(/^[a-z]{2,8}$/),
      fc.string({ unit: fc.constantFrom(...'天地人你我他好大中国學習'), minLength: 2, maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), async (words, pick) => {
        const [message] = await store.messages.addFinished(id, null, [{ role: 'user', text: words.join(' ') }]);
        const hits = await searchFor(store, words[pick % words.length] ?? '', 1_000);
        expect(hits.map(({ messageId }) => messageId)).toContain(message?.id);
      }),
      { numRuns: 60 },
    );
  });

  // Catches: an answer that is found while half of it is missing in the index, old titles, removed threads, old order.
  test('keeps step with what is written, renamed and removed; titles first, then newest first', async () => {
    const store = await open();
    const [old, young] = [await store.threads.create('chat'), await store.threads.create('chat')];
    const { answer } = await ask(store, old.id, null, 'first otter', 'an otter swims');
    const { answers } = await startTurn(store, young.id, null, 'second otter');
    await store.messages.appendText(answers[0].id, 'otters dive');
    await store.threads.rename(old.id, 'Beaver', 'auto');
    await store.threads.rename(old.id, 'Otter facts', 'user');
    expect(await find(store, 'otter')).toEqual(['Otter facts', 'second otter', 'an otter swims', 'first otter']);
    await store.messages.finish(answers[0].id, ' deep', DONE);
    expect(await find(store, 'dive')).toEqual(['otters dive deep']);
    expect(await find(store, 'beaver')).toEqual([]);
    expect((await searchFor(store, 'swims', 1))[0]).toMatchObject({ messageId: answer.id, role: 'assistant', thread: { id: old.id } });
    await store.threads.remove(old.id);
    expect(await find(store, 'otter')).toEqual(['otters dive deep', 'second otter']);
    await store.threads.restore(old.id);
    expect((await searchFor(store, 'otter', 2)).map(({ excerpt }) => excerpt)).toEqual(['Otter facts', 'otters dive deep']);
    expect((await searchFor(store, 'otte', 2)).map(({ excerpt }) => excerpt)).toEqual(['Otter facts', 'otters dive deep']);
  });
});

describe('an excerpt', () => {
  // Catches: ranges that are off by the ellipsis, by a character that folds to two, or by half an emoji.
  test('shows the first match in its surroundings', () => {
    const text = `${'🙂ﬀ '.repeat(60)}the Needle\nhere, and a needle there ${'tail '.repeat(60)}`;
    const { excerpt, ranges } = cutExcerpt(text, toSearchTerms('needle'));
    expect(ranges.map(([start, end]) => excerpt.slice(start, end))).toEqual(['Needle', 'needle']);
    expect(excerpt).toMatch(/^….*the Needle here, and a needle there.*…$/);
    expect(excerpt.isWellFormed()).toBe(true);
    expect(excerpt.length).toBeLessThanOrEqual(122);
  });

  test('is the beginning when the index knows better than the marker', () => {
    expect(cutExcerpt('short', toSearchTerms('other'))).toEqual({ excerpt: 'short', ranges: [] });
  });
});

// Catches: index and query that cut Chinese differently.
test('tokens of a text and of a query', () => {
  expect(toSearchText('用GPT写诗').split(/\s+/).filter(Boolean)).toEqual(['用', 'GPT', '写诗', '诗']);
  expect(toMatchExpression(toSearchTerms('机器学习 deep lear'))).toBe('"机器 器学 学习" AND "deep" AND "lear"*');
  expect(toMatchExpression(toSearchTerms('!?'))).toBe('');
});

describe('a narrowed search', () => {
  const hitsOf = async (store: Store, request: Partial<SearchRequest> & { query: string }): Promise<string[]> =>
    (await store.search.query({ limit: 50, cursor: null, ...request })).hits.map(({ excerpt }) => excerpt);

  // Catches: a filter that is forgotten, or that hides a title which nobody filtered away.
  test('gives what was written by one, in one chat, between two times, or starred', async () => {
    let now = 1_000;
    const folder = temporaryFolder();
    const store = await openStore({ folder, now: () => now });
    onTestFinished(() => store.close());
    const [first, second] = [await store.threads.create('chat'), await store.threads.create('chat')];
    await ask(store, first.id, null, 'otter question', 'otter answer');
    now = 2_000;
    const { user } = await ask(store, second.id, null, 'otter again', 'an otter once more');
    await store.threads.rename(second.id, 'Otters', 'user');
    await store.order.setStarred(user.id, true);
    const all = ['Otters', 'an otter once more', 'otter again', 'otter answer', 'otter question'];
    expect(await hitsOf(store, { query: 'otter' })).toEqual(all);
    expect(await hitsOf(store, { query: 'otter', role: 'user' })).toEqual(['otter again', 'otter question']);
    expect(await hitsOf(store, { query: 'otter', threadId: first.id })).toEqual(['otter answer', 'otter question']);
    expect(await hitsOf(store, { query: 'otter', isStarred: true })).toEqual(['otter again']);
    expect(await hitsOf(store, { query: 'otter', from: 2_000 })).toEqual(all.slice(0, 3));
    expect(await hitsOf(store, { query: 'otter', to: 2_000 })).toEqual(all.slice(3));
    expect(await hitsOf(store, { query: 'otter', from: 3_000 })).toEqual([]);
    expect(await hitsOf(store, { query: 'otter', assistantId: assistantIdSchema.parse('tutor') })).toEqual([]);
    // A chat that has chosen none is answered by the general one.
    expect(await hitsOf(store, { query: 'otter', assistantId: GENERAL_ASSISTANT })).toEqual(all);
    const outer = await store.folders.create('outer', null);
    const inner = await store.folders.create('inner', outer.id);
    await store.order.setFolder([second.id], inner.id);
    expect(await hitsOf(store, { query: 'otter', folderId: outer.id })).toEqual(all.slice(0, 3));
    await store.order.setArchived([second.id], true);
    expect((await searchFor(store, 'otter', 1))[0]?.thread.isArchived).toBe(true);
  });

  // Catches: a removed message that can still be found, or that stays lost when it is back.
  test('never gives what was removed', async () => {
    const store = await storeOf('first otter', 'second otter');
    const [, hit] = await searchFor(store, 'otter', 5);
    if (!hit?.messageId) throw new Error('two messages');
    const { removalId } = await store.tree.remove({ messageIds: [hit.messageId], scope: 'one' });
    expect(await find(store, 'otter')).toEqual(['second otter']);
    await store.tree.restore(removalId);
    expect(await find(store, 'otter')).toEqual(['second otter', 'first otter']);
  });

  // Catches: pages that repeat or skip a hit, whatever the words and filters, and a walk that never comes to its end.
  test('gives every hit once, page by page, also when it rests after every step', async () => {
    const folder = temporaryFolder();
    const store = await openStore({ folder });
    const texts: string[] = [];
    for (let chat = 0; chat < 6; chat += 1) {
      const { id } = await store.threads.create('chat');
      await store.threads.rename(id, `quantum ${chat}`, 'user');
      const messages = Array.from({ length: 120 }, (_, index) => ({
        role: index % 2 === 0 ? ('user' as const) : ('assistant' as const),
        text: `${['quantum', 'quantised', 'quarry'][index % 3] ?? ''} 量子 number ${chat}-${index}`,
      }));
      const added = await store.messages.addFinished(id, null, messages);
      texts.unshift(...added.map(({ text }) => text).toReversed());
      for (const { id: messageId } of added.filter((_, index) => index % 40 === 5)) await store.order.setStarred(messageId, true);
    }
    await store.close();
    let ticks = 0;
    const connection = new Connection({ source: join(folder, 'inkstone.db'), isReadOnly: true, log: SILENT_LOGGER });
    onTestFinished(() => connection.close());
    const search = new SearchRepository(connection, () => (ticks += 100));
    const isOwn = (text: string): boolean => Number(text.split('-')[1]) % 2 === 0;
    const isStarred = (text: string): boolean => Number(text.split('-')[1]) % 40 === 5;
    for (const [query, filters, wanted] of [
      ['量子', {}, () => true],
      ['quant', {}, (text: string) => text.startsWith('quant')],
      ['quantis', { role: 'user' }, (text: string) => text.startsWith('quantis') && isOwn(text)],
      ['quarry', { isStarred: true }, (text: string) => text.startsWith('quarry') && isStarred(text)],
      ['quan', { isStarred: true }, (text: string) => text.startsWith('quan') && isStarred(text)],
    ] as const) {
      const found: string[] = [];
      let cursor: SearchRequest['cursor'] = null;
      let pages = 0;
      do {
        const page: SearchPage = await search.query({ ...filters, query, limit: 7, cursor });
        found.push(...page.hits.filter(({ messageId }) => messageId !== null).map(({ excerpt }) => excerpt));
        cursor = page.next;
        pages += 1;
      } while (cursor !== null && pages < 1_000);
      expect(found).toEqual(texts.filter(wanted));
    }
  });
});

describe('along the active path', () => {
  // Catches: matches on other branches or in removed messages, pages that lose count, marks that hide a word.
  test('a text is found page by page, oldest first, without case, accents and marks', async () => {
    const store = await open();
    const { id } = await store.threads.create('chat');
    const { user, answer } = await ask(store, id, null, 'Äpfel und **Birnen**', 'die **Ä**pfel, APFEL und 苹果');
    await regenerate(store, id, user.id, 'another answer: apfel');
    const last = await ask(
      store,
      id,
      (await store.messages.listPath(id, { before: null, limit: 1 })).messages[0]?.id ?? null,
      '苹果',
      'nichts',
    );
    const pages = async (text: string) => {
      const newest = await store.messages.findOnPath({ threadId: id, text, before: null, limit: 2 });
      if (newest.before === null) return newest.found.map(({ messageId, count }) => [messageId, count]);
      const older = await store.messages.findOnPath({ threadId: id, text, before: newest.before, limit: 2 });
      return [...older.found, ...newest.found].map(({ messageId, count }) => [messageId, count]);
    };
    expect(await pages('apfel')).toHaveLength(2);
    expect(await pages('苹果')).toEqual([[last.user.id, 1]]);
    expect(await pages('**birnen')).toEqual([[user.id, 1]]);
    expect(await store.messages.locate(answer.id)).toEqual({ threadId: id, isOnPath: false });
    expect(await store.messages.locate(last.user.id)).toEqual({ threadId: id, isOnPath: true });
    await store.messages.selectVersion(answer.id);
    expect(await pages('apfel')).toEqual([
      [user.id, 1],
      [answer.id, 2],
    ]);
    await expect(store.messages.locate(messageIdSchema.parse(randomUUID()))).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  });
});

// Catches: ranges of rows that lose a row, or that ask once for every single one.
test('close rows become one range, and segments their rows', () => {
  expect(toRanges([90, 88, 80, 50, 49])).toEqual([
    { from: 80, to: 90 },
    { from: 49, to: 50 },
  ]);
  expect(segmentRanges([7, 6, 2], 10)).toEqual([
    { from: 6_144, to: 8_191 },
    { from: 2_048, to: 3_071 },
  ]);
  expect(
    clip(
      [
        { from: 10, to: 20 },
        { from: 1, to: 5 },
      ],
      { from: 15, to: 30 },
    ),
  ).toEqual([{ from: 15, to: 20 }]);
});

// Catches: an excerpt that takes the time of the whole text, or misses a word that lies across two pieces of it.
test('an excerpt finds its word deep in a long text', () => {
  const filler = 'é lore '.repeat(2_285);
  for (const at of [7_990, 8_000, 15_995, 15_998]) {
    const text = `${filler.slice(0, at)} needle 北京 ${filler}`;
    const { excerpt, ranges } = cutExcerpt(text, toSearchTerms('needle'));
    expect(ranges.map(([start, end]) => excerpt.slice(start, end))).toEqual(['needle']);
  }
});
