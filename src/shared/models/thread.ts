import * as z from 'zod';
import { assistantIdSchema, folderIdSchema, messageIdSchema, threadIdSchema } from './ids.ts';
import { parameterOverridesSchema } from './parameters.ts';

/** `completion` threads hold raw text for a base model: one user message with the text, answers continue it. */
export const threadKindSchema = z.enum(['chat', 'completion']);
export type ThreadKind = z.infer<typeof threadKindSchema>;

export const threadSchema = z.object({
  id: threadIdSchema,
  kind: threadKindSchema,
  /** Empty until the user or the model names it. */
  title: z.string(),
  titleSource: z.enum(['none', 'auto', 'user']),
  isPinned: z.boolean(),
  folderId: folderIdSchema.nullable(),
  assistantId: assistantIdSchema.nullable(),
  isArchived: z.boolean(),
  /** Lives in memory only and ends with Inkstone. */
  isTemporary: z.boolean(),
  /** An answer came while nobody looked. */
  hasUnseen: z.boolean(),
  activeLeafId: messageIdSchema.nullable(),
  parameters: parameterOverridesSchema,
  /** Epoch milliseconds, for display only: order comes from the store. */
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type Thread = z.infer<typeof threadSchema>;

/** A thread with an answer that nobody has seen: enough to mark what leads to it. */
export const unseenThreadSchema = threadSchema.pick({ id: true, kind: true, folderId: true });
export type UnseenThread = z.infer<typeof unseenThreadSchema>;
