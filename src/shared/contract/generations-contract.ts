/** Detaching from `watch` never stops the model; only `cancel` does. */
import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { generationEventSchema, liveGenerationSchema } from '../models/generation.ts';
import { generationIdSchema, messageIdSchema, threadIdSchema } from '../models/ids.ts';
import { messageSchema } from '../models/message.ts';
import { procedure } from './base.ts';

/** Answers are versions of one another; with one candidate there is one. */
const startedSchema = z.object({
  threadId: threadIdSchema,
  userMessage: messageSchema.nullable(),
  answers: z.array(messageSchema).min(1),
});
export type Started = z.infer<typeof startedSchema>;

const candidates = z.int().min(1).max(5);
const longText = z.string().min(1).max(12_000_000);

export const generationsContract = {
  /** Commits the user's turn and the empty answer before it returns. `threadId` null makes a new thread. */
  send: procedure.input(z.object({ threadId: threadIdSchema.nullable(), text: longText, candidates })).output(startedSchema),
  /** A new version of an answer, under the same user turn. */
  regenerate: procedure.input(z.object({ messageId: messageIdSchema, candidates })).output(startedSchema),
  /** A new version of a user turn, with an answer below it. The old branch stays. */
  edit: procedure.input(z.object({ messageId: messageIdSchema, text: longText, candidates })).output(startedSchema),
  /** Goes on from the text of a stopped, interrupted, failed or length-limited answer, in the same message. */
  continue: procedure.input(z.object({ messageId: messageIdSchema })).output(startedSchema),
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
};
