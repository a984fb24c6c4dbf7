/**
 * Takes from a model's output what is not the result: reasoning (also when it was never closed), preambles, closing
 * chatter, and quotation marks, back-ticks, fences or tags that the source does not have around it. Pure.
 */
import type { QuickCommand } from '../contract/writing-contract.ts';

const REASONING_TAGS = 'think|thinking|thought|thoughts|reason|reasoning|reflection|scratchpad';
const CLOSED_REASONING = new RegExp(`<(${REASONING_TAGS})>[\\s\\S]*?</\\1>`, 'gi');
const UNCLOSED_REASONING = new RegExp(`<(?:${REASONING_TAGS})>[\\s\\S]*$`, 'i');
/** Templates that open the tag themselves leave only the closing one in the output. */
const HEADLESS_REASONING = new RegExp(`^[\\s\\S]*?</(?:${REASONING_TAGS})>`, 'i');
const CHANNEL_REASONING = /<\|channel\|?>\s*(?:analysis|thought)[\s\S]*?(?:<\|?channel\|>(?:\s*final\s*<\|message\|>)?|$)/gi;
const BRACKET_REASONING = /\[THINK\][\s\S]*?(?:\[\/THINK\]|$)/g;

const NOUN =
  '(?:text|version|sentence|paragraph|message|translation|summary|reply|response|result|edit|rewrite|correction|email|e-mail|passage)';
const AGREEMENT = '(?:(?:sure|certainly|of course|absolutely|okay|ok|great|gladly)[^\\n:]{0,40}?[,.!:]\\s*)?';
const PREAMBLES: readonly RegExp[] = [
  new RegExp(
    `^${AGREEMENT}(?:here(?:'|’)?s|here (?:is|are)|this is|below is|the following is)\\b[^\\n:]{0,60}\\b${NOUN}\\b[^\\n:]{0,60}:\\s*`,
    'i',
  ),
  new RegExp(`^${AGREEMENT}(?:here(?:'|’)?s|here (?:is|are|you)|below is)\\b[^\\n:]{0,100}:\\s*\\n`, 'i'),
  new RegExp(`^(?:sure|certainly|of course|absolutely)(?:[,!.][^\\n:]{0,80})?[:!.]\\s*\\n+`, 'i'),
  new RegExp(
    `^(?:the )?(?:\\*\\*)?(?:corrected|revised|edited|rewritten|improved|proofread|polished|concise|shortened|friendly|professional|translated|english|chinese|final)? ?${NOUN}(?:\\*\\*)?(?: (?:in|into) \\w+)?(?:\\*\\*)?:(?:\\*\\*)?\\s+`,
    'i',
  ),
  /^(?:\*\*)?(?:corrected|revised|edited|rewritten|improved|proofread|polished)(?:\*\*)?:(?:\*\*)?\s+/i,
  /^(?:(?:好的|当然(?:可以)?|没问题|可以)[，,。！!：:]?\s*)?(?:以下|下面|这)(?:是|为)[^\n：:]{0,40}[：:]\s*/,
  /^(?:\*\*)?(?:修改后|改正后|改写后|润色后|精简后|翻译后|校对后|更正后)(?:的)?(?:文字|文本|内容|版本|句子|译文)?(?:\*\*)?[：:]\s*/,
  /^(?:\*\*)?(?:译文|翻译|翻译结果|摘要|总结|概括|回复|改写|友好版|专业版|结果)(?:\*\*)?[：:]\s*/,
  /^(?:好的|当然(?:可以)?|没问题)[，,。！!][^\n]{0,30}[：:]\s*/,
];

const CHATTER: readonly RegExp[] = [
  /\n+\s*(?:let me know|i hope|hope this|feel free|please let me know|is there anything|would you like|if you (?:need|have|would|want)|do you want me)[^\n]*$/i,
  /\n+\s*\(?(?:note|explanation|changes(?: made)?|corrections(?: made)?|i (?:corrected|changed|fixed|made|replaced|removed|rewrote))\b[\s\S]*$/i,
  /\n+\s*(?:希望(?:这|对)|如果(?:您|你)(?:还|有|需要)|请告诉我|需要我)[^\n]*$/,
  /\n+\s*[（(]?(?:注|说明|修改说明|解释|备注)[：:][\s\S]*$/,
];

const PAIRS: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ['“', '”'],
  ['‘', '’'],
  ["'", "'"],
  ['«', '»'],
  ['「', '」'],
  ['『', '』'],
  ['„', '“'],
  ['`', '`'],
  ['**', '**'],
];

/** Removes reasoning blocks of any known spelling, closed, unclosed or with only their end. */
export function stripReasoning(output: string): string {
  return output
    .replace(CLOSED_REASONING, '')
    .replace(CHANNEL_REASONING, '')
    .replace(BRACKET_REASONING, '')
    .replace(HEADLESS_REASONING, '')
    .replace(UNCLOSED_REASONING, '')
    .trim();
}

function stripTags(output: string, source: string): string {
  if (/<\/?text/i.test(source)) return output;
  return output.replace(/^\s*<text(?:-\d+)?>\s*/i, '').replace(/\s*<\/text(?:-\d+)?>[\s\S]*$/i, '');
}

/** Only a preamble with something after it goes, and only one that the source does not begin with as well. */
function stripPreamble(output: string, source: string): string {
  let rest = output;
  for (const pattern of PREAMBLES) {
    const match = pattern.exec(rest);
    if (!match || pattern.test(source.trimStart())) continue;
    const after = rest.slice(match[0].length);
    if (after.trim() !== '') rest = after;
  }
  return rest;
}

function stripChatter(output: string, source: string): string {
  let rest = output;
  for (const pattern of CHATTER) {
    if (pattern.test(`\n${source}`)) continue;
    const kept = rest.replace(pattern, '');
    if (kept.trim() !== '') rest = kept;
  }
  return rest;
}

function stripFence(output: string, source: string): string {
  if (source.trimStart().startsWith('```')) return output;
  const match = /^```[^\n`]*\n([\s\S]*?)\n?```\s*$/.exec(output);
  return match?.[1] ?? output;
}

function stripQuotes(output: string, source: string): string {
  const text = output.trim();
  const original = source.trim();
  for (const [open, close] of PAIRS) {
    if (text.length <= open.length + close.length || !text.startsWith(open) || !text.endsWith(close)) continue;
    if (original.startsWith(open) || original.endsWith(close)) continue;
    const inner = text.slice(open.length, text.length - close.length);
    if (inner.includes(open) || inner.includes(close)) continue;
    return inner.trim();
  }
  return text;
}

/** The result inside `output`, trimmed. `source` is the text the model was given; what it has itself is never stripped. */
export function cleanOutput(output: string, source: string): string {
  const steps = [stripTags, stripPreamble, stripChatter, stripFence, stripPreamble, stripQuotes];
  return steps.reduce((text, step) => step(text.trim(), source), stripReasoning(output)).trim();
}

/** What of a quick ask's output is the answer: talk keeps everything but reasoning, commands on a text give the bare result. */
export function cleanAnswer(command: QuickCommand, output: string, source: string): string {
  return command === 'ask' || command === 'explain' ? stripReasoning(output) : cleanOutput(output, source);
}
