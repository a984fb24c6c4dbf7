import * as z from 'zod';
import { procedure } from './base.ts';

/** Written into the data folder's `backups/`; the name is relative to the data folder. */
const writtenFileSchema = z.object({ fileName: z.string(), sizeBytes: z.int() });

export const dataContract = {
  backUp: procedure.output(writtenFileSchema),
  /** Desktop: shows the folder in the file manager. @throws NOT_SUPPORTED_HERE in the browser host. */
  revealDataFolder: procedure.output(z.void()),
};
