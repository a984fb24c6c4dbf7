import * as z from 'zod';
import { threadIdSchema } from './ids.ts';
import { threadSchema } from './thread.ts';

const removed = threadSchema.pick({ kind: true, title: true }).extend({ threadId: threadIdSchema, removedAt: z.int() });

/** What was deleted and is kept for the time of grace: a whole thread, or messages of one that is still there. */
export const removedItemSchema = z.discriminatedUnion('type', [
  removed.extend({ type: z.literal('thread') }),
  removed.extend({
    type: z.literal('messages'),
    removalId: z.uuid(),
    count: z.int(),
    /** Beginning of the first of them. */
    excerpt: z.string(),
  }),
]);
export type RemovedItem = z.infer<typeof removedItemSchema>;

/** How long what was deleted is kept, in days. */
export const GRACE_DAYS = 30;
