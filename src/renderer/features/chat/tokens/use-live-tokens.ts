/** The likelihoods of an answer that is being written. Main has them worked out for as long as this is mounted. */
import { useEffect, useState } from 'react';
import type { GenerationId } from '#shared/models/ids.ts';
import type { ScoredToken } from '#shared/models/token.ts';
import { rpc } from '../../../lib/rpc/client.ts';
import { useConnection } from '../../../lib/rpc/connection.ts';

/** Empty until the first ones are known. A lost line begins again: all there are come first. */
export function useLiveTokens(generationId: GenerationId | null): readonly ScoredToken[] {
  const [tokens, setTokens] = useState<readonly ScoredToken[]>([]);
  const epoch = useConnection((connection) => connection.epoch);
  useEffect(() => {
    if (generationId === null) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    const watch = async (): Promise<void> => {
      for await (const { from, tokens: more } of await rpc.generations.watchTokens({ generationId }, { signal })) {
        setTokens((known) => known.toSpliced(from, more.length, ...more));
      }
    };
    // An end, or a line that was lost: the answer itself tells of both.
    void watch().catch(() => undefined);
    return () => controller.abort();
  }, [generationId, epoch]);
  return tokens;
}
