import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from './open-store.ts';
import { cutExcerpt } from './search-excerpt.ts';
import { toMatchExpression, toSearchTerms, toSearchText } from './search-text.ts';
import type { Store } from './store.ts';
import { ask, DONE, startTurn, temporaryFolder } from './library.test-support.ts';

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

const find = async (store: Store, query: string): Promise<string[]> => (await store.search.query(query, 50)).map(({ excerpt }) => excerpt);

describe('search', () => {
  const CHINESE = '我们昨天在北京讨论了机器学习。';
  // Catches: a tokenizer that takes a Chinese sentence for one word, or that needs three characters (trigram).
  test.each(['北京', '讨论', '机器学习', '京', '我', '习', '在北京讨论'])('finds %s inside a Chinese sentence', async (query) => {
    const store = await storeOf(CHINESE, '上海很大', 'nothing here');
    const hits = await store.search.query(query, 10);
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
    const [hit] = await (await storeOf(text, 'something else')).search.query(query, 10);
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
        for (const { excerpt, ranges } of await store.search.query(typed, 20)) {
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
        const hits = await store.search.query(words[pick % words.length] ?? '', 1_000);
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
    expect((await store.search.query('swims', 1))[0]).toMatchObject({ messageId: answer.id, role: 'assistant', thread: { id: old.id } });
    await store.threads.remove(old.id);
    expect(await find(store, 'otter')).toEqual(['otters dive deep', 'second otter']);
    await store.threads.restore(old.id);
    // A page that whole words fill needs no beginnings of words.
    expect((await store.search.query('otter', 2)).map(({ excerpt }) => excerpt)).toEqual(['Otter facts', 'second otter']);
    expect((await store.search.query('otte', 2)).map(({ excerpt }) => excerpt)).toEqual(['Otter facts', 'otters dive deep']);
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
