/** The shape every prompt of a task has, and the two ways to put a user's text into one without letting it out again. */
import type { Prompt } from '../engine.ts';

export interface TaskPrompt {
  readonly prompt: Prompt;
  readonly stop: readonly string[];
  /** A guard against endless output, far above any sensible result; null leaves the window as the limit. */
  readonly maxTokens: number | null;
}

/** Prompts exist in two languages; the text's own language picks one. */
export type PromptLanguage = 'en' | 'zh';

export interface TaggedText {
  readonly open: string;
  readonly close: string;
  readonly block: string;
}

/** Wraps `text` in tags that do not occur in it, whatever it says. */
export function tagText(text: string): TaggedText {
  let name = 'text';
  for (let number = 2; text.toLowerCase().includes(`${name}>`); number += 1) name = `text-${number}`;
  const open = `<${name}>`;
  const close = `</${name}>`;
  return { open, close, block: `${open}\n${text}\n${close}` };
}

/** The shortest run of at least three double quotes that `text` does not contain. */
export function fenceFor(text: string): string {
  let longest = 2;
  for (const [run] of text.matchAll(/"{3,}/g)) longest = Math.max(longest, run.length);
  return '"'.repeat(longest + 1);
}

/** Room for a result about as long as `factor` times the text, counted so that no script is cut short. */
export function tokenLimit(text: string, factor: number): number {
  return Math.min(1_000_000, 256 + Math.ceil(text.length * factor * 2));
}
