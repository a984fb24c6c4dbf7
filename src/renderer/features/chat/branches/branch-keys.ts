/** Moving in the map of branches: up and down the lines, left to the branch it leaves, right to the first that leaves it. */
import type { Branch } from '#shared/models/branch.ts';
import type { MessageId } from '#shared/models/ids.ts';

type Place = Pick<Branch, 'messageId' | 'parentId'>;

/** How deep each branch lies, from 1. */
export function levelsOf(branches: readonly Place[]): Map<MessageId, number> {
  const levels = new Map<MessageId, number>();
  for (const { messageId, parentId } of branches) levels.set(messageId, 1 + (parentId === null ? 0 : (levels.get(parentId) ?? 0)));
  return levels;
}

/** Where a key leads from a branch; undefined when it leads nowhere. */
export function nextBranch(branches: readonly Place[], from: MessageId, key: string): MessageId | undefined {
  const at = branches.findIndex(({ messageId }) => messageId === from);
  switch (key) {
    case 'ArrowDown':
      return branches[at + 1]?.messageId;
    case 'ArrowUp':
      return branches[at - 1]?.messageId;
    case 'Home':
      return branches[0]?.messageId;
    case 'End':
      return branches.at(-1)?.messageId;
    case 'ArrowLeft':
      return branches[at]?.parentId ?? undefined;
    case 'ArrowRight':
      return branches.find(({ parentId }) => parentId === from)?.messageId;
    default:
      return undefined;
  }
}
