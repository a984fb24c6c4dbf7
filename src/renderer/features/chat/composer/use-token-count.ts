import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AttachmentText } from '#shared/models/attachment.ts';
import { attachmentBlock } from '#shared/utils/attachment-prompt.ts';
import { rpc } from '../../../lib/rpc/client.ts';
import { useEngine } from '../../../lib/rpc/streams.ts';

/** A range that is being typed is not counted at every key. */
const TYPING_PAUSE_MS = 300;

export interface TokenCount {
  /** undefined while it is being counted, null without a model. */
  readonly tokens: number | null | undefined;
  readonly contextSize: number | null;
}

/** What a file costs in the prompt of the model in use, its frame included. `id` stands for the text. */
export function useTokenCount(id: string, attachment: AttachmentText | null): TokenCount {
  const modelId = useEngine(({ engine }) => (engine.state === 'ready' ? engine.model.modelId : null));
  const contextSize = useEngine(({ engine }) => (engine.state === 'ready' ? engine.model.contextSize : null));
  const [settled, setSettled] = useState(id);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(id), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [id]);
  const { data, isError } = useQuery({
    queryKey: ['attachment-tokens', modelId, id],
    queryFn: () => rpc.attachments.countTokens({ text: attachment ? attachmentBlock(attachment) : '' }),
    enabled: modelId !== null && attachment !== null && settled === id,
    gcTime: 60_000,
  });
  return { tokens: modelId === null || isError ? null : data?.tokens, contextSize };
}
