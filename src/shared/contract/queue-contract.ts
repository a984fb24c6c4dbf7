/** Messages that wait in a chat until the answer before them has ended. Main sends them; the change topic `threads` says when they change. */
import * as z from 'zod';
import { attachmentTextsSchema } from '../models/attachment.ts';
import { queuedIdSchema, threadIdSchema } from '../models/ids.ts';
import { queuedMessageSchema, queuedThreadSchema, threadQueueSchema, waitingMessageSchema } from '../models/queue.ts';
import { procedure } from './base.ts';

const content = {
  text: z.string().max(12_000_000),
  candidates: z.int().min(1).max(5),
  attachments: attachmentTextsSchema.default([]),
};
const one = z.object({ queuedId: queuedIdSchema });
/** null: behind all others. */
const beforeId = queuedIdSchema.nullable();

export const queueContract = {
  get: procedure.input(z.object({ threadId: threadIdSchema })).output(threadQueueSchema),
  /** Every chat in which something waits. */
  listThreads: procedure.output(z.array(queuedThreadSchema)),
  /** Sent at once when nothing is being written there and nothing is in front of it. @throws QUEUE_FULL */
  add: procedure.input(z.object({ threadId: threadIdSchema, beforeId: beforeId.default(null), ...content })).output(waitingMessageSchema),
  edit: procedure.input(one.extend({ text: z.string().max(12_000_000) })).output(waitingMessageSchema),
  /** Gives what was removed, so that it can be added again. */
  remove: procedure.input(one).output(queuedMessageSchema),
  move: procedure.input(one.extend({ beforeId })).output(z.void()),
  /** Goes on with the first one. */
  resume: procedure.input(z.object({ threadId: threadIdSchema })).output(z.void()),
};
