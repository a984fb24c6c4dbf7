/** Where Inkstone stands with a newer version of itself. It looks for one only when the user asks. */
import * as z from 'zod';

/** `unsigned`: the publisher's signature is missing or wrong. `damaged`: the file is not the one that was signed. */
export const updateFailureSchema = z.enum(['offline', 'unreachable', 'refused', 'unsigned', 'damaged', 'disk', 'unknown']);
export type UpdateFailure = z.infer<typeof updateFailureSchema>;

export const updateStateSchema = z.discriminatedUnion('state', [
  /** `no-source`: this build does not know where updates come from. `other-host`: the browser host is updated with its sources. */
  z.object({ state: z.literal('none'), why: z.enum(['not-checked', 'newest', 'no-source', 'other-host']) }),
  z.object({ state: z.literal('checking') }),
  z.object({ state: z.literal('available'), version: z.string(), sizeBytes: z.int().nullable() }),
  z.object({ state: z.literal('downloading'), version: z.string(), receivedBytes: z.int(), totalBytes: z.int().nullable() }),
  z.object({ state: z.literal('ready'), version: z.string() }),
  z.object({ state: z.literal('failed'), during: z.enum(['check', 'download', 'install']), reason: updateFailureSchema }),
]);
export type UpdateState = z.infer<typeof updateStateSchema>;
