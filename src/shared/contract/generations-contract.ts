/** Detaching from `watch` never stops the model; only `cancel` does. */
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { attachmentTextsSchema } from '../models/attachment.ts';
import { errorCodeSchema } from '../errors/error-codes.ts';
import { generationEventSchema, liveGenerationSchema } from '../models/generation.ts';
import { assistantIdSchema, generationIdSchema, messageIdSchema, modelIdSchema, threadIdSchema } from '../models/ids.ts';
import { messageSchema } from '../models/message.ts';
import { parameterOverridesSchema, parametersSchema } from '../models/parameters.ts';
import { scoredTokenSchema, tokenReportSchema } from '../models/token.ts';
import { procedure } from './base.ts';

/** Answers are versions of one another; with one candidate there is one. */
const startedSchema = z.object({
  threadId: threadIdSchema,
  userMessage: messageSchema.nullable(),
  answers: z.array(messageSchema).min(1),
});
export type Started = z.infer<typeof startedSchema>;

const unstoredSchema = z.object({
  /** Why the last write failed. */
  code: errorCodeSchema,
  /** How many answers have text that waits in memory. */
  answers: z.int().min(1),
});
export type Unstored = z.infer<typeof unstoredSchema>;

/** What to do this once when the chat does not fit; absent: as its parameters say. */
const overflow = parametersSchema.shape.overflow.optional();
const candidates = z.int().min(1).max(5);
const longText = z.string().min(1).max(12_000_000);
/** The words may be empty when there are files. */
const turn = { text: z.string().max(12_000_000), attachments: attachmentTextsSchema.optional() };

/** What may differ from the parameters in force. */
export const regenerateWithSchema = z.object({
  temperature: parametersSchema.shape.temperature.optional(),
  seed: parametersSchema.shape.seed.optional(),
  modelId: modelIdSchema.optional(),
  overflow,
});
export type RegenerateWith = z.infer<typeof regenerateWithSchema>;

export const generationsContract = {
  /**
   * Commits the user's turn and the empty answer before it returns. `threadId` null makes a new thread, with this assistant
   * and these parameters of its own.
   * `selection`: what `{{selection}}` stands for in the thread from now on.
   */
  send: procedure
    .input(
      z.object({
        threadId: threadIdSchema.nullable(),
        ...turn,
        candidates,
        overflow,
        assistantId: assistantIdSchema.optional(),
        parameters: parameterOverridesSchema.optional(),
        selection: z.string().max(100_000).optional(),
      }),
    )
    .output(startedSchema),
  /** The same user turn and an answer below each of several answers, which are versions of one another; the first is shown. */
  sendBelow: procedure
    .input(z.object({ messageIds: z.array(messageIdSchema).min(1).max(5), ...turn, overflow }))
    .output(z.object({ started: z.array(startedSchema).min(1) })),
  /**
   * A new version of an answer, under the same user turn; of a user turn, an answer below it. `with` holds for this run only, but
   * another model stays in use.
   */
  regenerate: procedure
    .input(z.object({ messageId: messageIdSchema, candidates, with: regenerateWithSchema.optional() }))
    .output(startedSchema),
  /** A version of an answer in the user's own words; no model runs. Sending below it or `continue` goes on from there. */
  editAnswer: procedure.input(z.object({ messageId: messageIdSchema, text: longText })).output(startedSchema),
  /** A new version of a user turn, with an answer below it. The old branch stays. */
  edit: procedure.input(z.object({ messageId: messageIdSchema, text: longText, candidates, overflow })).output(startedSchema),
  /** Goes on from the text of a stopped, interrupted, failed, length-limited or edited answer, in the same message. */
  continue: procedure.input(z.object({ messageId: messageIdSchema, overflow })).output(startedSchema),
  /** The model in use reads a settled answer once more: every token with its probability and the ten likeliest. */
  readTokens: procedure.input(z.object({ messageId: messageIdSchema })).output(z.object({ tokens: z.array(scoredTokenSchema).readonly() })),
  /**
   * The same while it is being written, as far as it is; all there are first, then what is new. The model works them out beside its
   * writing for as long as somebody watches. Ends with the generation; where the engine has one sequence only, nothing comes.
   */
  watchTokens: procedure.input(z.object({ generationId: generationIdSchema })).output(eventIterator(tokenReportSchema)),
  /** A new version of the answer that begins with exactly these tokens, and goes on behind them. `text`: what they spell. */
  branchWithToken: procedure
    .input(z.object({ messageId: messageIdSchema, text: longText, tokenIds: z.array(z.int().min(0)).min(1).max(1_000_000), overflow }))
    .output(startedSchema),
  /** Raw completion in a `completion` thread: the model goes on from `text`. */
  complete: procedure.input(z.object({ threadId: threadIdSchema.nullable(), text: longText, candidates })).output(startedSchema),
  /**
   * Events with `seq` above `afterSeq`. A viewer that starts at 0 gets the whole text so far as its first delta.
   * The stream ends after `done` or `failed`.
   */
  watch: procedure
    .input(z.object({ generationId: generationIdSchema, afterSeq: z.int().min(0) }))
    .output(eventIterator(generationEventSchema)),
  cancel: procedure.input(z.object({ generationId: generationIdSchema })).output(z.void()),
  listLive: procedure.output(z.array(liveGenerationSchema)),
  /** What could not be stored yet; null while all is stored. The change topic `generations` says when it is otherwise. */
  getUnstored: procedure.output(unstoredSchema.nullable()),
  /** The whole text of the answers that could not be stored yet. */
  readUnstored: procedure.output(z.object({ texts: z.array(z.string()) })),
};
