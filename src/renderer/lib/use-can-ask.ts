import { useEngine } from './rpc/streams.ts';

/** True while a request can be answered or will wait for the model; not known is not "no", main refuses with its reason. */
export function useCanAsk(): boolean {
  return useEngine(
    ({ engine, isKnown }) => !isKnown || engine.state === 'ready' || engine.state === 'loading' || engine.state === 'starting',
  );
}
