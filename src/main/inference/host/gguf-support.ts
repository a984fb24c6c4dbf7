/** The header check plus the library's word on whether it knows the architecture. */
import { getLlama, GgufInsights, readGgufFileInfo } from 'node-llama-cpp';
import { AppError } from '#shared/errors/app-error.ts';
import type { GgufSummary } from '../engine.ts';
import { checkGguf } from './gguf-check.ts';

/** @throws AppError MODEL_*; MODEL_UNSUPPORTED names the architecture. */
export async function checkSupport(path: string): Promise<GgufSummary> {
  const { summary } = checkGguf(path);
  const llama = await getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: 1,
    logger: () => undefined,
  });
  const info = await readGgufFileInfo(path, { readTensorInfo: false, sourceType: 'filesystem', logWarnings: false });
  const insights = await GgufInsights.from(info, llama);
  if (!insights.isSupportedByLlamaCpp) throw new AppError('MODEL_UNSUPPORTED', { architecture: summary.architecture });
  return summary;
}
