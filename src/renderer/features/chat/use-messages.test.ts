import { expect, test } from 'vitest';
import type { Message } from '#shared/models/message.ts';
import { messageIdSchema, threadIdSchema } from '#shared/models/ids.ts';
import { withTurn } from './use-messages.ts';

const threadId = threadIdSchema.parse(crypto.randomUUID());
const newId = () => messageIdSchema.parse(crypto.randomUUID());

const message = (role: Message['role'], parent: Message | null): Message => {
  const id = newId();
  return {
    id,
    threadId,
    parentId: parent?.id ?? null,
    role,
    text: role,
    state: 'done',
    errorCode: null,
    stopReason: null,
    stats: null,
    generationId: null,
    createdAt: 0,
    isStarred: false,
    isKept: false,
    versionIds: [id],
  };
};

const question = message('user', null);
const answer = message('assistant', question);
const page = { messages: [question, answer], before: null };
const idsOf = (messages: readonly Message[]): string[] => messages.map(({ id }) => id);

test('a sent turn is appended, once, also when main has stored it meanwhile', () => {
  const userMessage = message('user', answer);
  const started = { threadId, userMessage, answers: [message('assistant', userMessage)] };
  const once = withTurn(page, started);
  expect(idsOf(once.messages)).toEqual(idsOf([question, answer, userMessage, ...started.answers]));
  expect(withTurn(once, started)).toEqual(once);
});

test('a regenerated answer takes the place of the old one and of all that followed it', () => {
  const follow = message('user', answer);
  const other = message('assistant', question);
  const shown = withTurn({ messages: [question, answer, follow], before: null }, { threadId, userMessage: null, answers: [other] });
  expect(idsOf(shown.messages)).toEqual(idsOf([question, other]));
});

test('an edited first turn replaces the whole path', () => {
  const userMessage = message('user', null);
  const reply = message('assistant', userMessage);
  expect(idsOf(withTurn(page, { threadId, userMessage, answers: [reply] }).messages)).toEqual(idsOf([userMessage, reply]));
});

test('a continued answer stays where it is', () => {
  const again = { ...answer, state: 'streaming' as const };
  expect(withTurn(page, { threadId, userMessage: null, answers: [again] }).messages).toEqual([question, again]);
});
