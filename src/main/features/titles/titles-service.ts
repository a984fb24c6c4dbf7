/**
 * Names a thread after its first answer, behind all other work. A manual name ends it for good; new work of the user ends it
 * until the next answer.
 */
import { randomUUID } from 'node:crypto';
import { generationIdSchema } from '#shared/models/ids.ts';
import type { GenerationId, ThreadId } from '#shared/models/ids.ts';
import type { Model } from '#shared/models/model.ts';
import { SHIPPED_PARAMETERS } from '#shared/models/parameters.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { GenerateRequest } from '#main/inference/engine.ts';
import type { GenerationHub, Outcome } from '#main/inference/generation-hub.ts';
import { cleanTitle, isTitleItself, titleFromText, titlePrompt } from '#main/inference/prompts/title-prompt.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { Store } from '#main/storage/store.ts';

export interface TitlesDeps {
  readonly store: Pick<Store, 'threads' | 'messages'>;
  readonly hub: Pick<GenerationHub, 'start' | 'cancel'>;
  readSettings(): Promise<Settings>;
  currentModel(): Promise<Model | null>;
  onChanged(threadId: ThreadId): void;
  readonly log: Logger;
}

export interface TitlesService {
  /** Call after an answer was stored. Does nothing for a thread that has a name. */
  consider(threadId: ThreadId): Promise<void>;
  /** The user named the thread, or it goes away. */
  cancel(threadId: ThreadId): void;
  /** The user's own work begins. */
  makeWay(): void;
}

const { systemPrompt: _unused, ...SHIPPED_SAMPLING } = SHIPPED_PARAMETERS;
const SAMPLING: GenerateRequest['parameters'] = { ...SHIPPED_SAMPLING, temperature: 0.2, maxTokens: 32, stop: ['\n\n'], seed: 1 };

export function createTitlesService({ store, hub, readSettings, currentModel, onChanged, log }: TitlesDeps): TitlesService {
  const running = new Map<ThreadId, GenerationId>();

  const name = async (threadId: ThreadId, title: string): Promise<void> => {
    if (title === '' || (await store.threads.get(threadId)).titleSource !== 'none') return;
    await store.threads.rename(threadId, title, 'auto');
    onChanged(threadId);
  };

  const ended = async (threadId: ThreadId, id: GenerationId, outcome: Outcome, fallback: string): Promise<void> => {
    const isWanted = running.get(threadId) === id;
    if (isWanted) running.delete(threadId);
    if (!isWanted || (outcome.type === 'done' && outcome.stopReason === 'stopped')) return;
    await name(threadId, (outcome.type === 'done' && cleanTitle(outcome.text)) || fallback);
  };

  const ask = (threadId: ThreadId, userText: string, answerText: string): void => {
    const id = generationIdSchema.parse(randomUUID());
    running.set(threadId, id);
    hub.start({
      id,
      purpose: 'title',
      threadId,
      messageId: null,
      initialText: '',
      request: { slotKey: 'title', priority: 'background', prompt: titlePrompt(userText, answerText), parameters: SAMPLING },
      sink: {
        onText: () => Promise.resolve(),
        onEnd: (outcome) => ended(threadId, id, outcome, titleFromText(userText)),
      },
    });
  };

  const stop = (threadId: ThreadId): void => {
    const id = running.get(threadId);
    running.delete(threadId);
    if (id) void hub.cancel(id).catch((error: unknown) => log.warn('a title could not be cancelled', error));
  };

  return {
    consider: async (threadId) => {
      const thread = await store.threads.get(threadId);
      if (thread.titleSource !== 'none' || running.has(threadId)) return;
      const { messages } = await store.messages.listPath(threadId, { before: null, limit: 4 });
      const asked = messages.find(({ role }) => role === 'user');
      const answer = messages.find(({ role, text }) => role === 'assistant' && text !== '');
      if (!asked) return;
      const [settings, model] = await Promise.all([readSettings(), currentModel()]);
      const canAsk = settings.hasAutomaticTitles && model?.kind === 'chat' && thread.kind === 'chat';
      // A message may be a file alone.
      const question = asked.text.trim() === '' ? (asked.attachments?.[0]?.name ?? '') : asked.text;
      if (canAsk && answer && !isTitleItself(question)) ask(threadId, question, answer.text);
      else await name(threadId, titleFromText(question));
    },
    cancel: stop,
    makeWay: () => {
      for (const threadId of running.keys()) stop(threadId);
    },
  };
}
