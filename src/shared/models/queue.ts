/** Messages that were written while an answer is being written, and wait for its end. */
import * as z from 'zod';
import { errorCodeSchema } from '../errors/error-codes.ts';
import { attachmentTextsSchema } from './attachment.ts';
import { queuedIdSchema, threadIdSchema } from './ids.ts';

/** In one chat. */
export const MOST_QUEUED = 50;

export const queuedMessageSchema = z.object({
  id: queuedIdSchema,
  threadId: threadIdSchema,
  text: z.string(),
  candidates: z.int().min(1).max(5),
  attachments: attachmentTextsSchema,
});
export type QueuedMessage = z.infer<typeof queuedMessageSchema>;

/** The same as it is listed: of its files only the names. */
export const waitingMessageSchema = queuedMessageSchema.omit({ attachments: true }).extend({ files: z.array(z.string()) });
export type WaitingMessage = z.infer<typeof waitingMessageSchema>;

/**
 * Why nothing more is sent by itself: the user stopped the answer, it failed, the message itself could not be sent, or Inkstone was
 * started anew.
 */
export const queuePauseSchema = z.object({ reason: z.enum(['stopped', 'failed', 'notSent', 'restart']), code: errorCodeSchema.nullable() });
export type QueuePause = z.infer<typeof queuePauseSchema>;

export const threadQueueSchema = z.object({ pause: queuePauseSchema.nullable(), messages: z.array(waitingMessageSchema) });
export type ThreadQueue = z.infer<typeof threadQueueSchema>;

/** A chat in the list of all that waits. */
export const queuedThreadSchema = z.object({
  threadId: threadIdSchema,
  title: z.string(),
  isTemporary: z.boolean(),
  count: z.int().min(1),
  pause: queuePauseSchema.nullable(),
});
export type QueuedThread = z.infer<typeof queuedThreadSchema>;
