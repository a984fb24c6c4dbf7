/** Requests and reports for tests, complete but for what a test cares about. */
import type { ModelId } from '#shared/models/ids.ts';
import { modelIdSchema } from '#shared/models/ids.ts';
import type { GenerationStats } from '#shared/models/generation.ts';
import type { EngineEvent, GenerateRequest, LoadedReport, LoadRequest, Priority, Prompt } from '../engine.ts';

export const TEST_MODEL_ID: ModelId = modelIdSchema.parse('00000000-0000-4000-8000-000000000001');
export const SILENT_LOG = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const chatPrompt = (text: string, answerPrefix = ''): Prompt => ({ kind: 'chat', history: [{ role: 'user', text }], answerPrefix });

export interface RequestOverrides {
  readonly prompt?: Prompt;
  readonly priority?: Priority;
  readonly slotKey?: string;
  readonly parameters?: Partial<GenerateRequest['parameters']>;
}

/** Greedy, without penalties: the same answer every time. */
export const generateRequest = ({
  prompt = chatPrompt('Hello'),
  priority = 'chat',
  slotKey = 'test',
  parameters = {},
}: RequestOverrides = {}): GenerateRequest => ({
  slotKey,
  priority,
  prompt,
  parameters: {
    temperature: 0,
    topK: 40,
    topP: 1,
    minP: 0,
    repeatPenalty: 1,
    frequencyPenalty: 0,
    presencePenalty: 0,
    maxTokens: 16,
    stop: [],
    seed: 1,
    jsonSchema: null,
    ...parameters,
  },
});

export const loadRequest = (overrides: Partial<LoadRequest> = {}): LoadRequest => ({
  modelId: TEST_MODEL_ID,
  name: 'Test model',
  path: '/models/test.gguf',
  useGpu: false,
  contextSize: 4_096,
  threads: 1,
  ...overrides,
});

export const LOADED_REPORT: LoadedReport = {
  kind: 'chat',
  backend: 'cpu',
  gpuNames: [],
  gpuLayers: 0,
  threads: 1,
  contextSize: 4_096,
  sequences: 2,
  memoryBytes: { ram: 1, vram: 0 },
  measuredTokensPerSecond: 1,
  loadMs: 1,
};

export const stats = (overrides: Partial<GenerationStats> = {}): GenerationStats => ({
  tokensRead: 10,
  tokensReused: 0,
  tokensWritten: 5,
  tokensPerSecond: 50,
  firstTokenMs: 20,
  durationMs: 120,
  contextTokens: 15,
  contextSize: 4_096,
  seed: 1,
  modelName: 'Test model',
  meanLogProb: null,
  perplexity: null,
  ...overrides,
});

export const textOf = (events: readonly EngineEvent[]): string =>
  events.map((event) => (event.type === 'delta' ? event.text : '')).join('');

export async function collect(events: AsyncIterable<EngineEvent>): Promise<EngineEvent[]> {
  const all: EngineEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** The last event, which must be `done`. */
export function doneOf(events: readonly EngineEvent[]): Extract<EngineEvent, { type: 'done' }> {
  const last = events.at(-1);
  if (last?.type !== 'done') throw new Error(`expected done, got ${last?.type ?? 'nothing'}`);
  return last;
}
