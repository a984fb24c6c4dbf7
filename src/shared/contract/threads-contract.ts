import * as z from 'zod';
import { messageIdSchema, threadIdSchema } from '../models/ids.ts';
import { messagePageSchema, messageRoleSchema, messageSchema } from '../models/message.ts';
import { parameterOverridesSchema, parameterSourceSchema, parametersSchema } from '../models/parameters.ts';
import { threadKindSchema, threadSchema } from '../models/thread.ts';
import { procedure } from './base.ts';

const oneThread = z.object({ threadId: threadIdSchema });

export const searchHitSchema = z.object({
  thread: threadSchema,
  /** null: the title matched. */
  messageId: messageIdSchema.nullable(),
  role: messageRoleSchema.nullable(),
  /** About 120 characters around the first match; `ranges` are [start, end) offsets into it. */
  excerpt: z.string(),
  ranges: z.array(z.tuple([z.int(), z.int()])),
  createdAt: z.int(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

export const threadsContract = {
  /** Pinned first, then newest activity. */
  list: procedure
    .input(z.object({ limit: z.int().min(1).max(500), offset: z.int().min(0) }))
    .output(z.object({ threads: z.array(threadSchema), total: z.int() })),
  get: procedure.input(oneThread).output(threadSchema),
  create: procedure.input(z.object({ kind: threadKindSchema })).output(threadSchema),
  /** A manual name: cancels and forbids automatic titles. */
  rename: procedure.input(oneThread.extend({ title: z.string().trim().min(1).max(300) })).output(threadSchema),
  setPinned: procedure.input(oneThread.extend({ isPinned: z.boolean() })).output(threadSchema),
  /** Soft: hidden at once, restorable, purged after the grace time of 30 days. */
  remove: procedure.input(oneThread).output(z.void()),
  restore: procedure.input(oneThread).output(threadSchema),
  /** Replaces all overrides of the thread; a name left out falls back to the settings. */
  setParameters: procedure.input(oneThread.extend({ parameters: parameterOverridesSchema })).output(threadSchema),
  getParameters: procedure
    .input(oneThread)
    .output(z.object({ values: parametersSchema, sources: z.record(parametersSchema.keyof(), parameterSourceSchema) })),
  /** Newest page of the active path, or the page that ends before `before`. */
  listMessages: procedure
    .input(oneThread.extend({ before: messageIdSchema.nullable(), limit: z.int().min(1).max(200) }))
    .output(messagePageSchema),
  /** The siblings of a message, for the candidates view. */
  listVersions: procedure.input(z.object({ messageId: messageIdSchema })).output(z.array(messageSchema)),
  /** Makes the branch through this version the active one, down to the leaf last looked at. */
  selectVersion: procedure.input(z.object({ messageId: messageIdSchema })).output(threadSchema),
  search: procedure
    .input(z.object({ query: z.string().max(500), limit: z.int().min(1).max(100) }))
    .output(z.object({ hits: z.array(searchHitSchema) })),
  getDraft: procedure.input(z.object({ key: z.string().max(100) })).output(z.object({ text: z.string() })),
  saveDraft: procedure.input(z.object({ key: z.string().max(100), text: z.string().max(12_000_000) })).output(z.void()),
};
