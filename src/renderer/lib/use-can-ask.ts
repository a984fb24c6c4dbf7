import { useEngine } from './rpc/streams.ts';

/** True while a request can be answered or will wait for the model that is being loaded. */
export function useCanAsk(): boolean {
  return useEngine(({ engine }) => engine.state === 'ready' || engine.state === 'loading' || engine.state === 'starting');
}
