import * as z from 'zod';
import { assistantIdSchema, folderIdSchema, messageIdSchema, threadIdSchema } from './ids.ts';
import { messageRoleSchema } from './message.ts';
import { threadSchema } from './thread.ts';

/** What a hit must be, besides matching. What is left out does not matter. Times are epoch milliseconds, `to` is not included. */
export const searchFiltersSchema = z.object({
  threadId: threadIdSchema.optional(),
  role: messageRoleSchema.optional(),
  from: z.int().optional(),
  to: z.int().optional(),
  assistantId: assistantIdSchema.optional(),
  /** With the folders in it. */
  folderId: folderIdSchema.optional(),
  isStarred: z.literal(true).optional(),
});
export type SearchFilters = z.infer<typeof searchFiltersSchema>;

/** Where a search goes on. Opaque to the page. */
export const searchCursorSchema = z.object({ stage: z.enum(['titles', 'messages']), before: z.int() });
export type SearchCursor = z.infer<typeof searchCursorSchema>;

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

/** Titles first, then messages of every branch, each newest first. */
export const searchPageSchema = z.object({
  hits: z.array(searchHitSchema),
  /** Asks for what follows; null at the end. */
  next: searchCursorSchema.nullable(),
  /** The search rested before the page was full: what was written after this time has been looked through. */
  searchedBackTo: z.int().nullable(),
});
export type SearchPage = z.infer<typeof searchPageSchema>;

/** A message of the active path in which something was found, and how often. */
export const foundMessageSchema = z.object({ messageId: messageIdSchema, count: z.int() });
export type FoundMessage = z.infer<typeof foundMessageSchema>;
