/** What goes out of the library and comes into it: formats, what a file holds, and the one job that runs. */
import * as z from 'zod';
import { errorCodeSchema, errorDataSchema } from '../errors/error-codes.ts';
import { threadIdSchema } from './ids.ts';

export const exportFormatSchema = z.enum(['markdown', 'html', 'json', 'text']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** `path`: the branch that is looked at; `all`: every version of every message. JSON always holds all. */
export const exportBranchesSchema = z.enum(['path', 'all']);
export type ExportBranches = z.infer<typeof exportBranchesSchema>;

export const exportRequestSchema = z.object({
  /** null: every chat that is not deleted. */
  threadId: threadIdSchema.nullable(),
  format: exportFormatSchema,
  branches: exportBranchesSchema,
  /** The language of the headings in the file. */
  language: z.enum(['en', 'zh-CN']),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;

/** The program that wrote a file which is imported. */
export const importSourceSchema = z.enum(['inkstone', 'chatgpt', 'claude', 'open-webui', 'cherry-studio', 'markdown']);
export type ImportSource = z.infer<typeof importSourceSchema>;

/** `same`: this very chat is here; `changed`: it is here, with other messages. */
export const importStatusSchema = z.enum(['new', 'same', 'changed']);
export type ImportStatus = z.infer<typeof importStatusSchema>;

export const importItemSchema = z.object({
  /** Place in the file; names the chat when it is chosen. */
  index: z.int(),
  title: z.string(),
  messages: z.int(),
  hasBranches: z.boolean(),
  createdAt: z.int(),
  updatedAt: z.int(),
  status: importStatusSchema,
});
export type ImportItem = z.infer<typeof importItemSchema>;

/** What could not be taken over as it is. */
export const importWarningSchema = z.enum([
  'attachments', // pictures, sound and files: a note stands in their place
  'tool-steps', // what tools were asked and answered
  'reasoning', // the thoughts of reasoning models
  'damaged-tree', // messages without their parent, in a circle or twice
  'not-a-chat', // entries that are no chat
  'empty', // chats without a message
  'too-large', // chats above the limit
]);
export type ImportWarning = z.infer<typeof importWarningSchema>;
export const importWarningsSchema = z.array(z.object({ code: importWarningSchema, count: z.int() }));

export const importPreviewSchema = z.object({
  source: importSourceSchema,
  fileName: z.string(),
  sizeBytes: z.int(),
  threads: z.int(),
  messages: z.int(),
  byStatus: z.object({ new: z.int(), same: z.int(), changed: z.int() }),
  warnings: importWarningsSchema,
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const pastImportSchema = z.object({
  id: z.uuid(),
  source: importSourceSchema,
  threads: z.int(),
  messages: z.int(),
  importedAt: z.int(),
  isUndone: z.boolean(),
});
export type PastImport = z.infer<typeof pastImportSchema>;

/** One job runs at a time; it belongs to main, so that a view may close. `total` 0: not known yet. */
export const transferJobSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('idle') }),
  z.object({
    state: z.literal('running'),
    jobId: z.string(),
    kind: z.enum(['export', 'preview', 'import']),
    /** Messages for an export, bytes for the others. */
    done: z.int(),
    total: z.int(),
    elapsedMs: z.int(),
    /** null before anything can be said. */
    leftMs: z.int().nullable(),
  }),
  z.object({
    state: z.literal('exported'),
    jobId: z.string(),
    fileName: z.string(),
    sizeBytes: z.int(),
    threads: z.int(),
    messages: z.int(),
    /** Browser host: where the file is to be fetched, once. null: it lies where the user wanted it. */
    download: z.string().nullable(),
  }),
  z.object({ state: z.literal('previewed'), jobId: z.string(), preview: importPreviewSchema }),
  z.object({ state: z.literal('imported'), jobId: z.string(), result: pastImportSchema }),
  z.object({ state: z.literal('cancelled'), jobId: z.string() }),
  z.object({ state: z.literal('failed'), jobId: z.string(), code: errorCodeSchema, data: errorDataSchema }),
]);
export type TransferJob = z.infer<typeof transferJobSchema>;
