/** What is tried next when the engine died while it loaded a model, and what the user is offered when nothing is left. */
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { EngineState } from '#shared/models/model.ts';
import type { LoadRequest } from './engine.ts';

const SMALL_CONTEXT = 1_024;

export type Remedies = Extract<EngineState, { state: 'failed' }>['remedies'];

/** GPU, then CPU, then a small context; undefined when all were tried. Running out of memory only moves off the GPU. */
export function nextAttempt(failed: LoadRequest, code: ErrorCode): LoadRequest | undefined {
  if (failed.useGpu) return { ...failed, useGpu: false };
  if (code !== 'MODEL_OUT_OF_MEMORY' && failed.contextSize > SMALL_CONTEXT) return { ...failed, contextSize: SMALL_CONTEXT };
  return undefined;
}

/** Only a death or a lack of memory can go better another way; a bad file stays bad. */
export const isWorthAnotherAttempt = (code: ErrorCode): boolean =>
  code === 'ENGINE_CRASHED' || code === 'ENGINE_HUNG' || code === 'MODEL_OUT_OF_MEMORY';

export function remediesFor(code: ErrorCode, request: LoadRequest): Remedies {
  switch (code) {
    case 'MODEL_OUT_OF_MEMORY':
      return request.contextSize > SMALL_CONTEXT ? ['smaller-context', 'choose-another'] : ['choose-another'];
    case 'ENGINE_CRASHED':
    case 'ENGINE_HUNG':
      return ['retry', ...(request.useGpu ? (['retry-on-cpu'] as const) : []), 'smaller-context', 'choose-another'];
    case 'ENGINE_START_FAILED':
    case 'MODEL_FILE_MISSING':
    case 'MODEL_NO_PERMISSION':
    case 'MODEL_QUARANTINED':
      return ['retry', 'choose-another'];
    default:
      return ['choose-another'];
  }
}
