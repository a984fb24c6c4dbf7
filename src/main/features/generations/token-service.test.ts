import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import type { Started } from '#shared/contract/generations-contract.ts';
import { messageIdSchema, threadIdSchema } from '#shared/models/ids.ts';
import type { Message, MessageState } from '#shared/models/message.ts';
import type { Thread } from '#shared/models/thread.ts';
import type { ScoreRequest } from '#main/inference/engine.ts';
import { createTokenService } from './token-service.ts';

const thread = { id: threadIdSchema.parse('11111111-1111-4111-8111-111111111111'), kind: 'chat' } as Thread;
const answerId = messageIdSchema.parse('22222222-2222-4222-8222-222222222222');

function setUp(state: MessageState = 'done', text = 'Paris.') {
  const asked: ScoreRequest[] = [];
  const calls: unknown[] = [];
  const message = { id: answerId, threadId: thread.id, state, text } as Message;
  const service = createTokenService({
    scoreText: async (request) => {
      asked.push(request);
      return [{ text: 'Paris', tokenId: 7, logProb: -0.1, top: [{ text: 'Paris', tokenId: 7, logProb: -0.1 }] }];
    },
    answerOf: async () => ({ message, thread }),
    promptOf: async (_thread, answer) => ({ kind: 'chat', history: [{ role: 'user', text: 'Where?' }], answerPrefix: answer.text }),
    exclusively: async (threadId, run) => {
      calls.push(['alone in', threadId]);
      return run();
    },
    goOn: async (_thread, answer, begin, overflow) => {
      calls.push(['goes on', answer.id, begin, overflow]);
      return { threadId: thread.id, userMessage: null, answers: [answer] } satisfies Started;
    },
  });
  return { asked, calls, service };
}
const never = new AbortController().signal;

describe('the token view', () => {
  // Catches: an answer scored without the turns before it, or in a slot of its own that throws the chat out of the cache.
  it('scores an answer behind the turns it was written for, in the slot of its chat', async () => {
    const { asked, service } = setUp();
    expect(await service.read(answerId, never)).toHaveLength(1);
    expect(asked).toMatchObject([{ slotKey: thread.id, prompt: { answerPrefix: 'Paris.', history: [{ text: 'Where?' }] } }]);
  });

  // Catches: a text that still grows scored half, and a question to the model about nothing.
  it('refuses an answer that is being written, and asks nothing about an empty one', async () => {
    await expect(setUp('streaming').service.read(answerId, never)).rejects.toThrow(new AppError('THREAD_BUSY'));
    const { asked, service } = setUp('stopped', '');
    expect([await service.read(answerId, never), asked]).toEqual([[], []]);
  });

  // Catches: a branch that changes the answer it came from, or goes on behind other tokens than the chosen ones.
  it('branches into a version that begins with the chosen tokens, while nothing else is written in the chat', async () => {
    const { calls, service } = setUp();
    await service.branch({ messageId: answerId, text: 'Lyon', tokenIds: [3, 9], overflow: 'oldest-out' });
    expect(calls).toEqual([
      ['alone in', thread.id],
      ['goes on', answerId, { text: 'Lyon', tokens: [3, 9] }, 'oldest-out'],
    ]);
  });
});
