import * as z from 'zod';
import { assistantContentSchema, assistantSchema } from '../models/assistant.ts';
import { assistantIdSchema } from '../models/ids.ts';
import { shownLanguageSchema } from '../models/settings.ts';
import { procedure } from './base.ts';

const oneAssistant = z.object({ assistantId: assistantIdSchema });

export const assistantsContract = {
  /**
   * Shipped ones in their order, then the user's own, oldest first. `language`: what the window shows; the shipped prompts and the
   * variables of all prompts follow the window that asked last.
   */
  list: procedure.input(z.object({ language: shownLanguageSchema })).output(z.array(assistantSchema)),
  create: procedure.input(z.object({ content: assistantContentSchema })).output(assistantSchema),
  /** Of a shipped one: in front of what Inkstone ships, until `reset`. */
  update: procedure.input(oneAssistant.extend({ content: assistantContentSchema })).output(assistantSchema),
  /** A shipped one as Inkstone ships it. */
  reset: procedure.input(oneAssistant).output(assistantSchema),
  /** Own ones only. Soft; its chats keep it in mind and are asked without it. */
  remove: procedure.input(oneAssistant).output(z.void()),
  restore: procedure.input(oneAssistant).output(z.void()),
  /** Desktop host: asks where the file goes, and `text` is null; elsewhere the window saves it. null: that dialog was closed. */
  exportFile: procedure
    .input(z.object({ assistantIds: z.array(assistantIdSchema).min(1).max(200) }))
    .output(z.object({ fileName: z.string(), text: z.string().nullable() }).nullable()),
  /** Takes the text of an exported file: all of its assistants as new ones, or none. */
  importFile: procedure.input(z.object({ text: z.string().max(12_000_000) })).output(z.array(assistantSchema)),
};
