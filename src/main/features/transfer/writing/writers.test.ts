import { fromHtml } from 'hast-util-from-html';
import { expect, test } from 'vitest';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { TransferMessage, TransferThread } from '#main/storage/transfer/transfer-store.ts';
import { outline, readAll } from '../foreign-files.test-support.ts';
import type { WriterOptions } from './chat-writer.ts';
import { createWriter } from './create-writer.ts';
import { markdownToHtml } from './html-markdown.ts';

const thread = (title: string): TransferThread => ({
  id: title as ThreadId,
  kind: 'chat',
  title,
  titleSource: 'user',
  isPinned: false,
  archivedAt: null,
  hasUnseen: false,
  folderId: null,
  assistantId: null,
  activeLeafId: null,
  parameters: {},
  createdAt: 0,
  updatedAt: 0,
  origin: null,
});
const message = (id: string, parentId: string | null, role: 'user' | 'assistant', text: string): TransferMessage => ({
  id: id as MessageId,
  parentId: parentId as MessageId | null,
  role,
  text,
  state: 'done',
  createdAt: 0,
  starredAt: null,
  keptAt: null,
  activeChildId: null,
  generationId: null,
  generations: [],
});

const write = (
  format: 'markdown' | 'html' | 'text',
  chats: readonly (readonly [title: string, messages: readonly TransferMessage[]])[],
  options: Partial<WriterOptions> = {},
): string => {
  const writer = createWriter(format, { language: 'en', branches: 'path', untitled: 'Untitled', title: 'All', ...options });
  const body = chats.map(([title, messages]) => `${writer.thread(thread(title))}${writer.messages(messages)}${writer.endThread()}`);
  return `${writer.begin([])}${body.join('')}${writer.end()}`;
};

const TURNS = [message('1', null, 'user', 'question'), message('2', '1', 'assistant', 'one'), message('3', '1', 'assistant', 'two')];

test('plain text and Markdown say who said what; with all branches also what it follows', () => {
  expect(write('text', [['A\n title', TURNS.slice(0, 2)]])).toBe(`A title\n${'='.repeat(72)}\n\nYou:\nquestion\n\nAssistant:\none\n`);
  expect(write('markdown', [['', TURNS]], { branches: 'all', language: 'zh-CN' })).toBe(
    '<!-- inkstone:chat -->\n\n# Untitled\n\n## 你 · 1\n\nquestion\n\n## 助手 · 2\n\none\n\n## 助手 · 3 · ↳ 1\n\ntwo\n',
  );
});

// Catches: a text that contains our own headings and comes back as other turns, or a branch that comes back elsewhere.
test('our Markdown reads back as it was: several chats, branches, and texts that look like headings', () => {
  const tricky = '## You\n\n# Title\n\\## Assistant\n---\n<!-- inkstone:chat -->\n\n## You · 3 · ↳ 2\n\n';
  const chats = [
    ['First', [...TURNS, message('4', '2', 'user', tricky), message('5', null, 'user', 'another start')]],
    ['Second 第二', [message('6', null, 'user', '  indented\n'), message('7', '6', 'assistant', '')]],
  ] as const;
  for (const language of ['en', 'zh-CN'] as const) {
    const read = readAll(write('markdown', chats, { branches: 'all', language }), 'chats.md');
    expect(read).toMatchObject({
      source: 'markdown',
      warnings: {},
      chats: [{ thread: { title: 'First' } }, { thread: { title: 'Second 第二' } }],
    });
    const [first, second] = read.chats.map(({ messages }) => messages.map(({ parent, role, text }) => [parent, role, text]));
    expect(first).toEqual([
      [null, 'user', 'question'],
      [1, 'assistant', 'one'],
      [2, 'user', tricky],
      [1, 'assistant', 'two'],
      [null, 'user', 'another start'],
    ]);
    expect(second).toEqual([
      [null, 'user', '  indented\n'],
      [1, 'assistant', ''],
    ]);
  }
  expect(readAll(write('markdown', [['One', TURNS.slice(0, 2)]]), 'x.md').chats.map(outline)).toEqual([
    ['1<- user: question', '2<1 assistant: one *'],
  ]);
});

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<style>@import "https://evil.example/x.css"</style>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<base href="https://evil.example">',
  '<form action="https://evil.example"><button>x</button></form>',
  '<link rel=preload href="https://evil.example/x">',
  '![pixel](https://evil.example/pixel.png)',
  '![pixel][ref]\n\n[ref]: https://evil.example/pixel.png',
  '[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](vbscript:x) [e](&#106;avascript:alert(1))',
  '<a href="javascript:alert(1)">x</a>',
  '</div></article></main><script>alert(1)</script>',
  '<math><mtext><table><mglyph><style><!--</style><img src=x onerror=alert(1)>',
  '<!--><script>alert(1)</script>-->',
  '"><script>alert(1)</script>',
  '`</style><script>alert(1)</script>`',
  '```html"><script>\n</code></pre><script>alert(1)</script>\n```',
  '| a |\n|---|\n| <img src=x onerror=alert(1)> |',
  '[^1]: <script>alert(1)</script>\n\ntext[^1]',
  'www.evil.example/<script>',
];

