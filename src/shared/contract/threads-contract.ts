import * as z from 'zod';
import { branchMapSchema } from '../models/branch.ts';
import { assistantIdSchema, folderIdSchema, messageIdSchema, threadIdSchema } from '../models/ids.ts';
import { messagePageSchema, messageSchema } from '../models/message.ts';
import { parameterChangeSchema, parameterSourceSchema, parametersSchema } from '../models/parameters.ts';
import { foundMessageSchema, searchCursorSchema, searchFiltersSchema, searchHitSchema, searchPageSchema } from '../models/search.ts';
import { removedItemSchema } from '../models/removed.ts';
import { threadKindSchema, threadSchema, unseenThreadSchema } from '../models/thread.ts';
import { procedure } from './base.ts';

const oneThread = z.object({ threadId: threadIdSchema });
const removedSchema = z.object({ removalId: z.string(), thread: threadSchema });
const manyThreads = z.object({ threadIds: z.array(threadIdSchema).min(1).max(100_000) });

export const threadsContract = {
  /**
   * Temporary ones first, then pinned ones, then by newest activity. `folderId` null: those in no folder; absent: wherever they
   * are. `isArchived`: the archive instead of everything else. `kind` absent: both.
   */
  list: procedure
    .input(
      z.object({
        limit: z.int().min(1).max(500),
        offset: z.int().min(0),
        folderId: folderIdSchema.nullable().optional(),
        isArchived: z.boolean().optional(),
        kind: threadKindSchema.optional(),
      }),
    )
    .output(z.object({ threads: z.array(threadSchema), total: z.int() })),
  get: procedure.input(oneThread).output(threadSchema),
  /** A temporary thread never reaches the disk and ends with Inkstone. */
  create: procedure.input(z.object({ kind: threadKindSchema, isTemporary: z.boolean().optional() })).output(threadSchema),
  /** Moves a temporary thread, whole, into the library. */
  keep: procedure.input(oneThread).output(threadSchema),
  /** A manual name: cancels and forbids automatic titles. */
  rename: procedure.input(oneThread.extend({ title: z.string().trim().min(1).max(300) })).output(threadSchema),
  setPinned: procedure.input(oneThread.extend({ isPinned: z.boolean() })).output(threadSchema),
  /** Somebody looks at the thread: its `hasUnseen` ends. */
  markSeen: procedure.input(oneThread).output(z.void()),
  /** Those with `hasUnseen`, newest activity first, at most 1,000; the archive is put away and not among them. */
  listUnseen: procedure.output(z.array(unseenThreadSchema)),
  /** Soft: hidden at once, restorable, purged after the grace time of 30 days. */
  remove: procedure.input(oneThread).output(z.void()),
  restore: procedure.input(oneThread).output(threadSchema),
  /** Threads, and messages of others, that can still be restored, newest removal first; without temporary ones. */
  listRemoved: procedure
    .input(z.object({ limit: z.int().min(1).max(500), offset: z.int().min(0) }))
    .output(z.object({ items: z.array(removedItemSchema), total: z.int() })),
  /** Really deletes what was removed; null: all of it. Nothing brings it back but a backup. */
  purge: procedure
    .input(
      z.object({ which: z.object({ threadIds: z.array(threadIdSchema).max(500), removalIds: z.array(z.uuid()).max(500) }).nullable() }),
    )
    .output(z.void()),
  /** The same for many at once, each in one commit; threads that are gone meanwhile are passed over. */
  setFolder: procedure.input(manyThreads.extend({ folderId: folderIdSchema.nullable() })).output(z.void()),
  setArchived: procedure.input(manyThreads.extend({ isArchived: z.boolean() })).output(z.void()),
  setAllPinned: procedure.input(manyThreads.extend({ isPinned: z.boolean() })).output(z.void()),
  removeAll: procedure.input(manyThreads).output(z.void()),
  restoreAll: procedure.input(manyThreads).output(z.void()),
  setStarred: procedure.input(z.object({ messageId: messageIdSchema, isStarred: z.boolean() })).output(messageSchema),
  /** Whether the message stays in the context window whatever else is left out. */
  setKept: procedure.input(z.object({ messageId: messageIdSchema, isKept: z.boolean() })).output(messageSchema),
  /** Newest star first, archived threads included. */
  listStarred: procedure
    .input(z.object({ limit: z.int().min(1).max(200), offset: z.int().min(0) }))
    .output(z.object({ hits: z.array(searchHitSchema) })),
  /** In one transaction, so that no change takes another one back. A name that is reset falls back to the assistant or the settings. */
  changeParameters: procedure.input(oneThread.extend({ change: parameterChangeSchema })).output(threadSchema),
  getParameters: procedure
    .input(oneThread)
    .output(z.object({ values: parametersSchema, sources: z.record(parametersSchema.keyof(), parameterSourceSchema) })),
  /** Who answers from the next turn on; null: the general assistant. */
  setAssistant: procedure.input(oneThread.extend({ assistantId: assistantIdSchema.nullable() })).output(threadSchema),
  /** What `{{selection}}` stands for in the thread's system prompt. */
  getSelection: procedure.input(oneThread).output(z.object({ text: z.string() })),
  setSelection: procedure.input(oneThread.extend({ text: z.string().max(100_000) })).output(z.void()),
  /** Newest page of the active path, or the page that ends before `before`. */
  listMessages: procedure
    .input(oneThread.extend({ before: messageIdSchema.nullable(), limit: z.int().min(1).max(200) }))
    .output(messagePageSchema),
  /** The siblings of a message, for the candidates view. */
  listVersions: procedure.input(z.object({ messageId: messageIdSchema })).output(z.array(messageSchema)),
  /** Makes the branch through this version the active one, down to the leaf last looked at. */
  selectVersion: procedure.input(z.object({ messageId: messageIdSchema })).output(threadSchema),
  /** Soft, as for threads. `one` keeps what is below. What is being written is stopped first. */
  removeMessage: procedure.input(z.object({ messageId: messageIdSchema, scope: z.enum(['one', 'below']) })).output(removedSchema),
  /** Versions of one turn, each with everything below it, in one removal. */
  removeVersions: procedure.input(z.object({ messageIds: z.array(messageIdSchema).min(1).max(100) })).output(removedSchema),
  /** Undoes a removal exactly; the view goes back too, unless it was moved meanwhile. */
  restoreMessages: procedure.input(z.object({ removalId: z.uuid() })).output(threadSchema),
  /** A new thread with the path down to this message. `title`: instead of the one of the thread it comes from. */
  fork: procedure.input(z.object({ messageId: messageIdSchema, title: z.string().trim().min(1).max(320).optional() })).output(threadSchema),
  getBranchMap: procedure.input(oneThread).output(branchMapSchema),
  /** Titles, then messages of every branch, newest first; words that begin with the query's last one count as it. */
  search: procedure
    .input(
      searchFiltersSchema.extend({
        query: z.string().max(500),
        limit: z.int().min(1).max(100),
        cursor: searchCursorSchema.nullable().default(null),
      }),
    )
    .output(searchPageSchema),
  /** Where a text occurs on the active path, letters inside of words too, oldest first. */
  find: procedure.input(oneThread.extend({ text: z.string().max(500) })).output(z.object({ found: z.array(foundMessageSchema) })),
  /** Whether a message is on its thread's active path. */
  locate: procedure.input(z.object({ messageId: messageIdSchema })).output(z.object({ threadId: threadIdSchema, isOnPath: z.boolean() })),
  getDraft: procedure.input(z.object({ key: z.string().max(100) })).output(z.object({ text: z.string() })),
  saveDraft: procedure.input(z.object({ key: z.string().max(100), text: z.string().max(12_000_000) })).output(z.void()),
};
