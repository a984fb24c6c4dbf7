/** Looks into a model file in an engine process of its own, so that a hostile file cannot hurt the model in use. */
import { AppError } from '#shared/errors/app-error.ts';
import { invariant } from '#shared/utils/invariant.ts';
import type { GgufSummary } from './engine.ts';
import { connectEngine } from './engine-connection.ts';
import type { ModelProcessDeps } from './model-process.ts';

const isEngineEnd = (error: AppError): boolean => error.code === 'ENGINE_CRASHED' || error.code === 'ENGINE_HUNG';

/** @throws AppError MODEL_*; a file that kills or hangs its reader is MODEL_DAMAGED. */
export async function inspectFile(path: string, { startTransport, log, timing }: ModelProcessDeps): Promise<GgufSummary> {
  const connection = connectEngine(startTransport, log, timing);
  let deadline: NodeJS.Timeout | undefined;
  try {
    await connection.whenReady;
    deadline = setTimeout(() => connection.kill(new AppError('ENGINE_HUNG')), timing.inspectMs);
    const message = await connection.call({ type: 'inspect', path }).answer;
    invariant(message.type === 'inspected', 'an inspection is answered by inspected or failed');
    return message.summary;
  } catch (error) {
    throw error instanceof AppError && isEngineEnd(error) ? new AppError('MODEL_DAMAGED', {}, { cause: error }) : error;
  } finally {
    clearTimeout(deadline);
    connection.kill(new AppError('CANCELLED'));
  }
}
