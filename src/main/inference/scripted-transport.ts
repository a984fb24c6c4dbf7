/**
 * An engine without a model, in this process: for UI tests and `npm run dev -- --fake-engine`. It speaks the real protocol,
 * so everything above the transport is the real thing. Triggers in the last user text: `[[crash]]` ends the "process"
 * in mid-answer, `[[slow]]` writes 4 tokens a second, `[[fast]]` 1,000, `[[burst]]` 8,000, `[[error]]` fails, `[[long N]]` writes N tokens of mixed markdown.
 * `[[say]]X[[/say]]` answers X. File names containing damaged, truncated, missing, base, embedding or large behave like such files.
 */
import { basename } from 'node:path';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { ModelKind } from '#shared/models/model.ts';
import type { EngineFailure, GenerateRequest, GgufSummary } from './engine.ts';
import type { EngineExit, EngineTransportFactory, FromEngine, ToEngine } from './engine-transport.ts';
import { cannedAnswer } from './scripted-answers.ts';
import type { ScriptedRun } from './scripted-generation.ts';
import { countScriptedTokens, startScriptedRun } from './scripted-generation.ts';
import { createScriptedWindow } from './scripted-window.ts';

const LOAD_STEPS = 10;

export interface EngineScript {
  readonly tokensPerSecond?: number;
  readonly loadMs?: number;
  /** What is answered; default: canned text by question. */
  readonly answer?: (request: GenerateRequest) => string;
}

const FILE_ERRORS: readonly (readonly [part: string, code: ErrorCode])[] = [
  ['damaged', 'MODEL_DAMAGED'],
  ['truncated', 'MODEL_TRUNCATED'],
  ['missing', 'MODEL_FILE_MISSING'],
];

function fileFailure(path: string): EngineFailure | undefined {
  const name = basename(path).toLowerCase();
  const code = FILE_ERRORS.find(([part]) => name.includes(part))?.[1] ?? (name.endsWith('.gguf') ? undefined : 'MODEL_NOT_GGUF');
  return code === undefined ? undefined : { code, data: {}, detail: 'scripted file error' };
}

const kindOf = (path: string): ModelKind => {
  const name = basename(path).toLowerCase();
  if (name.includes('embedding')) return 'embedding';
  return name.includes('base') ? 'base' : 'chat';
};

const isLarge = (path: string): boolean => basename(path).toLowerCase().includes('large');

const summaryOf = (path: string): GgufSummary => ({
  name: basename(path).replace(/\.gguf$/iu, ''),
  architecture: 'llama',
  kind: kindOf(path),
  parameterCount: isLarge(path) ? 8_000_000_000 : 135_000_000,
  quantisation: 'Q4_1',
  trainedContext: 8_192,
  sizeBytes: 98_362_432,
  licence: 'apache-2.0',
  languages: isLarge(path) ? ['en', 'zh', 'fr', 'de', 'es'] : ['en'],
});

/** Each call of the factory is a fresh "process" that shares nothing with the one before. */
export function scriptedTransport({
  tokensPerSecond = 60,
  loadMs = 300,
  answer = cannedAnswer,
}: EngineScript = {}): EngineTransportFactory {
  return () => {
    const messageListeners: ((message: FromEngine) => void)[] = [];
    const exitListeners: ((exit: EngineExit) => void)[] = [];
    const runs = new Map<number, ScriptedRun>();
    const timers = new Set<NodeJS.Timeout>();
    let modelName = '';
    let kind: ModelKind | undefined;
    let contextWindow = createScriptedWindow(8_192);
    let hasEnded = false;

    const send = (message: FromEngine): void => {
      if (!hasEnded) for (const listener of messageListeners) listener(message);
    };
    const exit = (code: number | null, signal: string | null): void => {
      if (hasEnded) return;
      hasEnded = true;
      for (const run of runs.values()) run.cancel();
      for (const timer of timers) clearInterval(timer);
      for (const listener of exitListeners) listener({ code, signal });
    };
    const fail = (id: number, failure: EngineFailure): void => send({ type: 'failed', id, failure });

    const load = ({ id, request }: Extract<ToEngine, { type: 'load' }>): void => {
      const failure = fileFailure(request.path);
      let step = 0;
      const timer = setInterval(() => {
        step += 1;
        send({ type: 'load-progress', id, fraction: step / LOAD_STEPS });
        if (failure !== undefined && step > 1) {
          clearInterval(timer);
          fail(id, failure);
        } else if (step >= LOAD_STEPS) {
          clearInterval(timer);
          modelName = request.name;
          kind = kindOf(request.path);
          const contextSize = Math.min(request.contextSize, 8_192);
          contextWindow = createScriptedWindow(contextSize);
          const report = {
            kind,
            backend: 'cpu' as const,
            gpuNames: [],
            gpuLayers: 0,
            threads: request.threads ?? 2,
            contextSize,
            sequences: 2,
            memoryBytes: { ram: 388_000_000, vram: 0 },
            measuredTokensPerSecond: tokensPerSecond,
            loadMs,
          };
          send({ type: 'loaded', id, report });
        }
      }, loadMs / LOAD_STEPS);
      timers.add(timer);
    };

    const generate = ({ id, request }: Extract<ToEngine, { type: 'generate' }>): void => {
      if (kind === undefined) return fail(id, { code: 'MODEL_NOT_LOADED', data: {}, detail: '' });
      if (kind === 'embedding') return fail(id, { code: 'MODEL_CANNOT_WRITE', data: {}, detail: '' });
      contextWindow.note(request);
      const run = startScriptedRun({
        request,
        answer: answer(request),
        tokensPerSecond,
        modelName,
        emit(event) {
          if (event.type === 'done') runs.delete(id);
          send({ type: 'event', id, event });
        },
        fail(failure) {
          runs.delete(id);
          fail(id, failure);
        },
        crash: () => exit(null, 'SIGSEGV'),
      });
      runs.set(id, run);
    };

    const receive = (message: ToEngine): void => {
      if (hasEnded) return;
      switch (message.type) {
        case 'ping':
          return send({ type: 'pong', id: message.id });
        case 'inspect': {
          const failure = fileFailure(message.path);
          if (failure !== undefined) return fail(message.id, failure);
          return send({ type: 'inspected', id: message.id, summary: summaryOf(message.path) });
        }
        case 'load':
          return load(message);
        case 'generate':
          return generate(message);
        case 'keep-openings':
          return undefined;
        case 'tokenize':
          return send({ type: 'tokenized', id: message.id, count: countScriptedTokens(message.text) });
        case 'plan':
          return send({ type: 'planned', id: message.id, plan: contextWindow.plan(message.request) });
        case 'watch-tokens':
          return runs.get(message.id)?.watchTokens(message.isWanted);
        case 'cancel':
          return runs.get(message.id)?.cancel();
        case 'shutdown':
          send({ type: 'goodbye', id: message.id });
          return exit(0, null);
      }
    };

    setImmediate(() => send({ type: 'hello', pid: process.pid }));
    return {
      pid: undefined,
      // Like a real process, it answers later.
      send: (message) => void setImmediate(receive, message),
      onMessage: (listener) => void messageListeners.push(listener),
      onExit: (listener) => void exitListeners.push(listener),
      kill: () => exit(null, 'SIGKILL'),
    };
  };
}
