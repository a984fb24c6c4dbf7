import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** `fast` runs in parallel; `slow` (real engine, real processes, kills) one file at a time, because two cores are all there is. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          environment: 'node',
          include: ['src/{main,shared,preload}/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.slow.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'web',
          environment: 'jsdom',
          include: ['src/renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['src/renderer/test-setup.ts'],
          // Otherwise even `?raw` gives an empty file: the contrast of the tokens is tested.
          css: { include: [/tokens\.css/] },
          testTimeout: 20_000,
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
