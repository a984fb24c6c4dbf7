import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '#shared/utils/apply-changes.ts';
import { findChanges } from './text-changes.ts';

const shown = async (text: string, result: string): Promise<string> => {
  let at = 0;
  let out = '';
  for (const { start, end, removed, added } of await findChanges(text, result)) {
    out += `${text.slice(at, start)}[-${removed}-]{+${added}+}`;
    at = end;
  }
  return out + text.slice(at);
};

const word = fc.constantFrom(
  'the',
  'tap',
  'drips',
  '水龙头',
  '漏水',
  ' ',
  '  ',
  '\n',
  '\n\n',
  '.',
  '，',
  '👩‍👩‍👧',
  'é',
  'É',
  '\t',
  '12',
  '"',
  '今天',
);
const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));

describe('findChanges', () => {
  it('changes whole words, and joins words that only a space keeps apart', async () => {
    expect(
      await shown('the tap drips since two weeks. I called at Monday', 'the tap has been dripping for two weeks. I called on Monday'),
    ).toBe('the tap [-drips since-]{+has been dripping for+} two weeks. I called [-at-]{+on+} Monday');
  });

  it('changes whole Chinese words, not single characters', async () => {
    const changes = await findChanges('他们昨天去了医院。', '我们昨天去了学校。');
    expect(changes.map(({ removed, added }) => [removed, added])).toEqual([
      ['他们', '我们'],
      ['医院', '学校'],
    ]);
  });

  it('keeps changes of different paragraphs apart', async () => {
    expect(await findChanges('one\ntwo', 'uno\ndos')).toHaveLength(2);
  });

  it('pairs a rewritten paragraph with its own source when one before it is gone', async () => {
    const a = 'First paragraph about birds.\nSecond paragraph about the big grey cats.\n';
    expect(await shown(a, 'Second paragraph about the big white cats.\n')).toBe(
      '[-First paragraph about birds.\n-]{++}Second paragraph about the big [-grey-]{+white+} cats.\n',
    );
  });

  it('gives back both texts exactly, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (a, b) => {
        const changes = await findChanges(a, b);
        let last = 0;
        for (const { start, end, removed } of changes) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(a.slice(start, end)).toBe(removed);
          last = end;
        }
        expect([applyChanges(a, changes), applyChanges(a, [])]).toEqual([b, a]);
      }),
      { numRuns: 300 },
    );
  });

  it('gives back every mixture of accepted and rejected changes as a text that has the other offsets intact', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), async (a, b, picks) => {
        const changes = await findChanges(a, b);
        const some = changes.filter((_, index) => picks[index] ?? false);
        const expected = changes.map((change, index) => ((picks[index] ?? false) ? change.added : change.removed));
        let at = 0;
        let built = '';
        changes.forEach((change, index) => {
          built += a.slice(at, change.start) + (expected[index] ?? '');
          at = change.end;
        });
        expect(applyChanges(a, some)).toBe(built + a.slice(at));
      }),
      { numRuns: 100 },
    );
  });

  it('never blocks the loop for long on 100,000 characters with a change in every paragraph', async () => {
    const paragraph = (verb: string): string =>
      `The water ${verb} damaged the cupboard below it and nobody has came to look at it for two weeks now. 我们昨天去了图书馆。`.repeat(4);
    const a = Array.from({ length: 240 }, (_, index) => `${index} ${paragraph('have')}`).join('\n');
    const b = Array.from({ length: 240 }, (_, index) => `${index} ${paragraph('has')}`).join('\n');
    expect(a.length).toBeGreaterThan(100_000);
    let [longest, last] = [0, performance.now()];
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const changes = await findChanges(a, b);
    clearInterval(timer);
    expect(applyChanges(a, changes)).toBe(b);
    expect(changes).toHaveLength(960);
    // The budget is 50 ms; the margin is for a test machine shared by many.
    expect(longest).toBeLessThan(150);
  });

  it('survives texts with nothing in common', async () => {
    const a = Array.from({ length: 3_000 }, (_, index) => `alpha${index} beta`).join(' ');
    const b = Array.from({ length: 3_000 }, (_, index) => `gamma${index} delta`).join('\n');
    expect(applyChanges(a, await findChanges(a, b))).toBe(b);
  });
});
