/** What the scripted engine says: plain, plausible text, so that screens can be built and tested without a model. */
import type { GenerateRequest } from './engine.ts';

const MARKDOWN_BLOCKS: readonly string[] = [
  '## A closer look\n\n',
  'A paragraph with **bold**, *italic* and `inline code`, long enough to wrap at the reading width and to show how text settles. ',
  'A second sentence follows, with a [link](https://example.com/) and a number: 1,234.5.\n\n',
  '- first item\n- second item with more words\n- third item\n\n',
  '```ts\nexport function add(a: number, b: number): number {\n  return a + b;\n}\n```\n\n',
  '| Name | Value |\n| --- | ---: |\n| alpha | 1 |\n| beta | 22 |\n\n',
  'Euler wrote $e^{i\\pi} + 1 = 0$, and the integral is\n\n$$\\int_0^1 x^2\\,dx = \\tfrac{1}{3}$$\n\n',
  '中文段落：**引号“里”的重点**也要正确显示，长文本应当自然换行。\n\n',
  '> A quotation that a careful reader would keep.\n\n',
  '1. Read the question.\n2. Answer it.\n3. Stop.\n\n',
];

const PIECES = /\s*[^\s]{1,4}|\s+/gu;

/** Text in pieces of about one token each; never inside a character. */
export const toPieces = (text: string): readonly string[] => text.match(PIECES) ?? [];

/** Markdown of `count` pieces, with everything the renderer knows. */
export function longAnswer(count: number): string {
  let text = '';
  for (let block = 0; toPieces(text).length <= count; block += 1) text += MARKDOWN_BLOCKS[block % MARKDOWN_BLOCKS.length] ?? '';
  return toPieces(text).slice(0, count).join('');
}

/** The text the user typed last, or the raw text of a completion. */
export function lastText({ prompt }: GenerateRequest): string {
  if (prompt.kind === 'completion') return prompt.text;
  return prompt.history.findLast(({ role }) => role === 'user')?.text ?? '';
}

const firstWords = (text: string): string =>
  text
    .replaceAll(/\[\[[^\]]*\]\]/gu, '')
    .trim()
    .split(/\s+/u)
    .slice(0, 5)
    .join(' ');

/** Depends on the request only: the same question gets the same answer. */
export function cannedAnswer(request: GenerateRequest): string {
  const text = lastText(request);
  const long = /\[\[long (\d{1,6})\]\]/u.exec(text);
  if (long !== null) return longAnswer(Number(long[1]));
  if (request.slotKey === 'title') return firstWords(text);
  if (request.prompt.kind === 'completion') return ' and so the story went on, one line after another.';
  if (/capital of France/iu.test(text)) return 'The capital of France is **Paris**.';
  return [
    `You asked about “${firstWords(text)}”.`,
    'This answer comes from the scripted engine: it streams like a model and knows nothing.',
    '- It can be stopped at any moment.\n- It can be continued.\n- It always ends.',
  ].join('\n\n');
}
