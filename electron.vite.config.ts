import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Five main entries: the desktop host, the browser host, the engine process, the store and the language worker. The renderer bundle is
 * the same in both hosts. KaTeX fonts must stay files: `font-src 'self'` blocks `data:`.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node24',
      rolldownOptions: {
        input: {
          index: at('src/main/index.ts'),
          serve: at('src/main/serve.ts'),
          engine: at('src/main/inference/host/engine-process.ts'),
          store: at('src/main/storage/store-worker.ts'),
          language: at('src/main/inference/language-worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react(), tailwindcss()],
    resolve: {
      alias: { 'hast-util-from-html-isomorphic': at('src/renderer/lib/markdown/html-parser.ts') },
    },
    build: {
      assetsInlineLimit: 0,
      target: 'chrome140',
      minify: true,
      rolldownOptions: { input: { index: at('src/renderer/index.html'), quick: at('src/renderer/quick.html') } },
    },
  },
});
