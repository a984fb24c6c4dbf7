/** Export and import. Long work is the one job of main: it is watched, cancelled and put away here. */
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { exportRequestSchema, importItemSchema, pastImportSchema, transferJobSchema } from '../models/transfer.ts';
import { procedure } from './base.ts';

const oneImport = z.object({ importId: z.uuid() });

/** Bytes of a file in one call; the page reads the file, so that dropping works and no path crosses the wire. */
export const CHUNK_BYTES = 512 * 1024;
export const MOST_IMPORT_BYTES = 2 * 1024 ** 3;

export const transferContract = {
  /** The job now, then every change. Ends only when the viewer goes away. */
  watchJob: procedure.output(eventIterator(transferJobSchema)),
  /** Ends the job without a trace: no file, no chat. */
  cancelJob: procedure.output(z.void()),
  /** Puts the outcome away, and the file that was looked at. Does nothing while a job runs. */
  dismissJob: procedure.output(z.void()),
  /** Desktop host: asks where the file goes. null: the user closed that dialog. @throws TRANSFER_BUSY */
  startExport: procedure.input(exportRequestSchema).output(z.object({ jobId: z.string() }).nullable()),
  /** Begins to take a file. An earlier one that was not imported is forgotten. @throws TRANSFER_BUSY, UPLOAD_TOO_LARGE */
  openUpload: procedure
    .input(z.object({ fileName: z.string().max(1_000), sizeBytes: z.int().min(0).max(MOST_IMPORT_BYTES) }))
    .output(z.object({ uploadId: z.string() })),
  addChunk: procedure
    .input(z.object({ uploadId: z.string().max(100), offset: z.int().min(0), base64: z.string().max(2 * CHUNK_BYTES) }))
    .output(z.void()),
  /** Looks through the file: what is it, what is in it. Writes nothing. */
  startPreview: procedure.input(z.object({ uploadId: z.string().max(100) })).output(z.object({ jobId: z.string() })),
  /** The chats of the file that was looked at, newest first. */
  listItems: procedure
    .input(z.object({ offset: z.int().min(0), limit: z.int().min(1).max(2_000) }))
    .output(z.object({ items: z.array(importItemSchema), total: z.int() })),
  /** Takes these chats over. Nothing of them shows before all are in. */
  startImport: procedure.input(z.object({ indexes: z.array(z.int().min(0)).min(1).max(200_000) })).output(z.object({ jobId: z.string() })),
  /** The newest imports first. */
  listImports: procedure.output(z.array(pastImportSchema)),
  /** Deletes what the import added; like any deleted chat it can be brought back. */
  undoImport: procedure.input(oneImport).output(pastImportSchema),
  restoreImport: procedure.input(oneImport).output(pastImportSchema),
};
