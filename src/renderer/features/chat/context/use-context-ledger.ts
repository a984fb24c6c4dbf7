/** The ledger of a chat's next request, and what it means for the places that show it. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ContextLedger } from '#shared/models/context.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import { rpc } from '../../../lib/rpc/client.ts';
import { useEngine } from '../../../lib/rpc/streams.ts';
import { useSettings } from '../../../lib/use-settings.ts';
import { cutOf } from './context-places.ts';
import type { ContextCut } from './context-places.ts';
import { countDraft, useContextUi } from './context-ui-store.ts';
import { useLiveThreadIds, useThread } from '../use-threads.ts';

/** Shorter drafts change nothing that one could see. */
const LONG_DRAFT = 200;
/** More than any window holds; the rest need not be sent to be counted. */
const COUNTED_DRAFT = 1_000_000;
const TYPING_PAUSE_MS = 600;
/** Fuller than this, the request under way may have left something out. */
const NEARLY_FULL = 0.5;

/** Publishes a long draft once the typing pauses. Called by the composer, so that nothing else follows the keys. */
export function useCountedDraft(threadId: string, text: string): void {
  useEffect(() => {
    if (text.length < LONG_DRAFT) {
      if (useContextUi.getState().draft) countDraft(null);
      return undefined;
    }
    const timer = setTimeout(() => countDraft({ threadId, text: text.slice(0, COUNTED_DRAFT) }), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [threadId, text]);
}

export interface LedgerView {
  readonly ledger: ContextLedger | null;
  /** The ledger counts a message that is being typed. */
  readonly hasDraft: boolean;
}

const isNearlyFull = (ledger: ContextLedger | undefined): boolean =>
  ledger !== undefined && ledger.total + ledger.reserve > ledger.contextSize * NEARLY_FULL;

export function useContextLedger(threadId: ThreadId | null): LedgerView {
  const { data: thread } = useThread(threadId);
  const { parameters, contextSize } = useSettings();
  const model = useEngine(({ engine }) => (engine.state === 'ready' ? `${engine.model.modelId} ${engine.model.contextSize}` : null));
  const live = useLiveThreadIds();
  const isWriting = threadId !== null && live.has(threadId);
  const draft = useContextUi((ui) => (ui.draft && ui.draft.threadId === threadId ? ui.draft.text : undefined));
  const isAskable = model !== null && thread?.kind === 'chat';
  const asked = JSON.stringify([model, parameters, contextSize, thread?.parameters, thread?.assistantId]);
  const { data } = useQuery({
    queryKey: ['messages', threadId, 'context', asked, draft],
    queryFn: () => (threadId === null ? null : rpc.context.get({ threadId, ...(draft !== undefined && { text: draft }) })),
    // While an answer begins, the engine has better things to do than to count what changes nothing.
    enabled: ({ state }) => isAskable && (!isWriting || isNearlyFull(state.data ?? undefined)),
    placeholderData: (before, query) => (query?.queryKey[1] === threadId ? before : undefined),
  });
  return { ledger: (isAskable && data) || null, hasDraft: draft !== undefined };
}

/** Where a chat's view ends, as it is without the message that is being typed; null when all is in. */
export function useContextCut(threadId: ThreadId): ContextCut | null {
  const { ledger, hasDraft } = useContextLedger(threadId);
  const [cut, setCut] = useState<ContextCut | null>(null);
  useEffect(() => {
    if (ledger && !hasDraft) setCut(cutOf(ledger));
  }, [ledger, hasDraft]);
  return cut;
}
