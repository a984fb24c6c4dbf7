import { expect, test } from 'vitest';
import { flattenNumbers } from './flatten-numbers.ts';

test('nested results become rows, with digits that fit', () => {
  expect(flattenNumbers({ ratio: 0.98765, rounds: 7, ui: { p95Ms: 31.26, device: 'cpu', none: null } })).toEqual([
    ['ratio', '0.988'],
    ['rounds', '7'],
    ['ui.p95Ms', '31.3'],
    ['ui.device', 'cpu'],
  ]);
});
