/**
 * Turns of a thread: what is asked is committed first, then the hub runs it. One run at a time in a thread; its candidates
 * are asked in order under the thread's slot, so that the prompt is read once.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { AppError } from '#shared/errors/app-error.ts';
import type { Started } from '#shared/contract/generations-contract.ts';
import { generationIdSchema } from '#shared/models/ids.ts';
import type { GenerationId, MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { ModelKind } from '#shared/models/model.ts';
import { effectiveParameters } from '#shared/models/parameters.ts';
import type { ParameterOverrides, Parameters } from '#shared/models/parameters.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { Thread } from '#shared/models/thread.ts';
import type { Prompt } from '#main/inference/engine.ts';
import type { GenerationHub, Outcome } from '#main/inference/generation-hub.ts';
import type { Store } from '#main/storage/store.ts';
import { createAnswerSink } from './answer-sink.ts';
import { isContinuable } from './is-continuable.ts';
import { toHistory } from './prompt-history.ts';

export interface GenerationDeps {
  readonly store: Pick<Store, 'threads' | 'messages'>;
  readonly hub: Pick<GenerationHub, 'start' | 'cancel' | 'listLive'>;
  readSettings(): Promise<Settings>;
  /** What the model in use is best asked with. */
  modelParameters(): Promise<ParameterOverrides>;
  /** @throws AppError when no model is there that could answer this kind of thread */
  requireModel(threadKind: Thread['kind']): Promise<ModelKind>;
  onChanged(topic: 'threads' | 'messages' | 'generations', threadId: ThreadId): void;
  /** The user's own work begins: background work makes way. */
  onStarted(): void;
  /** An answer is stored with its end. */
  onAnswered(threadId: ThreadId, outcome: Outcome): void;
}

export interface GenerationService {
  send(input: { threadId: ThreadId | null; text: string; candidates: number }): Promise<Started>;
  complete(input: { threadId: ThreadId | null; text: string; candidates: number }): Promise<Started>;
  edit(input: { messageId: MessageId; text: string; candidates: number }): Promise<Started>;
  regenerate(input: { messageId: MessageId; candidates: number }): Promise<Started>;
  continueAnswer(messageId: MessageId): Promise<Started>;
  /** Ends every run of the thread and waits until it is stored. */
  cancelThread(threadId: ThreadId): Promise<void>;
}

interface Turn {
  readonly thread: Thread;
  readonly parentId: MessageId | null;
  readonly userText: string | null;
  readonly candidates: number;
}

const SEEDS = 4_294_967_296;
/** Text, role and the end of the turn: no template spends less on a message. */
const LEAST_TOKENS_A_MESSAGE = 3;
const newId = (): GenerationId => generationIdSchema.parse(randomUUID());

