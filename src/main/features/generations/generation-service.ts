/**
 * Turns of a thread: what is asked is committed first, then the hub runs it. One run at a time in a thread; its candidates
 * are asked in order under the thread's slot, so that the prompt is read once.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error.ts';
import type { RegenerateWith, Started } from '#shared/contract/generations-contract.ts';
import type { AttachmentText } from '#shared/models/attachment.ts';
import { generationIdSchema } from '#shared/models/ids.ts';
import type { AssistantId, GenerationId, MessageId, QueuedId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { Overflow, ParameterOverrides, Parameters } from '#shared/models/parameters.ts';
import type { Thread } from '#shared/models/thread.ts';
import type { ChatTurn, Prompt, TokenDetail } from '#main/inference/engine.ts';
import type { NewGeneration } from '#main/inference/generation-hub.ts';
import { invariant } from '#shared/utils/invariant.ts';
import { withAttachments } from '#shared/utils/attachment-prompt.ts';
import { createAnswerSink } from './answer-sink.ts';
import { isContinuable } from './is-continuable.ts';
import type { AnswerBegin, Asked } from './context-service.ts';
import { createContextService } from './context-service.ts';
import type { PathMessage } from './thread-history.ts';
import { createTokenService } from './token-service.ts';
import { createTurnGround } from './turn-ground.ts';
import type { GroundRequest } from './turn-ground.ts';
import { createUnstoredAnswers } from './unstored-answers.ts';
import type { GenerationDeps, GenerationService } from './generation-service-types.ts';

interface Turn extends GroundRequest {
  /** undefined: at the end of the path that is open. */
  readonly parentId?: MessageId | null;
  readonly userText: string | null;
  readonly candidates: number;
  readonly queuedId?: QueuedId | undefined;
  readonly attachments?: readonly AttachmentText[] | undefined;
  /** The turn whose files this one has too. */
  readonly attachmentsOf?: MessageId | undefined;
}

/** What a run is asked; `preparePrompt` betters it first. */
interface RunPrompt {
  readonly prompt: Prompt;
  readonly preparePrompt?: NewGeneration['preparePrompt'];
}

const SEEDS = 4_294_967_296;
const overridesOf = ({ temperature, seed, overflow }: RegenerateWith): Partial<Parameters> => ({
  ...(overflow !== undefined && { overflow }),
  ...(temperature !== undefined && { temperature }),
  ...(seed !== undefined && { seed }),
});
const unsent = (text: string): PathMessage => ({ id: null, role: 'user', text, isKept: false });
const newId = (): GenerationId => generationIdSchema.parse(randomUUID());

