/** Files that go into a message as text. What is chosen of a file is its text here: exactly these characters reach the model. */
import * as z from 'zod';
import { attachmentIdSchema } from './ids.ts';

export const attachmentKindSchema = z.enum(['text', 'markdown', 'code', 'csv', 'json', 'pdf', 'docx']);
export type AttachmentKind = z.infer<typeof attachmentKindSchema>;

/** The largest file that is read. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;
/** The most characters that are taken from one file. */
export const MOST_FILE_CHARACTERS = 2_000_000;
export const MOST_ATTACHMENTS = 10;

/** What is sent of a file. */
export const attachmentTextSchema = z.object({
  name: z.string().min(1).max(300),
  kind: attachmentKindSchema,
  /** Size of the file it comes from. */
  sizeBytes: z.int().min(0),
  /** Which part of the file this is, as it is told to the model, such as `pages 2-4 of 9`; empty for all of it. */
  part: z.string().max(300),
  text: z.string().min(1).max(MOST_FILE_CHARACTERS),
});
export type AttachmentText = z.infer<typeof attachmentTextSchema>;

export const attachmentTextsSchema = z.array(attachmentTextSchema).max(MOST_ATTACHMENTS);

/** An attachment as a message carries it; its text is asked for when it is needed. */
export const attachmentSchema = z.object({
  id: attachmentIdSchema,
  name: z.string(),
  kind: attachmentKindSchema,
  sizeBytes: z.int(),
  part: z.string(),
  characters: z.int(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** A file as it was read, before anything of it is chosen. */
export const fileTextSchema = z.object({
  name: z.string(),
  kind: attachmentKindSchema,
  sizeBytes: z.int(),
  /** One string a page; one for a file without pages. */
  pages: z.array(z.string()).min(1),
});
export type FileText = z.infer<typeof fileTextSchema>;
