/** The smoke test itself, on the built browser host: it needs no Electron, and what it waits for is the same. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findProgram, smokeTest } from './smoke-package.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const model = join(root, 'resources/models/SmolLM2-135M-Instruct.Q4_1.gguf');
const serve = [join(root, 'src/main/serve.ts'), '--no-open'] as const;

test.runIf(existsSync(model))('the app asks its model, writes the answer and quits when told', async () => {
  expect(await smokeTest([process.execPath, ...serve])).toMatch(/\w/);
});

test('an app that ends at once is a failure and not a wait', async () => {
  await expect(smokeTest([process.execPath, '-e', 'process.exit(3)'])).rejects.toThrow('ended with code 3');
});

test('without a package the next step is named', () => {
  expect(() => findProgram(join(root, 'no-such-folder'))).toThrow('npm run package');
});