export function createGenerationService(deps: GenerationDeps): GenerationService {
  const { store, hub, requireModel, useModel, onChanged, onStarted, onAnswered, engine, log } = deps;
  /** Threads between the check that they are free and the start of their generations. */
  const starting = new Set<ThreadId>();
  const unstored = createUnstoredAnswers(() => onChanged('generations'));

  const isBusy = (threadId: ThreadId): boolean =>
    starting.has(threadId) || hub.listLive().some((live) => live.threadId === threadId && live.messageId !== null);

  const exclusively = async <T>(threadId: ThreadId, run: () => Promise<T>): Promise<T> => {
    if (isBusy(threadId)) throw new AppError('THREAD_BUSY');
    starting.add(threadId);
    try {
      return await run();
    } finally {
      starting.delete(threadId);
    }
  };

  const { ground, windowBefore } = createTurnGround(deps);

  const context = createContextService({
    store,
    hub,
    ...engine,
    log,
    onChanged,
    readAsked: async (threadId, text) => {
      const base = await ground({ threadId, kind: 'chat' });
      const path = await windowBefore(base.thread.activeLeafId, base);
      return {
        threadId,
        parameters: base.parameters,
        path: [...path, unsent(text)],
        hasOlder: path.length >= base.mostMessages && (path[0]?.parentId ?? null) !== null,
      };
    },
  });

  const promptFor = async (thread: Thread, asked: Asked): Promise<RunPrompt> => {
    const start = { answerPrefix: asked.answer?.text ?? '', answerTokens: asked.answer?.tokens };
    if (thread.kind === 'completion') return { prompt: { kind: 'completion', text: asked.path.at(-1)?.text ?? '', ...start } };
    const { turns, prepare } = await context.turnsFor(asked);
    const promptOf = (history: readonly ChatTurn[]): Prompt => ({ kind: 'chat', history, ...start });
    return { prompt: promptOf(turns), preparePrompt: prepare && (async (signal) => promptOf(await prepare(signal))) };
  };

  const start = (
    thread: Thread,
    answer: Message,
    generationId: GenerationId,
    { prompt, preparePrompt }: RunPrompt,
    parameters: Parameters & { seed: number },
    tokenDetail: TokenDetail = 'none',
  ): void => {
    const { systemPrompt: _inPrompt, overflow: _decided, ...sampling } = parameters;
    hub.start({
      id: generationId,
      purpose: thread.kind,
      threadId: thread.id,
      messageId: answer.id,
      initialText: answer.text,
      request: { slotKey: thread.id, priority: 'chat', prompt, parameters: sampling, tokenDetail },
      preparePrompt,
      sink: createAnswerSink({
        messageId: answer.id,
        initialText: answer.text,
        messages: store.messages,
        unstored,
        onStored: (outcome) => {
          onChanged('messages', thread.id);
          onChanged('generations', thread.id);
          onAnswered(thread.id, outcome);
        },
      }),
    });
  };

  const announce = (threadId: ThreadId): void => {
    onChanged('threads', threadId);
    onChanged('messages', threadId);
    onChanged('generations', threadId);
  };

  /** Checks a turn, its room included, and commits nothing. What it returns commits the turn and starts its runs. */
  const prepareTurn = async (wantedTurn: Turn): Promise<() => Promise<Started>> => {
    const { threadId, kind, parentId: wanted, userText, candidates, overrides = {}, ...stored } = wantedTurn;
    const base = await ground({ threadId, kind, overrides });
    const { thread, parameters } = base;
    const parentId = wanted === undefined ? thread.activeLeafId : wanted;
    const generationIds = Array.from({ length: candidates }, newId);
    const turn = { threadId, parentId, userText, generationIds, purpose: kind, parameters, ...stored };
    const files = stored.attachmentsOf === undefined ? (stored.attachments ?? []) : await store.attachments.listOf([stored.attachmentsOf]);
    if (userText?.trim() === '' && files.length === 0) throw new AppError('INVALID_INPUT', { reason: 'empty' });
    const before = await windowBefore(parentId, base);
    const asked = { threadId, parameters, path: userText === null ? before : [...before, unsent(withAttachments(userText, files))] };
    if (kind === 'chat') await context.requireRoom(asked);
    return async () => {
      const [prompt, { userMessage, answers }] = await Promise.all([promptFor(thread, asked), store.messages.addTurn(turn)]);
      onStarted();
      const seed = parameters.seed ?? randomInt(SEEDS);
      // Several are compared: by how likely the model finds each.
      const tokenDetail = candidates > 1 ? 'mean' : 'none';
      answers.forEach((answer, index) => {
        const generationId = answer.generationId ?? generationIds[index];
        if (generationId) start(thread, answer, generationId, prompt, { ...parameters, seed: (seed + index) % SEEDS }, tokenDetail);
      });
      announce(thread.id);
      return { threadId: thread.id, userMessage, answers };
    };
  };
  const runTurn = async (turn: Turn): Promise<Started> => (await prepareTurn(turn))();

  const newThread = async (kind: Thread['kind'], assistantId?: AssistantId, own?: ParameterOverrides): Promise<ThreadId> => {
    await requireModel(kind);
    const { id } = await store.threads.create(kind);
    if (assistantId !== undefined) await store.threads.setAssistant(id, assistantId);
    if (own !== undefined) await store.threads.changeParameters(id, { set: own, reset: [] });
    return id;
  };

  const messageOf = async (messageId: MessageId, role: Message['role']): Promise<{ message: Message; thread: Thread }> => {
    const message = await store.messages.get(messageId);
    if (message.role !== role) throw new AppError('INVALID_INPUT', { reason: 'message-role' });
    return { message, thread: await store.threads.get(message.threadId) };
  };

  /** A template takes an answer after a user's turn only, and the one above may have been removed. */
  const requireQuestion = async (parentId: MessageId | null): Promise<void> => {
    const above = parentId === null ? [] : await store.messages.listAncestry(parentId, 1);
    if (above.at(-1)?.role !== 'user') throw new AppError('MESSAGE_NOT_ANSWERABLE');
  };

  /** What is asked to go on from an answer that begins like this. Commits nothing. @throws AppError CONTEXT_FULL, MESSAGE_NOT_ANSWERABLE */
  const askToGoOn = async (thread: Thread, { parentId }: Message, answer: AnswerBegin, overflow: Overflow | undefined) => {
    const base = await ground({ threadId: thread.id, kind: thread.kind, overrides: overridesOf({ overflow }) });
    await requireQuestion(parentId);
    const asked = { threadId: thread.id, parameters: base.parameters, path: await windowBefore(parentId, base), answer };
    if (thread.kind === 'chat') await context.requireRoom(asked);
    return asked;
  };

  /** Selecting follows the branch to its leaf: another leaf means that the talk went on below this answer. */
  const requireLast = async ({ id, parentId }: Message): Promise<void> => {
    const { activeLeafId } = await store.messages.selectVersion(id);
    if (activeLeafId !== id || parentId === null) throw new AppError('MESSAGE_NOT_CONTINUABLE');
  };

  const reopen = async (thread: Thread, message: Message, asked: Asked & { readonly parameters: Parameters }): Promise<Started> => {
    const { parameters } = asked;
    const generationId = newId();
    const answer = await store.messages.reopen(message.id, generationId, parameters);
    onStarted();
    start(thread, answer, generationId, await promptFor(thread, asked), { ...parameters, seed: parameters.seed ?? randomInt(SEEDS) });
    announce(thread.id);
    return { threadId: thread.id, userMessage: null, answers: [answer] };
  };

  const tokens = createTokenService({
    scoreText: deps.scoreText,
    answerOf: (messageId) => messageOf(messageId, 'assistant'),
    promptOf: async (thread, message) => {
      const [base, sent] = await Promise.all([
        ground({ threadId: thread.id, kind: thread.kind }),
        store.messages.findSentPrompt(message.id),
      ]);
      const path = await windowBefore(message.parentId, base);
      // The assistant may be another one by now, and today another day than in the prompt.
      const parameters = { ...base.parameters, ...(sent !== undefined && { systemPrompt: sent }) };
      return (await promptFor(thread, { threadId: thread.id, parameters, path, answer: message })).prompt;
    },
    exclusively,
    goOn: async (thread, message, begin, overflow) => {
      const asked = await askToGoOn(thread, message, begin, overflow);
      const [version] = await store.messages.addFinished(thread.id, message.parentId, [{ role: 'assistant', text: begin.text }]);
      invariant(version !== undefined, 'one message was added');
      return reopen(thread, version, asked);
    },
  });

  return {
    unstored,
    context,
    tokens,
    send: async ({ threadId, text, candidates, assistantId, parameters, selection, queuedId, attachments, overflow }) => {
      const id = threadId ?? (await newThread('chat', assistantId, parameters));
      return exclusively(id, async () => {
        if (selection !== undefined) await store.threads.setSelection(id, selection);
        const overrides = overridesOf({ overflow });
        return runTurn({ threadId: id, kind: 'chat', userText: text, candidates, queuedId, attachments, overrides });
      });
    },
    complete: async ({ threadId, text, candidates }) => {
      const id = threadId ?? (await newThread('completion'));
      return exclusively(id, () => runTurn({ threadId: id, kind: 'completion', parentId: null, userText: text, candidates }));
    },
    edit: async ({ messageId, text, candidates, overflow }) => {
      const { message, thread } = await messageOf(messageId, 'user');
      return exclusively(thread.id, () =>
        runTurn({
          threadId: thread.id,
          kind: thread.kind,
          parentId: message.parentId,
          userText: text,
          attachmentsOf: messageId,
          candidates,
          overrides: overridesOf({ overflow }),
        }),
      );
    },
    regenerate: async ({ messageId, candidates, with: changes = {} }) => {
      const { role, parentId, threadId } = await store.messages.get(messageId);
      const questionId = role === 'user' ? messageId : parentId;
      const { kind } = await store.threads.get(threadId);
      await requireQuestion(questionId);
      return exclusively(threadId, async () => {
        if (changes.modelId !== undefined) await useModel(changes.modelId);
        return runTurn({ threadId, kind, parentId: questionId, userText: null, candidates, overrides: overridesOf(changes) });
      });
    },
    editAnswer: async ({ messageId, text }) => {
      const { message, thread } = await messageOf(messageId, 'assistant');
      return exclusively(thread.id, async () => {
        const answers = await store.messages.addFinished(thread.id, message.parentId, [{ role: 'assistant', text }]);
        announce(thread.id);
        return { threadId: thread.id, userMessage: null, answers };
      });
    },
    sendBelow: async ({ messageIds, text, attachments, overflow }) => {
      const parents = await Promise.all(messageIds.map((id) => messageOf(id, 'assistant')));
      const [first, ...others] = parents;
      if (!first || others.some(({ thread }) => thread.id !== first.thread.id)) throw new AppError('INVALID_INPUT', { reason: 'threads' });
      const { id: threadId, kind } = first.thread;
      return exclusively(threadId, async () => {
        const overrides = overridesOf({ overflow });
        const below = { threadId, kind, userText: text, attachments, candidates: 1, overrides };
        // All of them are checked before any begins: a refusal in between would leave the thread busy with the first.
        const turns = await Promise.all(parents.map(({ message }) => prepareTurn({ ...below, parentId: message.id })));
        const started: Started[] = [];
        for (const begin of turns) started.push(await begin());
        await store.messages.selectVersion(first.message.id);
        announce(threadId);
        return started;
      });
    },
    continueAnswer: async ({ messageId, overflow }) => {
      const { message, thread } = await messageOf(messageId, 'assistant');
      return exclusively(thread.id, async () => {
        if (!isContinuable(message)) throw new AppError('MESSAGE_NOT_CONTINUABLE');
        await requireLast(message);
        return reopen(thread, message, await askToGoOn(thread, message, { text: message.text }, overflow));
      });
    },
    whenFree: async (threadId) => {
      const own = hub.listLive().filter((live) => live.threadId === threadId && live.messageId !== null);
      await Promise.all(own.map(({ id }) => hub.outcome(id)));
    },
    cancelThread: async (threadId) => {
      const own = hub.listLive().filter((live) => live.threadId === threadId);
      await Promise.all(own.map(({ id }) => hub.cancel(id)));
    },
  };
}
