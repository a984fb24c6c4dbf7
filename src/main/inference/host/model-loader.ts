/** Loads one model: checks the file, picks the backend, clamps the context, measures threads, reports what it got. */
import { freemem } from 'node:os';
import type { Llama, LlamaContext, LlamaModel } from 'node-llama-cpp';
import { getLlama, InsufficientMemoryError, LlamaLogLevel } from 'node-llama-cpp';
import { AppError } from '#shared/errors/app-error.ts';
import type { Backend } from '#shared/models/model.ts';
import type { LoadedReport, LoadRequest } from '../engine.ts';
import type { EngineStage } from '../engine-transport.ts';
import type { ChatFormat } from './chat-format.ts';
import { createChatFormat } from './chat-format.ts';
import type { CheckedGguf } from './gguf-check.ts';
import { checkGguf } from './gguf-check.ts';
import type { JsonAnswers } from './json-answer.ts';
import { createJsonAnswers } from './json-answer.ts';
import { createNativeLog } from './native-log.ts';
import type { Slots } from './slots.ts';
import { createSlots } from './slots.ts';
import { chooseThreads, coreCount } from './thread-choice.ts';
import type { ThreadGovernor } from './thread-governor.ts';
import { createThreadGovernor } from './thread-governor.ts';
import type { Vocabulary } from './vocabulary.ts';
import { createVocabulary } from './vocabulary.ts';

const MIN_CONTEXT = 256;
const CPU_SEQUENCES = 2;
const GPU_SEQUENCES = 4;

/** A model that writes; an embedding model has a report and nothing else. */
export interface WritingModel {
  readonly model: LlamaModel;
  readonly format: ChatFormat;
  readonly slots: Slots;
  readonly vocabulary: Vocabulary;
  readonly governor: ThreadGovernor;
  readonly jsonAnswers: JsonAnswers;
}

export interface LoadedModel {
  readonly name: string;
  readonly report: LoadedReport;
  readonly writing: WritingModel | undefined;
  readonly tokenize: (text: string) => number;
  /** Contexts, then the model, then the library: Metal aborts on any other order. */
  dispose(): Promise<void>;
}

export interface LoadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
  readonly onStage: (stage: EngineStage) => Promise<void>;
  /** Native warnings, for the log. */
  readonly onLines: (lines: readonly string[]) => void;
  /** Why a native library was not let in: node-llama-cpp only says that it found none. */
  readonly findRefusal: () => AppError | undefined;
}

const freeBytes = (): number => Math.max(process.availableMemory(), freemem());
const backendOf = (llama: Llama): Backend => (llama.gpu === false ? 'cpu' : llama.gpu);

function outOfMemory({ summary, cacheBytesPerToken }: CheckedGguf, contextTokens: number, cause?: unknown): AppError {
  const neededBytes = summary.sizeBytes + cacheBytesPerToken * contextTokens;
  return new AppError('MODEL_OUT_OF_MEMORY', { neededBytes, freeBytes: freeBytes() }, { cause });
}

