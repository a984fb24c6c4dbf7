/** How a quick ask reads once it is a thread: its user turn must make sense without the command that was picked. */
import type { QuickCommand } from '#shared/contract/writing-contract.ts';
import type { PromptLanguage } from '#main/inference/prompts/task-prompt.ts';

const LEADS: Readonly<Record<PromptLanguage, Readonly<Record<Exclude<QuickCommand, 'ask' | 'custom'>, string>>>> = {
  en: {
    explain: 'Explain this:',
    summarise: 'Summarise this:',
    proofread: 'Proofread this:',
    rewrite: 'Rewrite this:',
    translate: 'Translate this:',
    reply: 'Write a reply to this:',
  },
  zh: {
    explain: '解释这段文字：',
    summarise: '总结这段文字：',
    proofread: '校对这段文字：',
    rewrite: '改写这段文字：',
    translate: '翻译这段文字：',
    reply: '回复这条消息：',
  },
};

const TITLE_UNITS = 48;

/** What the user wants, then the text it is about, as one would write it in a chat. */
export function userTurn(command: QuickCommand, text: string, instruction: string, language: PromptLanguage): string {
  const lead = command === 'ask' || command === 'custom' ? instruction : LEADS[language][command];
  return [lead, text].filter((part) => part !== '').join('\n\n');
}

/** The first words, up to 48 columns (an ideograph takes two), cut between words. */
export function titleFrom(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  let [title, width] = ['', 0];
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(line)) {
    width += Array.from(segment).reduce((sum, char) => sum + (/[\u2E80-\u9FFF\uAC00-\uD7AF\uFF00-\uFF60]/.test(char) ? 2 : 1), 0);
    if (width > TITLE_UNITS) return `${(title === '' ? Array.from(segment).slice(0, TITLE_UNITS).join('') : title).trimEnd()}…`;
    title += segment;
  }
  return title;
}
