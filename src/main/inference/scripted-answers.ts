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

const CORRECTIONS: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/\bteh\b/gu, 'the'],
  [/\bdrips since\b/gu, 'has been dripping for'],
  [/\bwater have\b/gu, 'water has'],
  [/\bat Monday\b/gu, 'on Monday'],
  [/\bhas came\b/gu, 'has come'],
  [/\bsent someone\b/gu, 'send someone'],
  [/在次/gu, '再次'],
  [/的很快/gu, '得很快'],
];

const TRANSLATIONS: readonly (readonly [source: string, target: string])[] = [
  ['各位同事：', 'Dear colleagues,'],
  [
    '原定于周四的评审会改到 11 月 27 日下午三点，请准时参加。',
    'The review meeting planned for Thursday has been moved to 3 p.m. on 27 November; please be on time. ',
  ],
  ['会议材料请提前在 https://wiki.example/review 下载。', 'Please download the documents from https://wiki.example/review beforehand.'],
];

const ATTENTION = `Every token asks a question (**query**), offers a label (**key**) and carries content (**value**). Attention compares each question with all labels and mixes the contents by how well they match.

1. Compare: \`QKᵀ\` gives one score for each pair of tokens.
2. Scale by \`√d\`, so that the scores do not grow with the width.
3. Softmax turns scores into weights that add up to one.

\`\`\`python
weights = softmax(Q @ K.T / sqrt(d))
output  = weights @ V
\`\`\`

The cost grows with the square of the length, $O(n^2)$, which is why long texts are expensive.`;

/** What Write and Translate ask for: the text between the tags, corrected or, by a table, translated. `[[answer]]` makes it answer the text instead. */
function taskAnswer(text: string): string | undefined {
  const tagged = /<(text(?:-\d+)?)>\n([\s\S]*)\n<\/\1>\s*([\s\S]*)$/u.exec(text);
  if (tagged === null || text.includes('[[answer]]')) return undefined;
  const [, , source = '', order = ''] = tagged;
  const table = /Translate the text above|翻译成/u.test(order) ? TRANSLATIONS : [];
  const translated = table.reduce((now, [from, to]) => now.replaceAll(from, to), source);
  return CORRECTIONS.reduce((now, [wrong, right]) => now.replaceAll(wrong, right), translated);
}

/** Depends on the request only: the same question gets the same answer. */
export function cannedAnswer(request: GenerateRequest): string {
  const text = lastText(request);
  const long = /\[\[long (\d{1,6})\]\]/u.exec(text);
  if (long !== null) return longAnswer(Number(long[1]));
  const talk = /for this conversation[\s\S]*?\nUser: ([\s\S]*?)\nAssistant: /u.exec(text)?.[1];
  if (talk !== undefined) return firstWords(talk);
  if (/^(?:Summarise the conversation below|请用几句话概括下面的对话)/u.test(text)) return 'They spoke about apples, pears and plums.';
  const said = /\[\[say\]\]([\s\S]*)\[\[\/say\]\]/u.exec(text)?.[1] ?? taskAnswer(text);
  if (said !== undefined) return said;
  if (request.prompt.kind === 'completion') return ' and so the story went on, one line after another.';
  if (/dot-product attention/iu.test(text)) return ATTENTION;
  if (/capital of France/iu.test(text)) return 'The capital of France is **Paris**.';
  return [
    `You asked about “${firstWords(text)}”.`,
    'This answer comes from the scripted engine: it streams like a model and knows nothing.',
    '- It can be stopped at any moment.\n- It can be continued.\n- It always ends.',
  ].join('\n\n');
}
