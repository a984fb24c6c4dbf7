/** Use cases over stored threads. What else must react (titles, running generations) hears of it through the hooks. */
import type { AssistantId, MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message, MessagePage } from '#shared/models/message.ts';
import { effectiveParameters } from '#shared/models/parameters.ts';
import type { EffectiveParameters, ParameterChange, ParameterOverrides } from '#shared/models/parameters.ts';
import type { FoundMessage, SearchPage } from '#shared/models/search.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { RemovedItem } from '#shared/models/removed.ts';
import type { Thread, ThreadKind } from '#shared/models/thread.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { Erasable, SearchRequest, Store, ThreadPage } from '#main/storage/store.ts';

/** Messages looked through at once: a few dozen milliseconds of the store's time. */
const FIND_PAGE = 1_000;

export interface ThreadsDeps {
  readonly store: Pick<Store, 'threads' | 'removed' | 'messages' | 'drafts' | 'search'>;
  readSettings(): Promise<Settings>;
  modelParameters(): Promise<ParameterOverrides>;
  /** What the assistant of the thread is asked with. */
  assistantParameters(thread: Thread): Promise<ParameterOverrides>;
  onChanged(topic: 'threads' | 'messages', threadId: ThreadId | null): void;
  /** The user named the thread: no automatic title may follow. */
  onRenamed(threadId: ThreadId): void;
  /** The thread is about to go: its running generations end first. */
  onRemoving(threadId: ThreadId): Promise<void>;
  readonly log: Logger;
}

export interface ThreadsService {
  list(page: ThreadPage): Promise<{ threads: Thread[]; total: number }>;
  get(threadId: ThreadId): Promise<Thread>;
  create(kind: ThreadKind, isTemporary?: boolean): Promise<Thread>;
  rename(threadId: ThreadId, title: string): Promise<Thread>;
  setPinned(threadId: ThreadId, isPinned: boolean): Promise<Thread>;
  remove(threadId: ThreadId): Promise<void>;
  restore(threadId: ThreadId): Promise<Thread>;
  listRemoved(page: { limit: number; offset: number }): Promise<{ items: RemovedItem[]; total: number }>;
  /** null: all that was removed. Resolves when it is certain that it goes; much takes a while. */
  purge(which: Erasable | null): Promise<void>;
  changeParameters(threadId: ThreadId, change: ParameterChange): Promise<Thread>;
  getSelection(threadId: ThreadId): Promise<string>;
  setSelection(threadId: ThreadId, text: string): Promise<void>;
  setAssistant(threadId: ThreadId, assistantId: AssistantId | null): Promise<Thread>;
  getParameters(threadId: ThreadId): Promise<EffectiveParameters>;
  listMessages(threadId: ThreadId, page: { before: MessageId | null; limit: number }): Promise<MessagePage>;
  listVersions(messageId: MessageId): Promise<Message[]>;
  selectVersion(messageId: MessageId): Promise<Thread>;
  search(request: SearchRequest): Promise<SearchPage>;
  /** Page after page, so that other calls get their turn in a chat of any length. */
  find(threadId: ThreadId, text: string, signal?: AbortSignal): Promise<FoundMessage[]>;
  locate(messageId: MessageId): Promise<{ threadId: ThreadId; isOnPath: boolean }>;
  getDraft(key: string): Promise<string>;
  saveDraft(key: string, text: string): Promise<void>;
}

export function createThreadsService({
  store,
  readSettings,
  modelParameters,
  assistantParameters,
  onChanged,
  onRenamed,
  onRemoving,
  log,
}: ThreadsDeps): ThreadsService {
  const changed = (thread: Thread): Thread => {
    onChanged('threads', thread.id);
    return thread;
  };
  return {
    list: (page) => store.threads.list(page),
    get: (threadId) => store.threads.get(threadId),
    create: async (kind, isTemporary) => changed(await store.threads.create(kind, isTemporary)),
    rename: async (threadId, title) => {
      onRenamed(threadId);
      return changed(await store.threads.rename(threadId, title, 'user'));
    },
    setPinned: async (threadId, isPinned) => changed(await store.threads.setPinned(threadId, isPinned)),
    remove: async (threadId) => {
      await onRemoving(threadId);
      await store.threads.remove(threadId);
      onChanged('threads', threadId);
    },
    restore: async (threadId) => changed(await store.threads.restore(threadId)),
    listRemoved: (page) => store.removed.list(page),
    purge: async (which) => {
      await store.removed.erase(which);
      onChanged('threads', null);
      // It is decided and stored; nobody has to watch while a long chat goes.
      store.removed.deleteErased().catch((cause: unknown) => log.warn('what was erased is deleted at the next start', cause));
    },
    changeParameters: async (threadId, change) => changed(await store.threads.changeParameters(threadId, change)),
    getSelection: (threadId) => store.threads.findSelection(threadId),
    setSelection: (threadId, text) => store.threads.setSelection(threadId, text),
    setAssistant: async (threadId, assistantId) => changed(await store.threads.setAssistant(threadId, assistantId)),
    getParameters: async (threadId) => {
      const [model, settings, thread] = await Promise.all([modelParameters(), readSettings(), store.threads.get(threadId)]);
      const assistant = await assistantParameters(thread);
      return effectiveParameters({ model, settings: settings.parameters, assistant, thread: thread.parameters });
    },
    listMessages: (threadId, page) => store.messages.listPath(threadId, page),
    listVersions: (messageId) => store.messages.listVersions(messageId),
    selectVersion: async (messageId) => {
      const thread = await store.messages.selectVersion(messageId);
      onChanged('messages', thread.id);
      return thread;
    },
    search: (request) => store.search.query(request),
    find: async (threadId, text, signal) => {
      const found: FoundMessage[] = [];
      let before: MessageId | null = null;
      do {
        const page = await store.messages.findOnPath({ threadId, text, before, limit: FIND_PAGE });
        found.unshift(...page.found);
        before = page.before;
      } while (before !== null && signal?.aborted !== true);
      return found;
    },
    locate: (messageId) => store.messages.locate(messageId),
    getDraft: (key) => store.drafts.find(key),
    saveDraft: (key, text) => store.drafts.save(key, text),
  };
}
