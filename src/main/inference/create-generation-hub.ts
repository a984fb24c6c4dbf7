/** The hub of `generation-hub.ts`: one record a generation, kept for ten minutes after its end so that views can re-attach. */
import { AppError } from '#shared/errors/app-error.ts';
import type { GenerationEvent } from '#shared/models/generation.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import { invariant } from '#shared/utils/invariant.ts';
import type { Logger } from '../platform/logger.ts';
import type { Engine, EngineEvent } from './engine.ts';
import { createEventLog } from './event-log.ts';
import type { EventLog } from './event-log.ts';
import type { GenerationHub, NewGeneration, Outcome } from './generation-hub.ts';
import { createSinkWriter } from './sink-writer.ts';
import type { SinkWriter } from './sink-writer.ts';

const KEPT_MS = 10 * 60_000;
const KEPT_ENDED = 200;

interface Running {
  readonly generation: NewGeneration;
  readonly events: EventLog;
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
    ended.forEach(({ generation, endedAt }, index) => {
      if ((endedAt ?? 0) + KEPT_MS <= now() || index < ended.length - KEPT_ENDED) records.delete(generation.id);
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

  const receive = (record: Running, writer: SinkWriter, event: Exclude<EngineEvent, { type: 'done' }>): void => {
    if (event.type === 'delta') {
      if (event.text === '') return;
      record.events.appendText(event.text, event.tokens);
      writer.add(event.text, event.tokens);
    } else {
      record.events.notice(event);
    }
    announce(record);
  };

  const consume = async (record: Running, writer: SinkWriter): Promise<Outcome> => {
    const { request, initialText } = record.generation;
    const written = (): string => record.events.text.slice(initialText.length);
    try {
      for await (const event of engine.generate(request, record.controller.signal)) {
        if (event.type === 'done') return { type: 'done', text: written(), stopReason: event.stopReason, stats: event.stats };
        receive(record, writer, event);
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

  const run = async (record: () => Running, writer: SinkWriter): Promise<Outcome> => {
    // One turn later, so that the record is complete and the caller of `start` has returned.
    await Promise.resolve();
    const self = record();
    const outcome = await store(await consume(self, writer), writer);
    if (outcome.type === 'done') self.events.end({ type: 'done', stopReason: outcome.stopReason, stats: outcome.stats });
    else self.events.end({ type: 'failed', code: outcome.error.code, data: outcome.error.data });
    if (outcome.type === 'failed' && outcome.error.code === 'INTERNAL') log.error('a generation broke', outcome.error);
    self.endedAt = now();
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
      const outcome = run(() => record, writer);
      const record: Running = { generation, events, controller: new AbortController(), outcome, waiters: new Set(), endedAt: null };
      records.set(generation.id, record);
    },
    watch: (id, afterSeq, signal) => view(find(id), afterSeq, signal),
    cancel: async (id) => {
      const record = records.get(id);
      record?.controller.abort();
      await record?.outcome;
    },
    outcome: async (id) => find(id).outcome,
    listLive: () =>
      [...records.values()]
        .filter(({ endedAt }) => endedAt === null)
        .map(({ generation: { id, purpose, threadId, messageId } }) => ({ id, purpose, threadId, messageId })),
    dispose: async () => {
      isDisposed = true;
      const live = [...records.values()].filter(({ endedAt }) => endedAt === null);
      for (const { controller } of live) controller.abort();
      await Promise.all(live.map(({ outcome }) => outcome));
    },
  };
}
