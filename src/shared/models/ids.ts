/** Branded identifiers: a thread id cannot be passed where a message id is meant. Those that main makes are UUIDs. */
import * as z from 'zod';

export const threadIdSchema = z.uuid().brand<'ThreadId'>();
export const messageIdSchema = z.uuid().brand<'MessageId'>();
export const generationIdSchema = z.uuid().brand<'GenerationId'>();
export const modelIdSchema = z.uuid().brand<'ModelId'>();
export const queuedIdSchema = z.uuid().brand<'QueuedId'>();
export const attachmentIdSchema = z.uuid().brand<'AttachmentId'>();
export const folderIdSchema = z.uuid().brand<'FolderId'>();
export const summaryIdSchema = z.uuid().brand<'SummaryId'>();
/** A UUID for the user's own; a short name (`tutor`) for one that Inkstone ships. */
export const assistantIdSchema = z.string().min(1).max(60).brand<'AssistantId'>();

export type ThreadId = z.infer<typeof threadIdSchema>;
export type MessageId = z.infer<typeof messageIdSchema>;
export type GenerationId = z.infer<typeof generationIdSchema>;
export type ModelId = z.infer<typeof modelIdSchema>;
export type QueuedId = z.infer<typeof queuedIdSchema>;
export type AttachmentId = z.infer<typeof attachmentIdSchema>;
export type FolderId = z.infer<typeof folderIdSchema>;
export type SummaryId = z.infer<typeof summaryIdSchema>;
export type AssistantId = z.infer<typeof assistantIdSchema>;