export function createGenerationService(deps: GenerationDeps): GenerationService {
  const { store, hub, readSettings, modelParameters, requireModel, onChanged, onStarted, onAnswered } = deps;
  /** Threads between the check that they are free and the start of their generations. */
  const starting = new Set<ThreadId>();

  const isBusy = (threadId: ThreadId): boolean =>
    starting.has(threadId) || hub.listLive().some((live) => live.threadId === threadId && live.messageId !== null);

  const exclusively = async (threadId: ThreadId, run: () => Promise<Started>): Promise<Started> => {
    if (isBusy(threadId)) throw new AppError('THREAD_BUSY');
    starting.add(threadId);
    try {
      return await run();
    } finally {
      starting.delete(threadId);
    }
  };

  const parametersOf = async (thread: Thread): Promise<Parameters> =>
    effectiveParameters({ model: await modelParameters(), settings: (await readSettings()).parameters, thread: thread.parameters }).values;

  /** All of the path that could fit into the context window, so that a thread of any length is asked in the same time. */
  const windowBefore = async (messageId: MessageId): Promise<Message[]> => {
    const { contextSize } = await readSettings();
    return store.messages.listAncestry(messageId, Math.ceil(contextSize / LEAST_TOKENS_A_MESSAGE));
  };

  const promptFor = (thread: Thread, parameters: Parameters, path: readonly Message[], answerPrefix: string): Prompt => {
    if (thread.kind === 'chat') return { kind: 'chat', history: toHistory(parameters.systemPrompt, path), answerPrefix };
    return { kind: 'completion', text: (path.at(-1)?.text ?? '') + answerPrefix };
  };

  const start = (
    thread: Thread,
    answer: Message,
    generationId: GenerationId,
    prompt: Prompt,
    parameters: Parameters & { seed: number },
  ): void => {
    const { systemPrompt: _inPrompt, ...sampling } = parameters;
    hub.start({
      id: generationId,
      purpose: thread.kind,
      threadId: thread.id,
      messageId: answer.id,
      initialText: answer.text,
      request: { slotKey: thread.id, priority: 'chat', prompt, parameters: sampling },
      sink: createAnswerSink({
        messageId: answer.id,
        initialText: answer.text,
        messages: store.messages,
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

  const runTurn = async ({ thread, parentId, userText, candidates }: Turn): Promise<Started> => {
    await requireModel(thread.kind);
    const parameters = await parametersOf(thread);
    const generationIds = Array.from({ length: candidates }, newId);
    const turn = { threadId: thread.id, parentId, userText, generationIds, purpose: thread.kind, parameters };
    const { userMessage, answers } = await store.messages.addTurn(turn);
    onStarted();
    const askedId = userMessage?.id ?? parentId;
    const path = askedId === null ? [] : await windowBefore(askedId);
    const prompt = promptFor(thread, parameters, path, '');
    const seed = parameters.seed ?? randomInt(SEEDS);
    answers.forEach((answer, index) => {
      const generationId = answer.generationId ?? generationIds[index];
      if (generationId) start(thread, answer, generationId, prompt, { ...parameters, seed: (seed + index) % SEEDS });
    });
    announce(thread.id);
    return { threadId: thread.id, userMessage, answers };
  };

  const openThread = async (threadId: ThreadId | null, kind: Thread['kind']): Promise<Thread> => {
    await requireModel(kind);
    const thread = threadId === null ? await store.threads.create(kind) : await store.threads.get(threadId);
    if (thread.kind !== kind) throw new AppError('INVALID_INPUT', { reason: 'thread-kind' });
    return thread;
  };

  const messageOf = async (messageId: MessageId, role: Message['role']): Promise<{ message: Message; thread: Thread }> => {
    const message = await store.messages.get(messageId);
    if (message.role !== role) throw new AppError('INVALID_INPUT', { reason: 'message-role' });
    return { message, thread: await store.threads.get(message.threadId) };
  };

  const reopen = async (thread: Thread, message: Message): Promise<Started> => {
    await requireModel(thread.kind);
    // Selecting follows the branch to its leaf: another leaf means that the talk went on below this answer.
    const { activeLeafId } = await store.messages.selectVersion(message.id);
    if (activeLeafId !== message.id || message.parentId === null) throw new AppError('MESSAGE_NOT_CONTINUABLE');
    const parameters = await parametersOf(thread);
    const path = await windowBefore(message.parentId);
    const generationId = newId();
    const answer = await store.messages.reopen(message.id, generationId, parameters);
    onStarted();
    const prompt = promptFor(thread, parameters, path, answer.text);
    start(thread, answer, generationId, prompt, { ...parameters, seed: parameters.seed ?? randomInt(SEEDS) });
    announce(thread.id);
    return { threadId: thread.id, userMessage: null, answers: [answer] };
  };

  return {
    send: async ({ threadId, text, candidates }) => {
      const { id } = await openThread(threadId, 'chat');
      return exclusively(id, async () => {
        const thread = await store.threads.get(id);
        return runTurn({ thread, parentId: thread.activeLeafId, userText: text, candidates });
      });
    },
    complete: async ({ threadId, text, candidates }) => {
      const thread = await openThread(threadId, 'completion');
      return exclusively(thread.id, () => runTurn({ thread, parentId: null, userText: text, candidates }));
    },
    edit: async ({ messageId, text, candidates }) => {
      const { message, thread } = await messageOf(messageId, 'user');
      return exclusively(thread.id, () => runTurn({ thread, parentId: message.parentId, userText: text, candidates }));
    },
    regenerate: async ({ messageId, candidates }) => {
      const { message, thread } = await messageOf(messageId, 'assistant');
      return exclusively(thread.id, () => runTurn({ thread, parentId: message.parentId, userText: null, candidates }));
    },
    continueAnswer: async (messageId) => {
      const { message, thread } = await messageOf(messageId, 'assistant');
      return exclusively(thread.id, () => {
        if (!isContinuable(message)) throw new AppError('MESSAGE_NOT_CONTINUABLE');
        return reopen(thread, message);
      });
    },
    cancelThread: async (threadId) => {
      const own = hub.listLive().filter((live) => live.threadId === threadId);
      await Promise.all(own.map(({ id }) => hub.cancel(id)));
    },
  };
}
