/** Waiting requests by priority, first come first served within one. Pure bookkeeping, no timers. */
import type { Priority } from './engine.ts';
import { PRIORITIES } from './engine.ts';

export interface Waiting {
  readonly priority: Priority;
}

export interface RunQueue<T extends Waiting> {
  readonly size: number;
  /** False when the queue is full. */
  add(item: T): boolean;
  /** Back in front of its own priority: it was served before. Never refused. */
  putBack(item: T): void;
  take(): T | undefined;
  /** False when it was not waiting. */
  remove(item: T): boolean;
  /** In the order of service. */
  list(): readonly T[];
}

/** True when `a` is served before `b`. */
export const outranks = (a: Priority, b: Priority): boolean => PRIORITIES.indexOf(a) < PRIORITIES.indexOf(b);

export function createRunQueue<T extends Waiting>(limit: number): RunQueue<T> {
  const items: T[] = [];
  const insertBefore = (item: T, isBefore: (other: T) => boolean): void => {
    const index = items.findIndex(isBefore);
    items.splice(index < 0 ? items.length : index, 0, item);
  };
  return {
    get size() {
      return items.length;
    },
    add(item) {
      if (items.length >= limit) return false;
      insertBefore(item, (other) => outranks(item.priority, other.priority));
      return true;
    },
    putBack: (item) => insertBefore(item, (other) => !outranks(other.priority, item.priority)),
    take: () => items.shift(),
    remove(item) {
      const index = items.indexOf(item);
      if (index >= 0) items.splice(index, 1);
      return index >= 0;
    },
    list: () => [...items],
  };
}
