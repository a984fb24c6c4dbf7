/**
 * The store behind its worker thread: the same interface and the same errors, every call one message. The application uses
 * this one; what happens to the worker shows as AppError STORAGE_FAILED on every call that was open.
 */
import { Worker } from 'node:worker_threads';
import { SILENT_LOGGER, type Logger } from '#main/platform/logger.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { Store } from './store.ts';
import { fromWireError, type StoreDomain, type StoreReply, type StoreRequest, type StoreWorkerData } from './store-protocol.ts';

export interface StoreWorkerOptions {
  /** The worker's file: `store-worker.ts`, or what the build made of it. */
  readonly entry: URL | string;
  readonly folder: string;
  /** As for `openStore`. */
  readonly appVersion?: string;
  readonly log?: Logger;
}

interface OpenCall {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

class StoreWorker {
  readonly #worker: Worker;
  readonly #log: Logger;
  readonly #calls = new Map<number, OpenCall>();
  readonly #opened = Promise.withResolvers<void>();
  readonly #exited = Promise.withResolvers<void>();
  #lastId = 0;
  #end: Error | undefined;
  #isClosing = false;

  constructor({ entry, folder, appVersion, log = SILENT_LOGGER }: StoreWorkerOptions) {
    this.#log = log;
    const workerData: StoreWorkerData = { folder, appVersion };
    this.#worker = new Worker(entry, { workerData, execArgv: [], name: 'store' });
    this.#worker.on('message', (reply: StoreReply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#fail(new AppError('STORAGE_FAILED', { reason: 'worker died' }, { cause: error })));
    this.#worker.on('exit', () => this.#leave());
  }

  /** Resolves when the library is open and of the newest schema. */
  opened(): Promise<void> {
    return this.#opened.promise;
  }

  call<T>(domain: StoreDomain, method: string, ...args: unknown[]): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#end || this.#isClosing) return reject(this.#end ?? new AppError('STORAGE_FAILED', { reason: 'closed' }));
      this.#lastId += 1;
      this.#calls.set(this.#lastId, { resolve, reject });
      return this.#post({ type: 'call', id: this.#lastId, domain, method, args });
    });
  }

  /** Calls made before are answered first. Resolves when the database is closed and the thread has ended. */
  async close(): Promise<void> {
    if (!this.#isClosing && !this.#end) this.#post({ type: 'close' });
    this.#isClosing = true;
    await this.#exited.promise;
    if (this.#end) throw this.#end;
  }

  #post(request: StoreRequest): void {
    this.#worker.postMessage(request);
  }

  #receive(reply: StoreReply): void {
    switch (reply.type) {
      case 'opened':
        return this.#opened.resolve();
      case 'failed':
        return this.#fail(fromWireError(reply.error));
      case 'result':
        return this.#settle(reply.id, (call) => call.resolve(reply.value));
      case 'error':
        return this.#settle(reply.id, (call) => call.reject(fromWireError(reply.error)));
      case 'log':
        return this.#write(reply);
      case 'closed':
        return undefined;
    }
  }

  #write({ level, message, cause, fields }: Extract<StoreReply, { type: 'log' }>): void {
    if (level === 'info') return this.#log.info(message, fields);
    return this.#log[level](message, cause === null ? undefined : fromWireError(cause), fields);
  }

  #settle(id: number, how: (call: OpenCall) => void): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (call) how(call);
  }

  #fail(error: Error): void {
    this.#end ??= error;
    this.#opened.reject(this.#end);
  }

  #leave(): void {
    if (!this.#isClosing || this.#calls.size > 0) this.#fail(new AppError('STORAGE_FAILED', { reason: 'worker ended' }));
    for (const call of this.#calls.values()) call.reject(this.#end);
    this.#calls.clear();
    this.#exited.resolve();
  }
}