type HtmlNode = ReturnType<typeof fromHtml> | ReturnType<typeof fromHtml>['children'][number];
type HtmlElement = Extract<HtmlNode, { type: 'element' }>;
const elementsOf = (node: HtmlNode): HtmlElement[] => [
  ...(node.type === 'element' ? [node] : []),
  ...('children' in node ? node.children.flatMap(elementsOf) : []),
];

// Catches: markup of a model that becomes markup of the page, an address that runs code, or anything that is loaded when the page is opened.
test('an exported page holds no element, attribute or address but those of Markdown', () => {
  const page = write(
    'html',
    [['<script>alert(1)</script> "title"', HOSTILE.map((text, index) => message(`${index}`, null, 'assistant', text))]],
    { branches: 'all' },
  );
  const ALLOWED =
    /^(?:html|head|meta|title|style|body|main|section|article|div|h[1-6]|p|a|code|pre|table|thead|tbody|tr|th|td|em|strong|del|ul|ol|li|blockquote|hr|br|sup|input)$/;
  const elements = elementsOf(fromHtml(page));
  expect(elements.map(({ tagName }) => tagName).filter((name) => !ALLOWED.test(name))).toEqual([]);
  const attributes = elements.flatMap(({ tagName, properties }) => Object.keys(properties).map((name) => `${tagName} ${name}`));
  expect([...new Set(attributes)].filter((name) => / (?:on|style|src|action|background|poster|formAction)/.test(name))).toEqual([]);
  const addresses = elements.flatMap(({ properties: { href } }) => (typeof href === 'string' && href !== '' ? [href] : []));
  expect(addresses.filter((address) => !/^(?:https?:|#)/.test(address))).toEqual([]);
  const metas = elements.filter(({ properties }) => properties['httpEquiv'] !== undefined);
  expect(metas.map(({ properties }) => properties['content'])).toEqual([
    expect.stringMatching(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'$/),
  ]);
  expect(elements.filter(({ tagName }) => tagName === 'article').length).toBe(HOSTILE.length);
});

// Catches: a text that keeps the export busy for minutes, and markdown that is only shown as it was typed.
test('costly texts are shown as they are, ordinary ones as Markdown', () => {
  const before = performance.now();
  for (const text of ['>'.repeat(100_000), '['.repeat(100_000), `${'*a '.repeat(50_000)}`, 'x'.repeat(1_000_000), '|a'.repeat(10_000)]) {
    expect(markdownToHtml(text, 'm')).toMatch(/^<pre class="plain">/);
  }
  expect(performance.now() - before).toBeLessThan(1_000);
  expect(markdownToHtml('**a** \0 `b`\n\n| x |\n|--|\n| 1 |', 'm')).toContain('<strong>a</strong>');
});
