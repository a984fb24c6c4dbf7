import { expect, test } from 'vitest';
import { runGgufTorture } from './gguf-torture.ts';

test('60 damaged GGUF files: each is refused by name or loads, and the model in use answers after every one', async () => {
  const { mutants, wrong, unusable, refused } = await runGgufTorture({ count: 60, seed: 20_260_101, log: () => undefined });
  expect({ mutants, wrong, unusable }).toEqual({ mutants: 60, wrong: [], unusable: [] });
  expect(refused).toBeGreaterThan(45);
}, 600_000);
