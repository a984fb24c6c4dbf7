/** What the next request of a conversation would hold, turn by turn, as the engine process works it out. Checked at the process border. */
import * as z from 'zod';
import { errorCodeSchema, errorDataSchema } from '#shared/errors/error-codes.ts';

/** The engine's `ChatTurn`. */
export const chatTurnSchema = z.object({
  role: z.enum(['system', 'user', 'assistant']),
  text: z.string(),
  isKept: z.boolean().optional(),
  isSummarised: z.boolean().optional(),
});

export const planRequestSchema = z.object({
  /** The conversation's, as in its requests: what was left out before stays out. */
  slotKey: z.string(),
  history: z.array(chatTurnSchema),
  maxTokens: z.int().min(0).nullable(),
  /** What the answer begins with, as in the engine's `Prompt`: it takes room too. */
  answerPrefix: z.string().optional(),
  answerTokens: z.array(z.int().min(0)).optional(),
});
export type PlanRequest = z.infer<typeof planRequestSchema>;

export const promptPlanSchema = z.object({
  contextSize: z.int(),
  /** Room held free for the answer. */
  reserve: z.int(),
  /** Tokens of the whole prompt. What the turns that are in do not account for is the template's opening of the answer. */
  total: z.int(),
  /** One entry a turn of the history. A turn that is in has its exact tokens, with what the template puts around it. */
  turns: z.array(z.object({ tokens: z.int(), isIn: z.boolean() })),
  /** How many turns would be left out that were in before, and have no summary. */
  newlyOut: z.int(),
  /** Why the request would be refused. Then `total` and the tokens of the turns are counted text by text. */
  problem: z.object({ code: errorCodeSchema, data: errorDataSchema }).nullable(),
});
export type PromptPlan = z.infer<typeof promptPlanSchema>;
