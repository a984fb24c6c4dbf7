/** Use cases over stored threads. What else must react (titles, running generations) hears of it through the hooks. */
import type { SearchHit } from '#shared/contract/threads-contract.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message, MessagePage } from '#shared/models/message.ts';
import { effectiveParameters } from '#shared/models/parameters.ts';
import type { EffectiveParameters, ParameterOverrides } from '#shared/models/parameters.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { Thread, ThreadKind } from '#shared/models/thread.ts';
import type { Store } from '#main/storage/store.ts';

export interface ThreadsDeps {
  readonly store: Pick<Store, 'threads' | 'messages' | 'drafts' | 'search'>;
  readSettings(): Promise<Settings>;
  modelParameters(): Promise<ParameterOverrides>;
  onChanged(topic: 'threads' | 'messages', threadId: ThreadId | null): void;
  /** The user named the thread: no automatic title may follow. */
  onRenamed(threadId: ThreadId): void;
  /** The thread is about to go: its running generations end first. */
  onRemoving(threadId: ThreadId): Promise<void>;
}

export interface ThreadsService {
  list(page: { limit: number; offset: number }): Promise<{ threads: Thread[]; total: number }>;
  get(threadId: ThreadId): Promise<Thread>;
  create(kind: ThreadKind): Promise<Thread>;
  rename(threadId: ThreadId, title: string): Promise<Thread>;
  setPinned(threadId: ThreadId, isPinned: boolean): Promise<Thread>;
  remove(threadId: ThreadId): Promise<void>;
  restore(threadId: ThreadId): Promise<Thread>;
  setParameters(threadId: ThreadId, parameters: ParameterOverrides): Promise<Thread>;
  getParameters(threadId: ThreadId): Promise<EffectiveParameters>;
  listMessages(threadId: ThreadId, page: { before: MessageId | null; limit: number }): Promise<MessagePage>;
  listVersions(messageId: MessageId): Promise<Message[]>;
  selectVersion(messageId: MessageId): Promise<Thread>;
  search(query: string, limit: number): Promise<SearchHit[]>;
  getDraft(key: string): Promise<string>;
  saveDraft(key: string, text: string): Promise<void>;
}

export function createThreadsService({
  store,
  readSettings,
  modelParameters,
  onChanged,
  onRenamed,
  onRemoving,
}: ThreadsDeps): ThreadsService {
  const changed = (thread: Thread): Thread => {
    onChanged('threads', thread.id);
    return thread;
  };
  return {
    list: (page) => store.threads.list(page),
    get: (threadId) => store.threads.get(threadId),
    create: async (kind) => changed(await store.threads.create(kind)),
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
    setParameters: async (threadId, parameters) => changed(await store.threads.setParameters(threadId, parameters)),
    getParameters: async (threadId) => {
      const [model, settings, thread] = await Promise.all([modelParameters(), readSettings(), store.threads.get(threadId)]);
      return effectiveParameters({ model, settings: settings.parameters, thread: thread.parameters });
    },
    listMessages: (threadId, page) => store.messages.listPath(threadId, page),
    listVersions: (messageId) => store.messages.listVersions(messageId),
    selectVersion: async (messageId) => {
      const thread = await store.messages.selectVersion(messageId);
      onChanged('messages', thread.id);
      return thread;
    },
    search: (query, limit) => store.search.query(query, limit),
    getDraft: (key) => store.drafts.find(key),
    saveDraft: (key, text) => store.drafts.save(key, text),
  };
}
