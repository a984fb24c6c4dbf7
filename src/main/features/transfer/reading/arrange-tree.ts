/**
 * Makes a tree of messages from nodes that name their parents, as other programs keep them: parents before children, versions in
 * their order, steps without a text taken out. Whatever a damaged file says, every node is met once.
 */
import type { MessageRole } from '#shared/models/message.ts';
import type { NewMessageRow } from '#main/storage/transfer/transfer-store.ts';

export interface ForeignNode {
  readonly id: string;
  readonly parentId: string | null;
  /** In the order in which the program shows its versions; may be incomplete. */
  readonly childIds: readonly string[];
  /** null: a step that is not shown; what hangs on it hangs on its parent. */
  readonly message: { readonly role: MessageRole; readonly text: string; readonly createdAt: number | null } | null;
}

export interface ArrangedTree {
  readonly messages: readonly NewMessageRow[];
  readonly leaf: number | null;
  /** Nodes without their parent, in a circle, or named twice. */
  readonly damaged: number;
}

interface Building {
  readonly role: MessageRole;
  readonly createdAt: number;
  readonly parent: number | null;
  text: string;
}

interface Step {
  readonly node: ForeignNode;
  /** Place of the nearest message above. */
  readonly above: number | null;
  /** Nothing branches off between that message and this node. */
  readonly isAlone: boolean;
}

export function arrangeTree(nodes: readonly ForeignNode[], currentId: string | null, startedAt: number): ArrangedTree {
  const byId = new Map<string, ForeignNode>();
  let damaged = 0;
  for (const node of nodes) {
    if (byId.has(node.id)) damaged += 1;
    else byId.set(node.id, node);
  }
  const parentOf = (node: ForeignNode): string | null =>
    node.parentId !== null && node.parentId !== node.id && byId.has(node.parentId) ? node.parentId : null;
  const children = childLists(byId, parentOf);
  const messages: Building[] = [];
  const places = new Map<string, number | null>();

  const walk = (root: ForeignNode): void => {
    const open: Step[] = [{ node: root, above: null, isAlone: false }];
    for (let step = open.pop(); step; step = open.pop()) {
      const { node, above, isAlone } = step;
      if (places.has(node.id)) continue;
      const place = put(messages, node, above, isAlone, startedAt);
      places.set(node.id, place);
      const below = children.get(node.id) ?? [];
      const isAloneBelow = below.length === 1 && (node.message !== null || isAlone);
      for (const child of below.toReversed()) open.push({ node: child, above: place, isAlone: isAloneBelow });
    }
  };
  for (const node of byId.values()) {
    if (parentOf(node) !== null) continue;
    if (node.parentId !== null) damaged += 1;
    walk(node);
  }
  // What no root leads to goes in a circle.
  for (const node of byId.values()) {
    if (places.has(node.id)) continue;
    damaged += 1;
    walk(node);
  }
  const current = currentId === null ? undefined : places.get(currentId);
  const leaf = current ?? (messages.length === 0 ? null : messages.length);
  return { messages: withActiveBranch(messages, leaf), leaf, damaged };
}

function childLists(
  byId: ReadonlyMap<string, ForeignNode>,
  parentOf: (node: ForeignNode) => string | null,
): ReadonlyMap<string, readonly ForeignNode[]> {
  const lists = new Map<string, Set<ForeignNode>>();
  const add = (parentId: string, node: ForeignNode): void => {
    const list = lists.get(parentId) ?? new Set();
    lists.set(parentId, list.add(node));
  };
  for (const node of byId.values()) {
    for (const id of node.childIds) {
      const child = byId.get(id);
      if (child && parentOf(child) === node.id) add(node.id, child);
    }
  }
  for (const node of byId.values()) {
    const parentId = parentOf(node);
    if (parentId !== null) add(parentId, node);
  }
  return new Map([...lists].map(([id, list]) => [id, [...list]]));
}

/** Returns the place of the node, or of the message it hangs on. An answer in several steps is one answer. */
function put(messages: Building[], { message }: ForeignNode, above: number | null, isAlone: boolean, startedAt: number): number | null {
  if (message === null) return above;
  const parent = above === null ? undefined : messages[above - 1];
  if (parent && isAlone && parent.role === 'assistant' && message.role === 'assistant') {
    parent.text += `\n\n${message.text}`;
    return above;
  }
  const createdAt = message.createdAt ?? parent?.createdAt ?? startedAt;
  messages.push({ role: message.role, text: message.text, createdAt, parent: above });
  return messages.length;
}

/** Below every message the branch to the leaf counts as last looked at, elsewhere the newest one. */
function withActiveBranch(messages: readonly Building[], leaf: number | null): NewMessageRow[] {
  const active = new Map<number | null, number>();
  for (const [index, { parent }] of messages.entries()) active.set(parent, index + 1);
  for (let place = leaf; place !== null;) {
    const parent: number | null = messages[place - 1]?.parent ?? null;
    active.set(parent, place);
    place = parent;
  }
  return messages.map((message, index) => newMessage({ ...message, isActive: active.get(message.parent) === index + 1 }));
}

/** A finished message of another program. */
export function newMessage(
  message: Pick<NewMessageRow, 'role' | 'text' | 'createdAt' | 'parent'> & Partial<Pick<NewMessageRow, 'isActive'>>,
): NewMessageRow {
  return {
    id: null,
    state: 'done',
    starredAt: null,
    keptAt: null,
    generations: [],
    generationIndex: null,
    isActive: true,
    role: message.role,
    text: message.text,
    createdAt: message.createdAt,
    parent: message.parent,
    ...(message.isActive === undefined ? {} : { isActive: message.isActive }),
  };
}
