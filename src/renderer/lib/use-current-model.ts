import { queryOptions, useQuery } from '@tanstack/react-query';
import type { EngineState, Model } from '#shared/models/model.ts';
import { rpc } from './rpc/client.ts';
import { queryClient, useEngine } from './rpc/streams.ts';

const allModels = queryOptions({ queryKey: ['models'], queryFn: () => rpc.models.list() });

function findInUse(engine: EngineState, models: readonly Model[] | undefined): Model | undefined {
  if (engine.state === 'stopped') return undefined;
  const modelId = engine.state === 'ready' ? engine.model.modelId : engine.modelId;
  return models?.find(({ id }) => id === modelId);
}

/** What is known about the model in use or being loaded; undefined while there is none. */
export function useCurrentModel(): Model | undefined {
  const engine = useEngine((store) => store.engine);
  return findInUse(engine, useQuery(allModels).data);
}

/** The same, asked at the moment of an action: waits for the list instead of taking it for empty. */
export async function fetchCurrentModel(): Promise<Model | undefined> {
  return findInUse(useEngine.getState().engine, await queryClient.fetchQuery(allModels));
}
