/**
 * An assistant: who answers in a chat. Its parameters, the system prompt among them, are a layer between the settings and the chat.
 * The same content is what a row of the library, a procedure and an exported file hold.
 */
import * as z from 'zod';
import { assistantIdSchema, modelIdSchema } from './ids.ts';
import { parameterOverridesSchema } from './parameters.ts';

/** Names of lucide icons that the window has a picture for. */
export const ASSISTANT_ICONS = [
  'message-circle',
  'graduation-cap',
  'mail',
  'feather',
  'code',
  'list-checks',
  'heart',
  'drama',
  'languages',
  'lightbulb',
  'book-open',
  'briefcase',
] as const;
export const assistantIconNameSchema = z.enum(ASSISTANT_ICONS);
export type AssistantIconName = z.infer<typeof assistantIconNameSchema>;

const EMOJI = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');
export const isEmoji = (text: string): boolean => EMOJI.test(text);

export const MOST_QUESTIONS = 6;

export const assistantContentSchema = z.object({
  name: z.string().trim().min(1).max(80),
  /** One of the icons, or a single emoji. */
  icon: z.union([assistantIconNameSchema, z.string().max(40).refine(isEmoji)]),
  description: z.string().trim().max(300),
  /** What it is for beyond its words: an assistant for translations leads to the Translate view. */
  leadsTo: z.enum(['translate']).nullable(),
  parameters: parameterOverridesSchema,
  /** The model it was made for; null for whichever is in use. */
  modelId: modelIdSchema.nullable(),
  /** Shown in an empty chat. The model does not get it. */
  openingMessage: z.string().max(2_000),
  questions: z.array(z.string().trim().min(1).max(300)).max(MOST_QUESTIONS),
});
export type AssistantContent = z.infer<typeof assistantContentSchema>;

export const assistantSchema = assistantContentSchema.extend({
  id: assistantIdSchema,
  /** shipped: it cannot be deleted, but changed and reset. */
  origin: z.enum(['shipped', 'own']),
  /** A shipped one in the user's words. */
  isChanged: z.boolean(),
});
export type Assistant = z.infer<typeof assistantSchema>;

/** The assistant of every chat that has chosen none. */
export const GENERAL_ASSISTANT = assistantIdSchema.parse('general');
