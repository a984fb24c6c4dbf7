/** The hub of `generation-hub.ts`: one record a generation, kept for ten minutes after its end so that views can re-attach. */
import { AppError } from '#shared/errors/app-error.ts';
import type { GenerationEvent, LiveGeneration } from '#shared/models/generation.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import { invariant } from '#shared/utils/invariant.ts';
import type { Logger } from '../platform/logger.ts';
import type { Engine, EngineEvent } from './engine.ts';
import { createEventLog } from './event-log.ts';
import type { EventLog } from './event-log.ts';
import type { GenerationHub, NewGeneration, Outcome } from './generation-hub.ts';
import { createSinkWriter } from './sink-writer.ts';
import type { SinkWriter } from './sink-writer.ts';
import { createTokenFeed } from './token-feed.ts';
import type { TokenFeed } from './token-feed.ts';

const KEPT_MS = 10 * 60_000;
const KEPT_ENDED = 200;

interface Running {
  /** Not the request: ended records are kept, and a prompt can be megabytes long. */
  readonly live: LiveGeneration;
  readonly events: EventLog;
  readonly tokens: TokenFeed;
  readonly controller: AbortController;
  readonly outcome: Promise<Outcome>;
  /** One entry a viewer that waits for the next event. */
  readonly waiters: Set<() => void>;
  endedAt: number | null;
}

export interface HubOptions {
  readonly engine: Pick<Engine, 'generate'>;
  readonly log: Logger;
  readonly now?: () => number;
}

const toAppError = (cause: unknown): AppError => (cause instanceof AppError ? cause : new AppError('INTERNAL', {}, { cause }));

/** Resolves with the next event or when the viewer leaves. */
function nextEvent(record: Running, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      record.waiters.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    record.waiters.add(wake);
    signal.addEventListener('abort', wake);
  });
}

async function* view(record: Running, afterSeq: number, signal: AbortSignal): AsyncGenerator<GenerationEvent> {
  let seen = afterSeq;
  while (!signal.aborted) {
    for (const event of record.events.since(seen)) {
      seen = event.seq;
      yield event;
      if (signal.aborted) return;
    }
    if (record.events.lastSeq <= seen) {
      if (record.events.isEnded) return;
      await nextEvent(record, signal);
    }
  }
}

export function createGenerationHub({ engine, log, now = Date.now }: HubOptions): GenerationHub {
  const records = new Map<GenerationId, Running>();
  let isDisposed = false;

  const forgetOld = (): void => {
    const ended = [...records.values()].filter(({ endedAt }) => endedAt !== null);
    ended.forEach(({ live, endedAt }, index) => {
      if ((endedAt ?? 0) + KEPT_MS <= now() || index < ended.length - KEPT_ENDED) records.delete(live.id);
    });
  };

  const find = (id: GenerationId): Running => {
    forgetOld();
    const record = records.get(id);
    if (!record) throw new AppError('GENERATION_NOT_FOUND');
    return record;
  };

  const announce = ({ waiters }: Running): void => {
    for (const wake of waiters) wake();
  };

  const receive = (record: Running, writer: SinkWriter, event: Exclude<EngineEvent, { type: 'done' | 'tokens' }>): void => {
    if (event.type === 'delta') {
      if (event.text === '') return;
      record.events.appendText(event.text, event.tokens);
      writer.add(event.text, event.tokens);
    } else {
      record.events.notice(event);
    }
    announce(record);
  };

  const consume = async (record: Running, { request, preparePrompt, initialText }: NewGeneration, writer: SinkWriter): Promise<Outcome> => {
    const written = (): string => record.events.text.slice(initialText.length);
    const { signal } = record.controller;
    try {
      const asked = preparePrompt ? { ...request, prompt: await preparePrompt(signal) } : request;
      for await (const event of engine.generate(asked, signal, record.tokens.wish)) {
        if (event.type === 'done') {
          const { stopReason, stats } = event;
          return { type: 'done', text: written(), stopReason, stats };
        }
        if (event.type === 'tokens') record.tokens.add(event);
        else receive(record, writer, event);
      }
      throw new AppError('ENGINE_CRASHED');
    } catch (cause) {
      return { type: 'failed', text: written(), error: toAppError(cause) };
    }
  };

  const store = async (outcome: Outcome, writer: SinkWriter): Promise<Outcome> => {
    try {
      await writer.end(outcome);
      return outcome;
    } catch (cause) {
      log.error('the end of a generation could not be stored', cause);
      return { type: 'failed', text: outcome.text, error: toAppError(cause) };
    }
  };

  const run = async (record: () => Running, generation: NewGeneration, writer: SinkWriter): Promise<Outcome> => {
    // One turn later, so that the record is complete and the caller of `start` has returned.
    await Promise.resolve();
    const self = record();
    const outcome = await store(await consume(self, generation, writer), writer);
    if (outcome.type === 'done') self.events.end({ type: 'done', stopReason: outcome.stopReason, stats: outcome.stats });
    else self.events.end({ type: 'failed', code: outcome.error.code, data: outcome.error.data });
    if (outcome.type === 'failed' && outcome.error.code === 'INTERNAL') log.error('a generation broke', outcome.error);
    self.endedAt = now();
    self.tokens.end();
    announce(self);
    return outcome;
  };

  return {
    start: (generation) => {
      invariant(!records.has(generation.id), 'a generation id is used once');
      if (isDisposed) throw new AppError('CANCELLED');
      forgetOld();
      const events = createEventLog();
      if (generation.initialText !== '') events.appendText(generation.initialText, 0);
      const writer = createSinkWriter(generation.sink, (cause) => log.warn('text could not be stored yet', cause));
      const { id, purpose, threadId, messageId } = generation;
      const outcome = run(() => record, generation, writer);
      const record: Running = {
        live: { id, purpose, threadId, messageId },
        events,
        tokens: createTokenFeed(),
        controller: new AbortController(),
        outcome,
        waiters: new Set(),
        endedAt: null,
      };
      records.set(generation.id, record);
    },
    watch: (id, afterSeq, signal) => view(find(id), afterSeq, signal),
    watchTokens: (id, signal) => find(id).tokens.view(signal),
    cancel: async (id) => {
      const record = records.get(id);
      record?.controller.abort();
      await record?.outcome;
    },
    outcome: async (id) => find(id).outcome,
    listLive: () => [...records.values()].filter(({ endedAt }) => endedAt === null).map(({ live }) => live),
    dispose: async () => {
      isDisposed = true;
      const live = [...records.values()].filter(({ endedAt }) => endedAt === null);
      for (const { controller } of live) controller.abort();
      await Promise.all(live.map(({ outcome }) => outcome));
    },
  };
}
