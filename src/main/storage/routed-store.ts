/**
 * Sends every call to where its chat lives: to the library, or to memory for a temporary chat. It goes by the ids in a call's
 * arguments, so that a method added to a repository finds its way without a word here.
 */
import { invariant } from '#shared/utils/invariant.ts';
import type { QueueStore, Store, ThreadStore } from './store.ts';

/** What belongs to a chat. */
export type ChatDomain = 'threads' | 'messages' | 'tree' | 'attachments' | 'queue' | 'order' | 'context' | 'drafts' | 'search' | 'exports';
export type ChatStore = Pick<Store, ChatDomain>;

export interface Temporary {
  /** undefined until there was a temporary chat. */
  find(): ChatStore | undefined;
  open(): ChatStore;
  hasId(id: string): boolean;
}

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
/** Draft keys are no longer; a text that is must not be searched for ids. */
const MAX_KEY_LENGTH = 100;

const idsInValue = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.filter((id) => typeof id === 'string');
  return typeof value === 'string' && value.length <= MAX_KEY_LENGTH ? (value.match(ID) ?? []) : [];
};

/** The ids that a call names: its first argument, or what an object calls an id. Texts of the user are not looked into. */
export function idsInCall(args: readonly unknown[]): string[] {
  return args.flatMap((arg, index) => {
    if (typeof arg !== 'object' || arg === null || Array.isArray(arg)) return index === 0 ? idsInValue(arg) : [];
    return Object.entries(arg).flatMap(([name, value]) => (/Ids?$/.test(name) ? idsInValue(value) : []));
  });
}

function invoke(target: object, name: string | symbol, args: readonly unknown[]): unknown {
  const method: unknown = Reflect.get(target, name);
  invariant(typeof method === 'function', `the store has no ${String(name)}`);
  return Reflect.apply(method, target, args);
}

function routeDomain<T extends object>(library: T, inMemory: () => T | undefined, hasId: (id: string) => boolean): T {
  return new Proxy(library, {
    get: (_target, name) => {
      const own: unknown = Reflect.get(library, name);
      if (typeof own !== 'function') return own;
      return (...args: unknown[]): unknown => {
        const memory = inMemory();
        const ids = memory ? idsInCall(args).filter(hasId) : [];
        if (!memory || ids.length === 0) return Reflect.apply(own, library, args);
        const [first, ...rest] = args;
        const others: unknown[] = Array.isArray(first) ? first.filter((id) => !ids.includes(String(id))) : [];
        if (others.length === 0) return invoke(memory, name, args);
        // A list of chats of both kinds.
        const both = async (): Promise<unknown> => {
          await invoke(memory, name, [ids, ...rest]);
          return Reflect.apply(own, library, [others, ...rest]);
        };
        return both();
      };
    },
  });
}

/** Temporary chats stand in front of the list of chats that are in no folder. */
async function listBoth(
  library: ThreadStore,
  memory: ThreadStore,
  page: Parameters<ThreadStore['list']>[0],
): ReturnType<ThreadStore['list']> {
  const held = await memory.list({ limit: page.limit, offset: page.offset, kind: page.kind });
  const shown = held.threads.length;
  const rest = await library.list({ ...page, limit: Math.max(1, page.limit - shown), offset: Math.max(0, page.offset - held.total) });
  return { threads: [...held.threads, ...rest.threads].slice(0, page.limit), total: held.total + rest.total };
}

export function routeChats(library: ChatStore, temporary: Temporary): ChatStore {
  const route = <D extends ChatDomain>(domain: D): ChatStore[D] =>
    routeDomain<ChatStore[D]>(library[domain], () => temporary.find()?.[domain], temporary.hasId);
  const threads = route('threads');
  const special: Pick<ThreadStore, 'list' | 'listUnseen' | 'create' | 'purgeRemovedBefore'> = {
    list: (page) => {
      const memory = page.isArchived === true || page.folderId ? undefined : temporary.find();
      return memory ? listBoth(library.threads, memory.threads, page) : library.threads.list(page);
    },
    listUnseen: async () => [...((await temporary.find()?.threads.listUnseen()) ?? []), ...(await library.threads.listUnseen())],
    create: (kind, isTemporary = false) => (isTemporary ? temporary.open() : library).threads.create(kind),
    purgeRemovedBefore: async (epochMs) => {
      await temporary.find()?.threads.purgeRemovedBefore(epochMs);
      return library.threads.purgeRemovedBefore(epochMs);
    },
  };
  const queue = route('queue');
  const everywhere: Pick<QueueStore, 'listThreads'> = {
    listThreads: async () => [...((await temporary.find()?.queue.listThreads()) ?? []), ...(await library.queue.listThreads())],
  };
  const withOwn = <T extends object>(target: T, own: object): T =>
    new Proxy(target, {
      get: (routed, name) => {
        const value: unknown = Reflect.get(Object.hasOwn(own, name) ? own : routed, name);
        return value;
      },
    });
  return {
    threads: withOwn(threads, special),
    messages: route('messages'),
    tree: route('tree'),
    attachments: route('attachments'),
    queue: withOwn(queue, everywhere),
    order: route('order'),
    context: route('context'),
    drafts: route('drafts'),
    search: route('search'),
    exports: route('exports'),
  };
}
