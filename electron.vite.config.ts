import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Seven main entries: the desktop host, the browser host, the engine process, the store, the language, the transfer and the attachment worker. The renderer bundle is
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
          transfer: at('src/main/features/transfer/transfer-worker.ts'),
          attachment: at('src/main/features/attachments/attachment-worker.ts'),
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
      alias: {
        'hast-util-from-html-isomorphic': at('src/renderer/lib/markdown/html-parser.ts'),
        // Its other form asks the DOM what `&amp;` is, which the policy (trusted types) refuses: every answer with an entity failed.
        'decode-named-character-reference': at('node_modules/decode-named-character-reference/index.js'),
      },
    },
    build: {
      assetsInlineLimit: 0,
      target: 'chrome140',
      minify: true,
      rolldownOptions: {
        input: { index: at('src/renderer/index.html'), quick: at('src/renderer/quick.html') },
        // What keeps zod from trying `eval` must run before any schema is made, in whatever chunk that is: it lies with zod itself.
        // What every view is made of is one file: with the views apart, each small module would be a request of its own at the start.
        output: {
          codeSplitting: {
            groups: [
              { name: 'zod', test: /zod-without-eval|node_modules[\\/]zod[\\/]/u },
              { name: 'frame', test: /src[\\/]renderer[\\/](?:components|lib)[\\/](?!markdown)|node_modules[\\/]lucide-react[\\/]/u },
            ],
          },
        },
      },
    },
  },
});
