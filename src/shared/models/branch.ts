import * as z from 'zod';
import { messageIdSchema } from './ids.ts';
import { messageRoleSchema } from './message.ts';

/** A stretch of a thread without a fork: its first message and what follows up to the next fork or the end. */
export const branchSchema = z.object({
  /** Its first message. */
  messageId: messageIdSchema,
  /** The first message of the branch it leaves; null at the beginning of the thread. */
  parentId: messageIdSchema.nullable(),
  role: messageRoleSchema,
  /** The first words, on one line. */
  excerpt: z.string(),
  messageCount: z.int(),
  /** Its place among the versions of its first message, from 1. */
  versionNumber: z.int(),
  versionCount: z.int(),
  isOnPath: z.boolean(),
});
export type Branch = z.infer<typeof branchSchema>;

/** From the top, each branch before those that leave it. `total` counts all; a very large map is cut. */
export const branchMapSchema = z.object({ branches: z.array(branchSchema), total: z.int() });
export type BranchMap = z.infer<typeof branchMapSchema>;
