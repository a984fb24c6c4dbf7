/** One number for what is said in a thread: texts, roles and how they hang together. Names, marks and times do not count. */
import { createHash } from 'node:crypto';
import type { MessageRole } from '#shared/models/message.ts';

export interface ThreadHash {
  /** In the order of the thread; `parent` counts its messages from 1. */
  add(parent: number | null, role: MessageRole, text: string): void;
  digest(): string;
}

export function createThreadHash(): ThreadHash {
  const hash = createHash('sha256');
  return {
    add: (parent, role, text) => void hash.update(`${parent ?? 0} ${role} ${text.length}\n`).update(text),
    digest: () => hash.digest('hex'),
  };
}
