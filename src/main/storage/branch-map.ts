/** A thread's tree as its branches: every run of messages without a fork is one entry, so that a long thread has a short map. */
import type { Branch } from '#shared/models/branch.ts';
import type { MessageId } from '#shared/models/ids.ts';
import type { MessageRole } from '#shared/models/message.ts';

/** A message without its text. In a list they stand in the order they were made, so a parent comes before its children. */
export interface TreeNode {
  readonly id: MessageId;
  readonly parentId: MessageId | null;
  readonly role: MessageRole;
  readonly isRemoved: boolean;
}

export type BareBranch = Omit<Branch, 'excerpt'>;

interface Tree {
  readonly nodes: ReadonlyMap<MessageId, TreeNode>;
  /** The nearest message above that is there. */
  readonly above: ReadonlyMap<MessageId, MessageId | null>;
  /** Messages that are there, by the one above them. */
  readonly below: ReadonlyMap<MessageId | null, readonly MessageId[]>;
  readonly versions: ReadonlyMap<string, readonly MessageId[]>;
}

const versionsKey = ({ parentId, role }: TreeNode): string => `${parentId ?? ''} ${role}`;

function readTree(list: readonly TreeNode[]): Tree {
  const nodes = new Map<MessageId, TreeNode>();
  const above = new Map<MessageId, MessageId | null>();
  const below = new Map<MessageId | null, MessageId[]>();
  const versions = new Map<string, MessageId[]>();
  for (const node of list) {
    const parent = node.parentId === null ? undefined : nodes.get(node.parentId);
    const aboveId = parent?.isRemoved ? (above.get(parent.id) ?? null) : (parent?.id ?? null);
    nodes.set(node.id, node);
    above.set(node.id, aboveId);
    if (node.isRemoved) continue;
    below.set(aboveId, [...(below.get(aboveId) ?? []), node.id]);
    versions.set(versionsKey(node), [...(versions.get(versionsKey(node)) ?? []), node.id]);
  }
  return { nodes, above, below, versions };
}

function pathTo(tree: Tree, leafId: MessageId | null): Set<MessageId> {
  const path = new Set<MessageId>();
  for (let at = leafId; at !== null; at = tree.above.get(at) ?? null) path.add(at);
  return path;
}

/** Branches from the top, each before those that leave it, versions in the order they were made. */
export function toBranches(list: readonly TreeNode[], leafId: MessageId | null): BareBranch[] {
  const tree = readTree(list);
  const path = pathTo(tree, leafId);
  const branches: BareBranch[] = [];
  const waitingBelow = (parentId: MessageId | null, ids: readonly MessageId[]) => ids.map((id) => ({ id, parentId })).toReversed();
  const waiting = waitingBelow(null, tree.below.get(null) ?? []);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { id, parentId } = next;
    const node = tree.nodes.get(id);
    if (!node) continue;
    let messageCount = 1;
    let ways = tree.below.get(id) ?? [];
    for (let [only] = ways; ways.length === 1 && only !== undefined; [only] = ways) {
      messageCount += 1;
      ways = tree.below.get(only) ?? [];
    }
    const versions = tree.versions.get(versionsKey(node)) ?? [id];
    branches.push({
      messageId: id,
      parentId,
      role: node.role,
      messageCount,
      versionNumber: versions.indexOf(id) + 1,
      versionCount: versions.length,
      isOnPath: path.has(id),
    });
    for (const way of waitingBelow(id, ways)) waiting.push(way);
  }
  return branches;
}