/** Starts the worker and opens the library there. @throws AppError as `openStore` does */
export async function startStoreWorker(options: StoreWorkerOptions): Promise<Store> {
  const worker = new StoreWorker(options);
  await worker.opened();
  return {
    threads: {
      list: (page) => worker.call('threads', 'list', page),
      get: (threadId) => worker.call('threads', 'get', threadId),
      create: (kind, isTemporary) => worker.call('threads', 'create', kind, isTemporary),
      rename: (threadId, title, source) => worker.call('threads', 'rename', threadId, title, source),
      setPinned: (threadId, isPinned) => worker.call('threads', 'setPinned', threadId, isPinned),
      setAssistant: (threadId, assistantId) => worker.call('threads', 'setAssistant', threadId, assistantId),
      findSelection: (threadId) => worker.call('threads', 'findSelection', threadId),
      setSelection: (threadId, text) => worker.call('threads', 'setSelection', threadId, text),
      changeParameters: (threadId, change) => worker.call('threads', 'changeParameters', threadId, change),
      setUnseen: (threadId, hasUnseen) => worker.call('threads', 'setUnseen', threadId, hasUnseen),
      listUnseen: () => worker.call('threads', 'listUnseen'),
      remove: (threadId) => worker.call('threads', 'remove', threadId),
      restore: (threadId) => worker.call('threads', 'restore', threadId),
      purgeRemovedBefore: (epochMs) => worker.call('threads', 'purgeRemovedBefore', epochMs),
    },
    messages: {
      get: (messageId) => worker.call('messages', 'get', messageId),
      addTurn: (turn) => worker.call('messages', 'addTurn', turn),
      addFinished: (threadId, parentId, messages) => worker.call('messages', 'addFinished', threadId, parentId, messages),
      reopen: (messageId, generationId, parameters) => worker.call('messages', 'reopen', messageId, generationId, parameters),
      appendText: (messageId, text) => worker.call('messages', 'appendText', messageId, text),
      finish: (messageId, lastText, end) => worker.call('messages', 'finish', messageId, lastText, end),
      listPath: (threadId, page) => worker.call('messages', 'listPath', threadId, page),
      listAncestry: (messageId, limit) => worker.call('messages', 'listAncestry', messageId, limit),
      listVersions: (messageId) => worker.call('messages', 'listVersions', messageId),
      findSentPrompt: (messageId) => worker.call('messages', 'findSentPrompt', messageId),
      findOnPath: (page) => worker.call('messages', 'findOnPath', page),
      locate: (messageId) => worker.call('messages', 'locate', messageId),
      selectVersion: (messageId) => worker.call('messages', 'selectVersion', messageId),
      recoverInterrupted: () => worker.call('messages', 'recoverInterrupted'),
    },
    tree: {
      remove: (removal) => worker.call('tree', 'remove', removal),
      restore: (removalId) => worker.call('tree', 'restore', removalId),
      listWriting: (removal) => worker.call('tree', 'listWriting', removal),
      purgeRemovedBefore: (epochMs) => worker.call('tree', 'purgeRemovedBefore', epochMs),
      fork: (messageId, title) => worker.call('tree', 'fork', messageId, title),
      getBranchMap: (threadId) => worker.call('tree', 'getBranchMap', threadId),
    },
    removed: {
      list: (page) => worker.call('removed', 'list', page),
      erase: (which) => worker.call('removed', 'erase', which),
      deleteErased: () => worker.call('removed', 'deleteErased'),
    },
    attachments: {
      getText: (attachmentId) => worker.call('attachments', 'getText', attachmentId),
      listOf: (messageIds) => worker.call('attachments', 'listOf', messageIds),
    },
    queue: {
      list: (threadId) => worker.call('queue', 'list', threadId),
      findFirst: (threadId) => worker.call('queue', 'findFirst', threadId),
      listThreads: () => worker.call('queue', 'listThreads'),
      add: (message) => worker.call('queue', 'add', message),
      edit: (change) => worker.call('queue', 'edit', change),
      remove: (queuedId) => worker.call('queue', 'remove', queuedId),
      move: (move) => worker.call('queue', 'move', move),
    },
    order: {
      setFolder: (threadIds, folderId) => worker.call('order', 'setFolder', threadIds, folderId),
      setArchived: (threadIds, isArchived) => worker.call('order', 'setArchived', threadIds, isArchived),
      setPinned: (threadIds, isPinned) => worker.call('order', 'setPinned', threadIds, isPinned),
      remove: (threadIds) => worker.call('order', 'remove', threadIds),
      restore: (threadIds) => worker.call('order', 'restore', threadIds),
      setStarred: (messageId, isStarred) => worker.call('order', 'setStarred', messageId, isStarred),
      listStarred: (page) => worker.call('order', 'listStarred', page),
    },
    context: {
      setKept: (messageId, isKept) => worker.call('context', 'setKept', messageId, isKept),
      listSummaries: (threadId) => worker.call('context', 'listSummaries', threadId),
      addSummary: (summary) => worker.call('context', 'addSummary', summary),
      editSummary: (threadId, summaryId, text) => worker.call('context', 'editSummary', threadId, summaryId, text),
      removeSummary: (threadId, summaryId) => worker.call('context', 'removeSummary', threadId, summaryId),
      restoreSummary: (threadId, summaryId) => worker.call('context', 'restoreSummary', threadId, summaryId),
    },
    assistants: {
      list: () => worker.call('assistants', 'list'),
      save: (assistants) => worker.call('assistants', 'save', assistants),
      remove: (id) => worker.call('assistants', 'remove', id),
      restore: (id) => worker.call('assistants', 'restore', id),
      forget: (id) => worker.call('assistants', 'forget', id),
      purgeRemovedBefore: (epochMs) => worker.call('assistants', 'purgeRemovedBefore', epochMs),
    },
    folders: {
      list: () => worker.call('folders', 'list'),
      create: (name, parentId) => worker.call('folders', 'create', name, parentId),
      rename: (folderId, name) => worker.call('folders', 'rename', folderId, name),
      move: (folderId, parentId, beforeId) => worker.call('folders', 'move', folderId, parentId, beforeId),
      remove: (folderId) => worker.call('folders', 'remove', folderId),
      restore: (folderId) => worker.call('folders', 'restore', folderId),
    },
    temporary: { keep: (threadId) => worker.call('temporary', 'keep', threadId) },
    models: {
      list: () => worker.call('models', 'list'),
      get: (modelId) => worker.call('models', 'get', modelId),
      save: (model) => worker.call('models', 'save', model),
      setQuarantined: (modelId, isQuarantined) => worker.call('models', 'setQuarantined', modelId, isQuarantined),
      touch: (modelId) => worker.call('models', 'touch', modelId),
      remove: (modelId) => worker.call('models', 'remove', modelId),
    },
    drafts: {
      find: (key) => worker.call('drafts', 'find', key),
      save: (key, text) => worker.call('drafts', 'save', key, text),
    },
    quickQuestions: {
      list: () => worker.call('quickQuestions', 'list'),
      add: (text) => worker.call('quickQuestions', 'add', text),
    },
    settings: {
      read: () => worker.call('settings', 'read'),
      write: (patch) => worker.call('settings', 'write', patch),
    },
    search: { query: (request) => worker.call('search', 'query', request) },
    exports: {
      listFolders: () => worker.call('exports', 'listFolders'),
      listThreads: () => worker.call('exports', 'listThreads'),
      findThread: (threadId) => worker.call('exports', 'findThread', threadId),
      countMessages: (threadId) => worker.call('exports', 'countMessages', threadId),
      listPathIds: (threadId) => worker.call('exports', 'listPathIds', threadId),
      readMessages: (threadId, after) => worker.call('exports', 'readMessages', threadId, after),
    },
    imports: {
      classify: (chats) => worker.call('imports', 'classify', chats),
      begin: (source) => worker.call('imports', 'begin', source),
      add: (importId, open, steps) => worker.call('imports', 'add', importId, open, steps),
      finish: (importId, messages) => worker.call('imports', 'finish', importId, messages),
      discardStep: (importId) => worker.call('imports', 'discardStep', importId),
      listUnfinished: () => worker.call('imports', 'listUnfinished'),
      list: () => worker.call('imports', 'list'),
      undo: (importId) => worker.call('imports', 'undo', importId),
      restore: (importId) => worker.call('imports', 'restore', importId),
    },
    maintenance: {
      backUp: (path) => worker.call('maintenance', 'backUp', path),
      isReadOnly: () => worker.call('maintenance', 'isReadOnly'),
      isBackupMissing: () => worker.call('maintenance', 'isBackupMissing'),
    },
    close: () => worker.close(),
  };
}
