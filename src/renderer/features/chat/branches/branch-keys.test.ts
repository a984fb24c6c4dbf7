import { expect, test } from 'vitest';
import { messageIdSchema } from '#shared/models/ids.ts';
import { levelsOf, nextBranch } from './branch-keys.ts';

const [root, first, deep, second] = [1, 2, 3, 4].map((n) => messageIdSchema.parse(`00000000-0000-4000-8000-00000000000${n}`)) as [
  never,
  never,
  never,
  never,
];
const branches = [
  { messageId: root, parentId: null },
  { messageId: first, parentId: root },
  { messageId: deep, parentId: first },
  { messageId: second, parentId: root },
];

// Catches: an arrow key that leaves the tree, or leads to a line that is not the one on the screen.
test('arrow keys go along the lines, to the branch above and to the first below', () => {
  expect([...levelsOf(branches).values()]).toEqual([1, 2, 3, 2]);
  expect(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'x'].map((key) => nextBranch(branches, first, key))).toEqual([
    root,
    deep,
    root,
    deep,
    root,
    second,
    undefined,
  ]);
  expect([
    nextBranch(branches, root, 'ArrowUp'),
    nextBranch(branches, root, 'ArrowLeft'),
    nextBranch(branches, second, 'ArrowRight'),
  ]).toEqual([undefined, undefined, undefined]);
});
