/** Whatever is done to a tree in whatever order, it stays one: nothing hangs in the air, nothing removed is shown, every undo is exact. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { ask, regenerate, temporaryFolder } from './library.test-support.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';

type Step =
  | { readonly type: 'ask' }
  | { readonly type: 'edit' | 'regenerate' | 'select' | 'removeOne' | 'removeBelow' | 'undo'; readonly at: number };

const at = fc.nat({ max: 50 });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.constant({ type: 'ask' } as const) },
    { weight: 4, arbitrary: fc.record({ type: fc.constantFrom('edit', 'regenerate', 'select', 'undo'), at }) },
    { weight: 4, arbitrary: fc.record({ type: fc.constantFrom('removeOne', 'removeBelow'), at }) },
  ),
  { maxLength: 25 },
);

class Bench {
  readonly store: Store;
  readonly threadId: ThreadId;
  readonly all: MessageId[] = [];
  readonly parents = new Map<MessageId, MessageId | null>();
  readonly removals: string[] = [];
  /** The rules of a tree that were broken. */
  readonly faults: string[] = [];

  constructor(store: Store, threadId: ThreadId) {
    this.store = store;
    this.threadId = threadId;
  }

  async find(id: MessageId): Promise<Message | null> {
    try {
      return await this.store.messages.get(id);
    } catch (error) {
      if (error instanceof AppError && error.code === 'MESSAGE_NOT_FOUND') return null;
      throw error;
    }
  }

  async live(): Promise<Message[]> {
    return (await Promise.all(this.all.map((id) => this.find(id)))).filter((message) => message !== null);
  }

  note(...messages: readonly Message[]): void {
    for (const { id, parentId } of messages) {
      this.all.push(id);
      this.parents.set(id, parentId);
    }
  }

  demand(holds: boolean, rule: string): void {
    if (!holds) this.faults.push(rule);
  }

  async path(): Promise<Message[]> {
    return (await this.store.messages.listPath(this.threadId, { before: null, limit: 200 })).messages;
  }

  /** Everything a user can see: the path, the versions of every message, and the branches. */
  async seen(): Promise<unknown> {
    const path = (await this.path()).map(({ id }) => id);
    return { path, live: await this.live(), map: await this.store.tree.getBranchMap(this.threadId) };
  }

  async run(step: Step): Promise<void> {
    const { store, threadId } = this;
    const { activeLeafId } = await store.threads.get(threadId);
    if (step.type === 'ask') {
      const { user, answer } = await ask(store, threadId, activeLeafId, `q${this.all.length}`, 'a');
      return this.note(user, answer);
    }
    if (step.type === 'undo') {
      const [removalId] = this.removals.splice(step.at % Math.max(1, this.removals.length), 1);
      if (removalId) await store.tree.restore(removalId);
      return undefined;
    }
    const live = await this.live();
    const message = live[step.at % Math.max(1, live.length)];
    if (!message) return undefined;
    if (step.type === 'select') await store.messages.selectVersion(message.id);
    else if (step.type === 'edit' && message.role === 'user') {
      const { user, answer } = await ask(store, threadId, message.parentId, `e${this.all.length}`, 'a');
      this.note(user, answer);
    } else if (step.type === 'regenerate' && message.role === 'assistant' && message.parentId)
      this.note(await regenerate(store, threadId, message.parentId, `r${this.all.length}`));
    else if (step.type === 'removeOne' || step.type === 'removeBelow') {
      const removal = { messageIds: [message.id], scope: step.type === 'removeOne' ? 'one' : 'below' } as const;
      const before = await this.seen();
      const { removalId } = await store.tree.remove(removal);
      await store.tree.restore(removalId);
      this.demand(isDeepStrictEqual(await this.seen(), before), 'an undo is exact');
      this.removals.push((await store.tree.remove(removal)).removalId);
    }
    return undefined;
  }

  async check(): Promise<void> {
    const live = await this.live();
    const liveIds = new Set(live.map(({ id }) => id));
    /** The nearest message above that is there. */
    const above = (id: MessageId): MessageId | null => {
      const parentId = this.parents.get(id) ?? null;
      return parentId === null || liveIds.has(parentId) ? parentId : above(parentId);
    };
    const path = (await this.path()).map(({ id }) => id);
    const { activeLeafId } = await this.store.threads.get(this.threadId);
    this.demand(activeLeafId === (path.at(-1) ?? null), 'the leaf is the end of the path');
    this.demand(path.length > 0 === live.length > 0, 'a thread with messages shows some');
    this.demand(isDeepStrictEqual(path.map(above), [null, ...path].slice(0, path.length)), 'the path is connected');
    this.demand(activeLeafId === null || live.every(({ id }) => above(id) !== activeLeafId), 'nothing is below the leaf');
    for (const { versionIds, parentId, role } of live) {
      const versions = live.filter((other) => other.parentId === parentId && other.role === role).map(({ id }) => id);
      this.demand(isDeepStrictEqual(versionIds, versions), 'versions are those that are there');
    }
  }
}

// Catches: an order of removals, undos, edits and switches after which a thread shows nothing, or something that is gone.
test('any sequence of turns, edits, removals, undos and switches leaves a valid tree', { timeout: 60_000 }, async () => {
  const store = await openStore({ folder: temporaryFolder() });
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const bench = new Bench(store, (await store.threads.create('chat')).id);
      for (const step of sequence) {
        await bench.run(step);
        await bench.check();
        expect(bench.faults).toEqual([]);
      }
      for (const removalId of bench.removals) await store.tree.restore(removalId);
      await bench.check();
      expect([bench.faults, (await bench.live()).length]).toEqual([[], bench.all.length]);
    }),
    { numRuns: 60 },
  );
  await store.close();
});
