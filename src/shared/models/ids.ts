/** Branded identifiers: a thread id cannot be passed where a message id is meant. All are UUIDs made by main. */
import * as z from 'zod';

export const threadIdSchema = z.uuid().brand<'ThreadId'>();
export const messageIdSchema = z.uuid().brand<'MessageId'>();
export const generationIdSchema = z.uuid().brand<'GenerationId'>();
export const modelIdSchema = z.uuid().brand<'ModelId'>();

export type ThreadId = z.infer<typeof threadIdSchema>;
export type MessageId = z.infer<typeof messageIdSchema>;
export type GenerationId = z.infer<typeof generationIdSchema>;
export type ModelId = z.infer<typeof modelIdSchema>;
