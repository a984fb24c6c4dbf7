import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { entryPaths } from './entry-paths.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

it('from source, the entries are files that exist', () => {
  const paths = entryPaths(new URL('../serve.ts', import.meta.url).href);
  expect([paths.engine, paths.store, paths.resources].map(existsSync)).toEqual([true, true, true]);
  expect(paths.version).toMatch(/^\d+\.\d+\.\d+$/);
});
it('in a build, the entries lie beside the host; a package has its resources elsewhere', () => {
  const paths = entryPaths(new URL('../../../out/main/serve.js', import.meta.url).href, '/opt/inkstone/resources');
  expect(paths).toMatchObject({
    engine: join(root, 'out/main/engine.js'),
    store: join(root, 'out/main/store.js'),
    renderer: join(root, 'out/renderer'),
    preload: join(root, 'out/preload/index.cjs'),
    resources: '/opt/inkstone/resources',
  });
});
