import * as z from 'zod';
import { contextLedgerSchema } from '../models/context.ts';
import { summaryIdSchema, threadIdSchema } from '../models/ids.ts';
import { procedure } from './base.ts';

const oneThread = z.object({ threadId: threadIdSchema });
const oneSummary = oneThread.extend({ summaryId: summaryIdSchema });

export const contextContract = {
  /** What the next request of the chat would hold, with `text` as its last turn. Waits for a model that is being loaded. */
  get: procedure.input(oneThread.extend({ text: z.string().max(12_000_000).optional() })).output(contextLedgerSchema),
  /** Has the model in use summarise what is left out. Resolves when the summary is stored. */
  summarise: procedure.input(oneThread).output(z.void()),
  editSummary: procedure.input(oneSummary.extend({ text: z.string().min(1).max(100_000) })).output(z.void()),
  /** Soft; `restoreSummary` undoes it. */
  removeSummary: procedure.input(oneSummary).output(z.void()),
  restoreSummary: procedure.input(oneSummary).output(z.void()),
};
