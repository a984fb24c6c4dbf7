/**
 * The token view: an answer that exists is read once more by the model in use, which says how likely it finds each token and
 * what else could have come. A branch with another token is a version of the answer that goes on behind that token.
 */
import { AppError } from '#shared/errors/app-error.ts';
import type { Started } from '#shared/contract/generations-contract.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { Overflow } from '#shared/models/parameters.ts';
import type { ScoredToken } from '#shared/models/token.ts';
import type { Thread } from '#shared/models/thread.ts';
import type { Engine, Prompt } from '#main/inference/engine.ts';
import type { AnswerBegin } from './context-service.ts';

export interface TokenDeps {
  readonly scoreText: Engine['scoreText'];
  /** @throws AppError INVALID_INPUT for a user's turn */
  answerOf(messageId: MessageId): Promise<{ message: Message; thread: Thread }>;
  /** What the model reads for this answer, the answer included: with the system prompt that was sent for it, where one is known. */
  promptOf(thread: Thread, message: Message): Promise<Prompt>;
  /** @throws AppError THREAD_BUSY */
  exclusively<T>(threadId: ThreadId, run: () => Promise<T>): Promise<T>;
  /** A version of the answer that begins like this, gone on from. @throws AppError CONTEXT_FULL before there is a version */
  goOn(thread: Thread, answer: Message, begin: AnswerBegin, overflow: Overflow | undefined): Promise<Started>;
}

export interface TokenService {
  /** Every token of a settled answer. @throws AppError THREAD_BUSY while it is being written, MODEL_*, PROMPT_TOO_LONG, CANCELLED */
  read(messageId: MessageId, signal: AbortSignal): Promise<readonly ScoredToken[]>;
  /** A version that begins with exactly these tokens, whose texts are `text`, and that the model goes on with. */
  branch(input: {
    messageId: MessageId;
    text: string;
    tokenIds: readonly number[];
    /** What to do this once when the chat does not fit. */
    overflow?: Overflow | undefined;
  }): Promise<Started>;
}

export function createTokenService({ scoreText, answerOf, promptOf, exclusively, goOn }: TokenDeps): TokenService {
  return {
    read: async (messageId, signal) => {
      const { message, thread } = await answerOf(messageId);
      if (message.state === 'streaming') throw new AppError('THREAD_BUSY');
      if (message.text === '') return [];
      const prompt = await promptOf(thread, message);
      return scoreText({ slotKey: thread.id, priority: 'chat', prompt }, signal);
    },
    branch: async ({ messageId, text, tokenIds, overflow }) => {
      const { message, thread } = await answerOf(messageId);
      return exclusively(thread.id, async () => goOn(thread, message, { text, tokens: tokenIds }, overflow));
    },
  };
}
