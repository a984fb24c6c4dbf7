import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/**
 * `fast` and `web` run in parallel; `web` gives its files, those with JSX, a page, whose making takes longer than most tests. `heavy` runs in
 * parallel too: real engines and much work, but nothing that looks at a clock. `slow` (kills, stops, whole starts, loops that must stay free)
 * runs one file at a time, because two cores are all there is.
 */
export default defineConfig({
  test: {
    // One fewer is usual, which of two cores leaves one idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'fast',
          environment: 'node',
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.{slow,heavy}.test.ts'],
          // Otherwise even `?raw` gives an empty file: the contrast of the tokens is tested.
          css: { include: [/tokens\.css/] },
          testTimeout: 20_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'web',
          environment: 'jsdom',
          include: ['src/renderer/**/*.test.tsx'],
          setupFiles: ['src/renderer/test-setup.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'heavy',
          environment: 'node',
          include: ['src/**/*.heavy.test.ts', 'scripts/**/*.heavy.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'slow',
          environment: 'node',
          include: ['src/**/*.slow.test.ts', 'scripts/**/*.slow.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
