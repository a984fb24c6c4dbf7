import { beforeEach, expect, test } from 'vitest';
import { toNeedle } from '#shared/utils/occurrences.ts';
import { findIn } from './found-text.ts';

const article = document.createElement('article');
const find = (html: string, query: string): string[] => {
  article.innerHTML = `<h2 class="sr-only">needle</h2><div data-message-text>${html}</div><button>needle</button>`;
  return findIn(article, toNeedle(query)).map(String);
};

beforeEach(() => article.replaceChildren());

// Catches: matches that styling splits, ranges off by a character that folds to more or fewer units, and half an emoji.
test.each([
  ['<p>one <strong>nee</strong>dle, two <em>NEEDLES</em></p>', 'needle', ['needle', 'NEEDLE']],
  ['<p>🙂🙂 ﬁne café 🙂 CAFE\u0301s</p>', 'cafe', ['café', 'CAFE\u0301']],
  ['<p>ﬁne</p>', 'fin', ['ﬁn']],
  ['<p>我们昨天在北京。北京！</p>', '北京', ['北京', '北京']],
  ['<p>𠮷野家 and 𠮷</p>', '𠮷', ['𠮷', '𠮷']],
  ['<p>two\nlines</p>', 'two lines', ['two\nlines']],
  ['<pre><code><span>const </span><span>needle</span></code></pre>', 't needle', ['t needle']],
  ['<p>(a+b)*c</p>', '+b)*', ['+b)*']],
])('%s holds %s', (html, query, expected) => {
  expect(find(html, query)).toEqual(expected);
});

// Catches: words glued across paragraphs and list items; headings for screen readers, buttons and formulas that count as text.
test('what is not one run of text, or not text to read, is not found', () => {
  expect(find('<p>nee</p><p>dle</p><ul><li>nee</li><li>dle</li></ul>', 'needle')).toEqual([]);
  expect(find('<p>x <span class="katex">needle</span></p>', 'needle')).toEqual([]);
  expect(find('<p>nothing</p>', 'needle')).toEqual([]);
  expect(find('<p>nothing</p>', '  ')).toEqual([]);
});
