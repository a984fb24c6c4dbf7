import * as z from 'zod';
import { messageIdSchema, threadIdSchema } from './ids.ts';
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
  activeLeafId: messageIdSchema.nullable(),
  parameters: parameterOverridesSchema,
  /** Epoch milliseconds, for display only: order comes from the store. */
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type Thread = z.infer<typeof threadSchema>;
