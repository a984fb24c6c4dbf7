/** The prompt that summarises the turns a chat has no room for, and the note that stands for them in the system prompt. */
import type { ChatTurn, Prompt } from '../engine.ts';

const REASONING = /<think>.*?(?:<\/think>|$)/gs;
const LABEL = /^(?:here is (?:a|the) (?:short )?summary[^\n:]*:|summary\s*[:：]|(?:以下是)?(?:对话)?摘要\s*[:：])\s*/iu;
const CHINESE = /\p{Script=Han}/gu;
/** A text with so many Chinese characters a character is Chinese, code and names in it or not. */
const CHINESE_SHARE = 0.2;

const isChinese = (text: string): boolean => (text.match(CHINESE)?.length ?? 0) > text.length * CHINESE_SHARE;

const WORDS = {
  en: {
    task: 'Summarise the conversation below in a few sentences, for somebody who goes on with it. Keep names, numbers, decisions and open questions. Answer with the summary only.',
    before: 'Summary of what came before',
    user: 'User',
    assistant: 'Assistant',
    end: 'Summary:',
    note: 'Summary of the earlier part of this conversation',
  },
  zh: {
    task: '请用几句话概括下面的对话，供接着谈的人了解前情。保留人名、数字、结论和未解决的问题。只回答摘要本身。',
    before: '更早部分的摘要',
    user: '用户',
    assistant: '助手',
    end: '摘要：',
    note: '本次对话较早部分的摘要',
  },
} as const;

/** `earlier` is the summary of what came before these turns; the new one takes its place. */
export function summaryPrompt(earlier: string, turns: readonly ChatTurn[]): Prompt {
  const talk = turns.map(({ text }) => text).join('\n');
  const words = WORDS[isChinese(talk) ? 'zh' : 'en'];
  const lines = turns.map(({ role, text }) => `${role === 'user' ? words.user : words.assistant}: ${text.trim()}`);
  const parts = [words.task, ...(earlier === '' ? [] : [`${words.before}: ${earlier}`]), ...lines, words.end];
  return { kind: 'chat', history: [{ role: 'user', text: parts.join('\n\n') }], answerPrefix: '' };
}

/** Without reasoning and label; empty when the model said nothing. */
export const cleanSummary = (text: string): string => text.replaceAll(REASONING, '').trim().replace(LABEL, '').trim();

/** What the model reads of a summary. */
export const summaryNote = (summary: string): string => `${WORDS[isChinese(summary) ? 'zh' : 'en'].note}:\n${summary}`;
