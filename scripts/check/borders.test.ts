import { expect, test } from 'vitest';
import { BORDER_SEEDS } from './border-seeds.ts';
import { findMissedSeeds } from './border-self-test.ts';
import { findBorderViolations, resolveTarget } from './borders.ts';
import { parseSource } from './source-files.ts';

test.each(BORDER_SEEDS)('$rule catches its seeded violation', (seed) => {
  const missed = findMissedSeeds([seed]).filter((line) => !line.startsWith('the rule'));
  expect(missed).toEqual([]);
});

test('a rule without a seed is noticed: it might never fire', () => {
  const seeds = BORDER_SEEDS.filter(({ rule }) => rule !== 'sql-only-in-storage');
  expect(findMissedSeeds(seeds)).toEqual(['the rule sql-only-in-storage has no seeded violation']);
});

test('imports are resolved, not guessed from their text', () => {
  expect(resolveTarget('src/main/app/a.ts', '../storage/store.ts')).toEqual({ kind: 'file', name: 'src/main/storage/store.ts' });
  expect(resolveTarget('src/main/app/a.ts', '#shared/models/ids.ts')).toEqual({ kind: 'file', name: 'src/shared/models/ids.ts' });
  expect(resolveTarget('src/main/app/a.ts', 'fs/promises')).toEqual({ kind: 'node', name: 'fs/promises' });
  expect(resolveTarget('src/main/app/a.ts', '@orpc/server/node')).toEqual({ kind: 'package', name: '@orpc/server' });
});

test.each([
  [
    'shared',
    'src/shared/contract/a.ts',
    `import { oc } from '@orpc/contract'; import * as z from 'zod'; import { x } from '../models/ids.ts';`,
  ],
  [
    'a feature',
    'src/main/features/threads/a.ts',
    `import type { Store } from '#main/storage/store.ts'; import { x } from './b.ts'; import { join } from 'node:path';`,
  ],
  ['the engine host', 'src/main/inference/host/a.ts', `import { getLlama } from 'node-llama-cpp'; import type { E } from '../engine.ts';`],
  ['the types of the engine process', 'src/main/inference/a.ts', `import type { T } from './host/engine-host.ts';`],
  [
    'a view',
    'src/renderer/features/chat/a.tsx',
    `import { Button } from '#renderer/components/button.tsx'; import { client } from '#renderer/lib/rpc/client.ts';`,
  ],
  ['a test', 'src/main/inference/a.test.ts', `import { x } from './host/slots.ts';`],
])('%s may import what it needs', (_name, path, source) => {
  expect(findBorderViolations([parseSource(path, source)])).toEqual([]);
});

test('a violation names file, line and what to do instead', () => {
  const file = parseSource('src/main/web/a.ts', `\n\nimport { app } from 'electron';\n`);
  expect(findBorderViolations([file])).toEqual([
    {
      rule: 'electron-at-the-edges',
      path: 'src/main/web/a.ts',
      line: 3,
      message: 'may not import electron: keep Electron in src/main/desktop and pass plain functions in',
    },
  ]);
});
