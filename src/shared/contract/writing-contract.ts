/** Quick ask, Write and Translate: runs that belong to no thread until the user promotes one. */
import * as z from 'zod';
import { generationIdSchema } from '../models/ids.ts';
import { detectedLanguageSchema, languageTagSchema } from '../models/language.ts';
import { abilitySchema } from '../models/model.ts';
import { threadSchema } from '../models/thread.ts';
import { procedure } from './base.ts';

const longText = z.string().min(1).max(1_000_000);
const startedSchema = z.object({ generationId: generationIdSchema });

export const quickCommandSchema = z.enum(['ask', 'explain', 'summarise', 'proofread', 'rewrite', 'translate', 'reply', 'custom']);
export type QuickCommand = z.infer<typeof quickCommandSchema>;

export const quickAskContract = {
  /**
   * `instruction` is what the user typed: the question of `ask`, what to do of `custom`; `text` is what it is about, selected, pasted or
   * typed, and may be empty for a question. Only the instruction is remembered.
   */
  run: procedure
    .input(z.object({ command: quickCommandSchema, text: z.string().max(1_000_000), instruction: z.string().max(1_000_000).default('') }))
    .output(startedSchema),
  /** The newest 50 questions and instructions, newest first. */
  listQuestions: procedure.output(z.array(z.string())),
  /** Keeps the quick-ask window open when it loses the focus. @throws NOT_SUPPORTED_HERE in the browser host */
  setPinned: procedure.input(z.object({ isPinned: z.boolean() })).output(z.void()),
  /** Turns a finished or stopped run into a normal thread. */
  continueInChat: procedure.input(z.object({ generationId: generationIdSchema })).output(threadSchema),
};

export const writingCommandSchema = z.enum(['proofread', 'rewrite', 'friendly', 'professional', 'concise', 'summarise', 'reply', 'custom']);
export type WritingCommand = z.infer<typeof writingCommandSchema>;

/** One change between the text and the result. Offsets are UTF-16 units into the text that was sent. */
export const textChangeSchema = z.object({ start: z.int(), end: z.int(), removed: z.string(), added: z.string() });
export type TextChange = z.infer<typeof textChangeSchema>;

export const writingResultSchema = z.object({
  /** The model's text without preamble, quotes and reasoning. */
  text: z.string(),
  /** Empty for commands whose result is a new text (summarise, reply). */
  changes: z.array(textChangeSchema),
  /** edit: changes apply; new-text: a text of its own; answer: the model answered the text instead of editing it; same: nothing to change. */
  verdict: z.enum(['edit', 'new-text', 'answer', 'same', 'empty']),
  detected: detectedLanguageSchema,
  /** The result is in another language than the text although the command keeps it. */
  isLanguageChanged: z.boolean(),
});
export type WritingResult = z.infer<typeof writingResultSchema>;

export const writingContract = {
  run: procedure
    .input(z.object({ command: writingCommandSchema, text: longText, instruction: z.string().max(4_000) }))
    .output(startedSchema),
  /** The cleaned and compared result of a run that ended. */
  getResult: procedure.input(z.object({ generationId: generationIdSchema })).output(writingResultSchema),
};

/** A number, URL, e-mail address or placeholder of the source that the translation lost, or one it made up. */
export const translationIssueSchema = z.object({
  kind: z.enum(['number', 'url', 'email', 'placeholder']),
  problem: z.enum(['missing', 'added']),
  text: z.string(),
});
export type TranslationIssue = z.infer<typeof translationIssueSchema>;

export const translationContract = {
  detect: procedure.input(z.object({ text: z.string().max(1_000_000) })).output(detectedLanguageSchema),
  /** Whether the loaded model can translate between these languages, asked before any output is shown. */
  getAbility: procedure
    .input(z.object({ from: languageTagSchema.nullable(), to: languageTagSchema }))
    .output(z.object({ ability: abilitySchema, modelName: z.string().nullable() })),
  /** `from` null detects. `to` null applies the second-language rule. */
  run: procedure
    .input(z.object({ text: longText, from: languageTagSchema.nullable(), to: languageTagSchema.nullable() }))
    .output(startedSchema.extend({ from: languageTagSchema, to: languageTagSchema, ability: abilitySchema })),
  getResult: procedure
    .input(z.object({ generationId: generationIdSchema }))
    .output(z.object({ text: z.string(), issues: z.array(translationIssueSchema), ability: abilitySchema })),
};
