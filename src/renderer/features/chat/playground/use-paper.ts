/** The paper of one text: restored when it is opened, stored 300 ms after the last change and when the page goes. Its past lives as long as the window. */
import { useCallback, useEffect } from 'react';
import { create } from 'zustand';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';
import { rpc } from '../../../lib/rpc/client.ts';
import { decodeDraft } from '../composer/draft-text.ts';
import type { PaperHistory, StoredPaper } from './paper.ts';
import { decodePaper, EMPTY_PAPER, encodePaper, historyOf } from './paper.ts';

const SAVE_PAUSE_MS = 300;
/** What a text writes at most until its owner says otherwise: base models seldom find an end. */
const FIRST_MAX_TOKENS = 100;

export interface Desk {
  readonly history: PaperHistory;
  /** How many continuations are asked for. */
  readonly count: number;
  /** Of a text that has no thread yet. */
  readonly parameters: ParameterOverrides;
  /** A continuation behind which the caret goes when it is finished; one that is fast is finished before its paper is shown. */
  readonly awaitedId: MessageId | null;
}

const NEW_KEY = 'new-completion';
const keyOf = (threadId: ThreadId | null): string => threadId ?? NEW_KEY;
const freshDesk = (): Desk => ({ history: historyOf(EMPTY_PAPER), count: 1, parameters: { maxTokens: FIRST_MAX_TOKENS }, awaitedId: null });

const useDesks = create<{ readonly desks: Readonly<Record<string, Desk>> }>(() => ({ desks: {} }));
const timers = new Map<string, ReturnType<typeof setTimeout>>();

const deskAt = (key: string): Desk => useDesks.getState().desks[key] ?? freshDesk();
const setDesk = (key: string, desk: Desk): void => useDesks.setState(({ desks }) => ({ desks: { ...desks, [key]: desk } }));

function save(key: string): void {
  clearTimeout(timers.get(key));
  timers.delete(key);
  const { history, count, parameters } = deskAt(key);
  const stored: StoredPaper = { paper: history.paper, count, ...(key === NEW_KEY && { parameters }) };
  void rpc.threads.saveDraft({ key, text: encodePaper(stored) }).catch(() => undefined);
}

function saveSoon(key: string): void {
  clearTimeout(timers.get(key));
  timers.set(
    key,
    setTimeout(() => save(key), SAVE_PAUSE_MS),
  );
}

const saveWaiting = (): void => [...timers.keys()].forEach(save);

/** A text without a paper of its own: made by an older Inkstone, imported, or never opened here. */
async function paperOfThread(threadId: ThreadId) {
  const { messages } = await rpc.threads.listMessages({ threadId, before: null, limit: 2 });
  const prompt = messages.find(({ role }) => role === 'user');
  const answer = messages.find(({ role }) => role === 'assistant');
  return { before: prompt?.text ?? '', after: '', answerIds: answer ? [answer.id] : [] };
}

async function restore(threadId: ThreadId | null): Promise<Desk> {
  const { text } = await rpc.threads.getDraft({ key: keyOf(threadId) });
  const stored = decodePaper(text);
  const fresh = freshDesk();
  if (stored) {
    const { paper, count, parameters = fresh.parameters } = stored;
    return { ...fresh, history: historyOf(paper), count, parameters };
  }
  if (text !== '') return { ...fresh, history: historyOf({ ...EMPTY_PAPER, before: decodeDraft(text).text }) };
  return threadId === null ? fresh : { ...fresh, history: historyOf(await paperOfThread(threadId)) };
}

/** What was written without a thread goes on in the one it got; the next new text begins empty. */
export function moveNewDesk(threadId: ThreadId): void {
  setDesk(threadId, deskAt(NEW_KEY));
  setDesk(NEW_KEY, freshDesk());
  save(threadId);
  save(NEW_KEY);
}

export interface PaperDesk {
  /** null until it is restored. */
  readonly desk: Desk | null;
  readonly change: (change: (desk: Desk) => Partial<Desk>) => void;
}

/** The same, for work that ends after its view may have gone. */
export function changeDesk(threadId: ThreadId | null, change: (desk: Desk) => Partial<Desk>): void {
  const key = keyOf(threadId);
  const desk = deskAt(key);
  setDesk(key, { ...desk, ...change(desk) });
  saveSoon(key);
}

export function usePaper(threadId: ThreadId | null): PaperDesk {
  const key = keyOf(threadId);
  const desk = useDesks(({ desks }) => desks[key] ?? null);
  useEffect(() => {
    if (useDesks.getState().desks[key]) return undefined;
    let isCurrent = true;
    const open = async (): Promise<void> => {
      const restored = await restore(threadId).catch(freshDesk);
      if (isCurrent && !useDesks.getState().desks[key]) setDesk(key, restored);
    };
    void open();
    return () => {
      isCurrent = false;
    };
  }, [key, threadId]);
  useEffect(() => {
    window.addEventListener('pagehide', saveWaiting);
    document.addEventListener('visibilitychange', saveWaiting);
    return () => {
      window.removeEventListener('pagehide', saveWaiting);
      document.removeEventListener('visibilitychange', saveWaiting);
      saveWaiting();
    };
  }, []);
  const change = useCallback((wanted: (desk: Desk) => Partial<Desk>) => changeDesk(threadId, wanted), [threadId]);
  return { desk, change };
}
