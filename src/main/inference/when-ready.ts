import { AppError } from '#shared/errors/app-error.ts';
import type { Engine } from './engine.ts';

/** Resolves when the model is loaded, at once or later. @throws AppError MODEL_NOT_LOADED, or why it could not be loaded */
export function whenReady(engine: Pick<Engine, 'onState'>): Promise<void> {
  return new Promise((resolve, reject) => {
    let isSettled = false;
    let stop = (): void => undefined;
    const settle = (act: () => void): void => {
      isSettled = true;
      act();
      stop();
    };
    stop = engine.onState((state) => {
      if (isSettled) return;
      if (state.state === 'ready') settle(resolve);
      else if (state.state === 'failed') settle(() => reject(new AppError(state.code, state.data)));
      else if (state.state === 'stopped') settle(() => reject(new AppError('MODEL_NOT_LOADED')));
    });
    if (isSettled) stop();
  });
}
