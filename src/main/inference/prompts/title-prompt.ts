/** The prompt that names a thread after its first answer, and the way from the model's words to a title. */
import type { Prompt } from '../engine.ts';

export const MAX_TITLE_LENGTH = 60;
const MAX_OWN_TITLE_LENGTH = 40;
const MAX_USER_TEXT = 800;
const MAX_ANSWER_TEXT = 400;

/** One stop, not an ellipsis. */
const FULL_STOP = /(?<!\.)[.。]$/u;

const shorten = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text);

/** Short, because it waits behind all other work and is read anew for every thread. */
export function titlePrompt(userText: string, answerText: string): Prompt {
  const talk = `User: ${shorten(userText.trim(), MAX_USER_TEXT)}\nAssistant: ${shorten(answerText.trim(), MAX_ANSWER_TEXT)}`;
  const task = 'Write a title of two to six words for this conversation, in its own language. Answer with the title only.';
  return { kind: 'chat', history: [{ role: 'user', text: `${task}\n\n${talk}\n\nTitle:` }], answerPrefix: '' };
}

/** Cuts at a word where the script has spaces, and never inside a character. */
function cut(text: string): string {
  const characters = [...text];
  if (characters.length <= MAX_TITLE_LENGTH) return text;
  const head = characters.slice(0, MAX_TITLE_LENGTH - 1).join('');
  const space = head.lastIndexOf(' ');
  return `${(space > MAX_TITLE_LENGTH / 2 ? head.slice(0, space) : head).trimEnd()}…`;
}

/** One line without reasoning, label, quotes, Markdown and final full stop; empty when nothing is left. */
export function cleanTitle(text: string): string {
  const visible = text.replaceAll(/<think>.*?(?:<\/think>|$)/gs, '');
  const line = visible.split('\n').find((candidate) => /[\p{L}\p{N}]/u.test(candidate)) ?? '';
  const bare = line
    .replaceAll(/[*_`#>]+/g, '')
    .trim()
    .replace(/^[-•]\s+/u, '')
    .replace(/^(?:title|标题|題目|题目)\s*[:：]\s*/iu, '')
    .replace(FULL_STOP, '')
    .replaceAll(/^["'“”‘’«»「『《\s]+|["'“”‘’«»」』》\s]+$/gu, '')
    .replace(FULL_STOP, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /[\p{L}\p{N}]/u.test(bare) ? cut(bare) : '';
}

/** A question so short that it is its own best title; no model improves on it. */
export function isTitleItself(userText: string): boolean {
  const text = userText.trim();
  return !text.includes('\n') && [...text].length <= MAX_OWN_TITLE_LENGTH;
}

/** The first words of what the user wrote: the title when no model can give one. */
export function titleFromText(userText: string): string {
  const line = userText.split('\n').find((candidate) => candidate.trim() !== '') ?? '';
  return cut(line.replaceAll(/\s+/g, ' ').trim());
}
