/**
 * Feeds damaged GGUF files to the real engine. Each must end in an error with a code of its own or load for good; the
 * model in use must answer after every one of them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childProcessTransport } from '#main/inference/child-process-transport.ts';
import type { Engine, LoadRequest } from '#main/inference/engine.ts';
import { createEngine } from '#main/inference/engine-supervisor.ts';
import { AppError } from '#shared/errors/app-error.ts';
import { modelIdSchema } from '#shared/models/ids.ts';
import { SHIPPED_PARAMETERS } from '#shared/models/parameters.ts';
import { ensureTinyModel } from '../models/make-tiny-models.ts';
import type { GgufMutant } from '../models/mutate-gguf.ts';
import { ggufMutants } from '../models/mutate-gguf.ts';
import { TINY_MODELS } from '../models/tiny-models.ts';

export interface GgufTortureOptions {
  readonly count: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

export interface GgufTortureResult {
  readonly mutants: number;
  readonly refused: number;
  readonly accepted: number;
  /** Mutants that ended in anything but a model's error code, or loaded although they must not. */
  readonly wrong: readonly string[];
  /** Mutants after which the model in use did not answer. */
  readonly unusable: readonly string[];
  /** How often each code came. */
  readonly codes: Readonly<Record<string, number>>;
  readonly durationMs: number;
}

const ENTRY = fileURLToPath(new URL('../../src/main/inference/host/engine-process.ts', import.meta.url));
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const startTransport = childProcessTransport({ entry: ENTRY });
const never = new AbortController().signal;

const loadRequest = (path: string): LoadRequest => ({
  modelId: modelIdSchema.parse(crypto.randomUUID()),
  name: 'mutant',
  path,
  useGpu: false,
  contextSize: 256,
  threads: 1,
});

async function write(engine: Engine): Promise<string> {
  const { systemPrompt: _systemPrompt, ...parameters } = SHIPPED_PARAMETERS;
  const prompt = { kind: 'chat', history: [{ role: 'user', text: 'Hello' }], answerPrefix: '' } as const;
  let text = '';
  const request = { slotKey: 'torture', priority: 'chat', prompt, parameters: { ...parameters, seed: 1, maxTokens: 4 } } as const;
  for await (const event of engine.generate(request, never)) if (event.type === 'delta') text += event.text;
  return text;
}

/** Undefined when the mutant turned out to work. */
async function feed(mutant: GgufMutant, path: string, inspector: Engine): Promise<AppError | undefined> {
  mutant.write(path);
  const loader = createEngine({ startTransport, log: SILENT });
  try {
    await inspector.inspect(path);
    await loader.load(loadRequest(path), never);
    await write(loader);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  } finally {
    await loader.dispose();
    rmSync(path, { recursive: true, force: true });
  }
}

const isExpected = (mutant: GgufMutant, error: AppError | undefined): boolean => {
  if (error === undefined) return mutant.expected === 'either';
  return error.code.startsWith('MODEL_') || (mutant.expected === 'either' && error.code === 'ENGINE_CRASHED');
};

export async function runGgufTorture({ count, seed, log }: GgufTortureOptions): Promise<GgufTortureResult> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-gguf-'));
  const engine = createEngine({ startTransport, log: SILENT });
  const wrong: string[] = [];
  const unusable: string[] = [];
  const codes: Record<string, number> = {};
  let accepted = 0;
  try {
    await engine.load(loadRequest(ensureTinyModel('tiny-chat')), never);
    const mutants = ggufMutants(TINY_MODELS['tiny-chat'](), count, seed);
    for (const [index, mutant] of mutants.entries()) {
      const error = await feed(mutant, join(folder, `mutant-${index}.gguf`), engine);
      const code = error?.code ?? 'loaded';
      codes[code] = (codes[code] ?? 0) + 1;
      if (error === undefined) accepted += 1;
      if (!isExpected(mutant, error)) wrong.push(`${mutant.name}: ${code}`);
      if ((await write(engine).catch(() => '')) === '') unusable.push(mutant.name);
      if ((index + 1) % 50 === 0) log(`${index + 1} of ${mutants.length} mutants`);
    }
    const refused = mutants.length - accepted;
    return { mutants: mutants.length, refused, accepted, wrong, unusable, codes, durationMs: performance.now() - started };
  } finally {
    await engine.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}
