import { useQuery } from '@tanstack/react-query';
import type { Model } from '#shared/models/model.ts';
import { rpc } from './rpc/client.ts';
import { useEngine } from './rpc/streams.ts';

/** What is known about the model in use or being loaded; undefined while there is none. */
export function useCurrentModel(): Model | undefined {
  const engine = useEngine((store) => store.engine);
  const models = useQuery({ queryKey: ['models'], queryFn: () => rpc.models.list() });
  if (engine.state === 'stopped') return undefined;
  const modelId = engine.state === 'ready' ? engine.model.modelId : engine.modelId;
  return models.data?.find(({ id }) => id === modelId);
}
