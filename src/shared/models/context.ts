/** The ledger of a chat's context: what its next request would hold, turn by turn, in the model's own tokens. */
import * as z from 'zod';
import { errorCodeSchema, errorDataSchema } from '../errors/error-codes.ts';
import { messageIdSchema, summaryIdSchema } from './ids.ts';
import { messageRoleSchema } from './message.ts';
import { overflowSchema } from './parameters.ts';

/** `kept`: in because the user keeps it; `summarised`: left out, but the summary tells of it. */
export const contextStateSchema = z.enum(['in', 'kept', 'summarised', 'left-out']);
export type ContextState = z.infer<typeof contextStateSchema>;

export const contextTurnSchema = z.object({
  /** null: the message that is being typed. */
  messageId: messageIdSchema.nullable(),
  role: messageRoleSchema,
  /** The beginning of its text, on one line. */
  excerpt: z.string(),
  /** Exact, with what the template puts around it, for a turn that is in; else counted on its text. */
  tokens: z.int(),
  state: contextStateSchema,
});
export type ContextTurn = z.infer<typeof contextTurnSchema>;

export const contextSummarySchema = z.object({
  id: summaryIdSchema,
  text: z.string(),
  tokens: z.int(),
  modelName: z.string(),
  isEdited: z.boolean(),
});
export type ContextSummary = z.infer<typeof contextSummarySchema>;

export const contextLedgerSchema = z.object({
  overflow: overflowSchema,
  contextSize: z.int(),
  /** The largest window that the model in use was trained for. */
  largestContext: z.int(),
  /** Held free for the answer. */
  reserve: z.int(),
  /** Of the whole request: what is in, the system prompt, the summary, and the template's opening of the answer. */
  total: z.int(),
  systemTokens: z.int(),
  openingTokens: z.int(),
  summary: contextSummarySchema.nullable(),
  /** The path, oldest first, as far back as a window could ever reach. */
  turns: z.array(contextTurnSchema),
  /** There are messages above these; none of them is in. */
  hasOlder: z.boolean(),
  /** How many messages the next request would leave out that the last one did not, and that have no summary. */
  newlyOut: z.int(),
  /** Why the next request would be refused. */
  problem: z.object({ code: errorCodeSchema, data: errorDataSchema }).nullable(),
});
export type ContextLedger = z.infer<typeof contextLedgerSchema>;
