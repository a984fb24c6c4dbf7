/** The path of a thread as the turns a chat template takes: system prompt, summary, messages. The request and the ledger both come from here. */
import type { MessageId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { ChatTurn } from '#main/inference/engine.ts';
import { summaryNote } from '#main/inference/prompts/summary-prompt.ts';
import type { StoredSummary } from '#main/storage/store.ts';

/** `id` null: a message that is not stored yet. */
export type PathMessage = Pick<Message, 'role' | 'text' | 'isKept'> & { readonly id: MessageId | null };

export interface ThreadHistory {
  readonly turns: readonly ChatTurn[];
  /** One entry a turn; null for the system turn. */
  readonly messages: readonly (PathMessage | null)[];
  /** The one that is in the system turn. */
  readonly summary: StoredSummary | null;
}

/**
 * The summary that tells of most of the path. One whose messages are no longer all there is not used: it would say what was deleted.
 * Of a path that is cut off at its beginning, what is not there is taken as unchanged.
 */
function findSummary(path: readonly PathMessage[], summaries: readonly StoredSummary[]): { summary: StoredSummary; until: number } | null {
  const places = new Map(path.map(({ id }, index) => [id, index]));
  const usable = summaries.flatMap((summary) => {
    const until = places.get(summary.untilMessageId) ?? -1;
    const from = places.get(summary.fromMessageId) ?? -1;
    const isWhole = from === -1 || until - from + 1 === summary.messageCount;
    return until === -1 || until === path.length - 1 || !isWhole ? [] : [{ summary, until }];
  });
  return usable.toSorted((a, b) => b.until - a.until)[0] ?? null;
}

/** An answer without text is left out. Turns of one role that thereby meet are joined where the prompt is rendered. */
export function toHistory(systemPrompt: string, path: readonly PathMessage[], summaries: readonly StoredSummary[]): ThreadHistory {
  const found = findSummary(path, summaries);
  const system = [systemPrompt.trim() === '' ? '' : systemPrompt, found ? summaryNote(found.summary.text) : ''].filter(
    (text) => text !== '',
  );
  const shown = path
    .map((message, index) => ({ message, isSummarised: index <= (found?.until ?? -1) }))
    .filter(({ message: { role, text } }) => role === 'user' || text !== '');
  const turns = shown.map(({ message: { role, text, isKept }, isSummarised }): ChatTurn => ({
    role,
    text,
    ...(isKept && { isKept }),
    ...(isSummarised && { isSummarised }),
  }));
  const messages = shown.map(({ message }) => message);
  if (system.length === 0) return { turns, messages, summary: null };
  return {
    turns: [{ role: 'system', text: system.join('\n\n') }, ...turns],
    messages: [null, ...messages],
    summary: found?.summary ?? null,
  };
}
