import { expect, test } from 'vitest';
import { runKillTorture } from './kill-torture.ts';

// Catches: an acknowledgement before the commit, a turn in two commits, text lost between appends, a file damaged by a kill.
test('200 kills while sending and streaming lose nothing that was acknowledged', async () => {
  const result = await runKillTorture({ kills: 200, seed: 20_261_122 });
  expect(result).toMatchObject({ kills: 200, lost: 0, torn: 0, damaged: 0, unindexed: 0 });
  expect(result.acknowledged).toBeGreaterThan(500);
}, 400_000);

// Catches: a judge that would pass anything.
test('a process that acknowledges before it commits is caught', async () => {
  const result = await runKillTorture({ kills: 100, seed: 1, mutant: 'ack-before-commit' });
  expect(result.lost).toBeGreaterThan(0);
});
