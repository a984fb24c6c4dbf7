import type { EngineState } from '#shared/models/model.ts';
import type { Engine } from '#main/inference/engine.ts';

/** The state now, then the newest state after every change, until the viewer goes. States a slow viewer missed are skipped. */
export async function* watchEngineStates(engine: Pick<Engine, 'onState'>, signal: AbortSignal): AsyncGenerator<EngineState> {
  let newest: EngineState | undefined;
  let wake = (): void => undefined;
  const stop = engine.onState((state) => {
    newest = state;
    wake();
  });
  const onAbort = (): void => wake();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      const state = newest;
      newest = undefined;
      if (state) yield state;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    stop();
  }
}
