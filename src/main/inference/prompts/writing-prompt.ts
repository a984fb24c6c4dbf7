/** The prompt of a writing command: for a chat model an editor's brief with one example, for a base model a pattern to go on with. */
import type { WritingCommand } from '#shared/contract/writing-contract.ts';
import type { LanguageTag } from '#shared/models/language.ts';
import type { ModelKind } from '#shared/models/model.ts';
import { promptLanguageFor, promptName } from './language-names.ts';
import { fenceFor, tagText, tokenLimit } from './task-prompt.ts';
import type { TaskPrompt } from './task-prompt.ts';
import { COMMANDS, FRAME } from './writing-wording.ts';

export interface WritingRequest {
  readonly command: WritingCommand;
  readonly text: string;
  /** Only read for `custom`. */
  readonly instruction: string;
  /** The text's language where it is known well enough to be named. */
  readonly language: LanguageTag | null;
}

/** How much longer than the text a result may sensibly be. */
const GROWTH: Readonly<Record<WritingCommand, number>> = {
  proofread: 1.5,
  rewrite: 2,
  friendly: 2.5,
  professional: 2.5,
  concise: 1.2,
  summarise: 1.2,
  reply: 2,
  custom: 4,
};

/** Summaries and replies are texts of their own; every other command edits. */
export function isNewText(command: WritingCommand): boolean {
  return command === 'summarise' || command === 'reply';
}

function chatPrompt({ command, text, instruction, language }: WritingRequest): TaskPrompt {
  const promptLanguage = promptLanguageFor(language);
  const frame = FRAME[promptLanguage];
  const tags = tagText(text);
  const rules = isNewText(command) ? frame.newTextRules : frame.editRules;
  const named = command === 'custom' ? null : COMMANDS[promptLanguage][command];
  const system = [frame.role, named?.task ?? frame.custom, rules, named ? frame.sameLanguage : ''].filter((part) => part !== '').join(' ');
  const languageLine = named && language && language !== promptLanguage ? ` ${frame.language(promptName(language, promptLanguage))}` : '';
  const question = `${tags.block}\n\n${named?.task ?? instruction}${languageLine} ${frame.reminder}`;
  const example = named
    ? [
        { role: 'user' as const, text: `${tagText(named.example.text).block}\n\n${named.task} ${frame.reminder}` },
        { role: 'assistant' as const, text: named.example.result },
      ]
    : [];
  return {
    prompt: { kind: 'chat', history: [{ role: 'system', text: system }, ...example, { role: 'user', text: question }], answerPrefix: '' },
    stop: [tags.close],
    maxTokens: tokenLimit(text, GROWTH[command]),
  };
}

function completionPrompt({ command, text, instruction, language }: WritingRequest): TaskPrompt {
  const promptLanguage = promptLanguageFor(language);
  const frame = FRAME[promptLanguage];
  const fence = fenceFor(text);
  const named = command === 'custom' ? null : COMMANDS[promptLanguage][command];
  const label = named?.label ?? instruction;
  const pattern = (source: string): string => `${frame.text}: ${fence}${source}${fence}\n${label}: ${fence}`;
  const example = named ? `${pattern(named.example.text)}${named.example.result}${fence}\n\n` : '';
  return {
    prompt: { kind: 'completion', text: `${named?.task ?? instruction}\n\n${example}${pattern(text)}` },
    stop: [fence, `\n\n${frame.text}:`],
    maxTokens: tokenLimit(text, GROWTH[command]),
  };
}

/** Pure: the same request and kind of model always give the same prompt. */
export function writingPrompt(request: WritingRequest, kind: ModelKind): TaskPrompt {
  return kind === 'base' ? completionPrompt(request) : chatPrompt(request);
}
