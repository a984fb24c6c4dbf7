import * as z from 'zod';
import { errorCodeSchema } from '../errors/error-codes.ts';
import { attachmentSchema } from './attachment.ts';
import { generationStatsSchema, stopReasonSchema } from './generation.ts';
import { generationIdSchema, messageIdSchema, threadIdSchema } from './ids.ts';

export const messageRoleSchema = z.enum(['user', 'assistant']);
export type MessageRole = z.infer<typeof messageRoleSchema>;

/**
 * `streaming`: being written; `stopped`: ended by the user; `interrupted`: the app or the engine died meanwhile;
 * `failed`: ended by the error in `errorCode`. Text written so far is kept in all of them.
 */
export const messageStateSchema = z.enum(['done', 'streaming', 'stopped', 'interrupted', 'failed']);
export type MessageState = z.infer<typeof messageStateSchema>;

export const messageSchema = z.object({
  id: messageIdSchema,
  threadId: threadIdSchema,
  parentId: messageIdSchema.nullable(),
  role: messageRoleSchema,
  text: z.string(),
  state: messageStateSchema,
  errorCode: errorCodeSchema.nullable(),
  stopReason: stopReasonSchema.nullable(),
  stats: generationStatsSchema.nullable(),
  /** The generation that writes or wrote it; null for the user's own messages, and for answers that were edited, imported or asked in Quick ask. */
  generationId: generationIdSchema.nullable(),
  createdAt: z.int(),
  isStarred: z.boolean(),
  /** Stays in the context window whatever else is left out. */
  isKept: z.boolean(),
  /** All versions (siblings under the same parent) in the order they were made, this one included. */
  versionIds: z.array(messageIdSchema).min(1),
  /** Absent for none. */
  attachments: z.array(attachmentSchema).min(1).optional(),
});
export type Message = z.infer<typeof messageSchema>;

/** A stretch of the active path, oldest first. `before` is the cursor for the older page; null at the beginning. */
export const messagePageSchema = z.object({ messages: z.array(messageSchema), before: messageIdSchema.nullable() });
export type MessagePage = z.infer<typeof messagePageSchema>;
