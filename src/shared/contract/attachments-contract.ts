/** Files that go into messages as text. */
import * as z from 'zod';
import { fileTextSchema, MOST_FILE_BYTES } from '../models/attachment.ts';
import { attachmentIdSchema } from '../models/ids.ts';
import { procedure } from './base.ts';

export const attachmentsContract = {
  /** The text of a file. Nothing is stored. The page reads the bytes, so that dropping works and no path crosses the wire. */
  readFile: procedure
    .input(z.object({ name: z.string().max(1_000), base64: z.string().max(Math.ceil(MOST_FILE_BYTES / 3) * 4 + 4) }))
    .output(fileTextSchema),
  /** With the model in use; of a very long text within a few tokens. @throws MODEL_NOT_LOADED */
  countTokens: procedure.input(z.object({ text: z.string().max(4_000_000) })).output(z.object({ tokens: z.int() })),
  /** Exactly what was sent of a file. */
  getText: procedure.input(z.object({ attachmentId: attachmentIdSchema })).output(z.object({ text: z.string() })),
};