/** @throws AppError MODEL_*, ENGINE_START_FAILED or CANCELLED */
export async function loadModel(request: Omit<LoadRequest, 'modelId'>, options: LoadOptions): Promise<LoadedModel> {
  const { signal, onProgress, onStage, onLines, findRefusal } = options;
  const started = performance.now();
  const file = checkGguf(request.path);
  const { summary } = file;
  const log = createNativeLog();
  const wanted = Math.min(request.contextSize, summary.trainedContext);
  let llama: Llama | undefined;
  let context: LlamaContext | undefined;
  let model: LlamaModel | undefined;
  const dispose = async (): Promise<void> => {
    await context?.dispose();
    await model?.dispose();
    await llama?.dispose();
  };
  try {
    llama = await getLlama({
      gpu: request.useGpu ? 'auto' : false,
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: LlamaLogLevel.warn,
      logger: log.logger,
      maxThreads: 1,
    });
    const onCpu = llama.gpu === false;
    const sequences = onCpu ? CPU_SEQUENCES : GPU_SEQUENCES;
    if (onCpu && summary.sizeBytes + file.cacheBytesPerToken * MIN_CONTEXT > freeBytes()) throw outOfMemory(file, wanted * sequences);
    const threads = request.threads ?? coreCount(llama);
    llama.maxThreads = threads;
    signal.throwIfAborted();
    model = await llama.loadModel({
      modelPath: request.path,
      ...(onCpu ? {} : { gpuLayers: { fitContext: { contextSize: wanted * sequences } } }),
      loadSignal: signal,
      onLoadProgress: onProgress,
    });
    const vocabulary = createVocabulary(model);
    const report = {
      kind: summary.kind,
      backend: backendOf(llama),
      gpuNames: onCpu ? [] : await llama.getGpuDeviceNames(),
      gpuLayers: model.gpuLayers,
      threads,
      loadMs: 0,
    };
    if (summary.kind === 'embedding') {
      return {
        name: request.name,
        report: {
          ...report,
          contextSize: wanted,
          sequences: 0,
          memoryBytes: model.memoryUsage,
          measuredTokensPerSecond: null,
          loadMs: performance.now() - started,
        },
        writing: undefined,
        tokenize: (text) => vocabulary.encode(text).length,
        dispose,
      };
    }
    await onStage('template');
    const format = createChatFormat(model, file.chatTemplate);
    await onStage('evaluating');
    const created = await model.createContext({
      sequences,
      contextSize: { min: Math.min(MIN_CONTEXT, wanted), max: wanted },
      threads: { ideal: threads, min: 1 },
      createSignal: signal,
    });
    context = created;
    const owned = Array.from({ length: sequences }, () => created.getSequence());
    const [firstSequence] = owned;
    const start = model.tokens.bos ?? model.tokens.eos ?? vocabulary.encode('a')[0];
    const choice =
      firstSequence === undefined || start === undefined
        ? { threads, tokensPerSecond: null }
        : await chooseThreads(llama, firstSequence, start, request.threads);
    const engine = llama;
    const governor = createThreadGovernor({
      chosen: choice.threads,
      // A count that the user set, or a GPU, leaves nothing to govern.
      cores: request.threads === null && onCpu ? coreCount(llama) : 1,
      setThreads: (count) => (engine.maxThreads = count),
      now: () => performance.now(),
    });
    return {
      name: request.name,
      report: {
        ...report,
        threads: choice.threads,
        contextSize: Math.min(wanted, created.contextSize),
        sequences,
        memoryBytes: {
          ram: Math.round(model.memoryUsage.ram + created.memoryUsage.ram),
          vram: Math.round(model.memoryUsage.vram + created.memoryUsage.vram),
        },
        measuredTokensPerSecond: choice.tokensPerSecond,
        loadMs: performance.now() - started,
      },
      writing: { model, format, slots: createSlots(owned, vocabulary), vocabulary, governor, jsonAnswers: createJsonAnswers(model) },
      tokenize: (text) => vocabulary.encode(text).length,
      dispose,
    };
  } catch (cause) {
    onLines(log.lines);
    await dispose().catch(() => undefined);
    if (signal.aborted) throw new AppError('CANCELLED', {}, { cause });
    if (cause instanceof AppError) throw cause;
    if (cause instanceof InsufficientMemoryError || log.has('failed to allocate') || log.has('unable to allocate')) {
      throw outOfMemory(file, wanted * CPU_SEQUENCES, cause);
    }
    if (llama === undefined) throw findRefusal() ?? new AppError('ENGINE_START_FAILED', {}, { cause });
    if (log.has('unknown model architecture') || log.has('unknown pre-tokenizer')) {
      throw new AppError('MODEL_UNSUPPORTED', { architecture: summary.architecture }, { cause });
    }
    throw new AppError('MODEL_DAMAGED', {}, { cause });
  }
}
