/** INKSTONE_MODEL names a file that cannot be used: the app opens, says why, and another model works at once. */
import { mkdtemp, rm, truncate, copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTinyModel } from '../../scripts/models/make-tiny-models.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ engine: 'real' });

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkstone-e2e-hostile-'));
});
test.afterAll(() => rm(folder, { recursive: true }));

const cases = [
  {
    name: 'a template that never ends',
    sentence: 'never ended and was stopped',
    file: async () => ensureTinyModel('tiny-looping-template'),
  },
  {
    name: 'a download that was cut off',
    sentence: 'The file ends too early',
    file: async () => {
      const path = join(folder, 'cut off.gguf');
      await copyFile(ensureTinyModel('tiny-chat'), path);
      await truncate(path, 50_000);
      return path;
    },
  },
  { name: 'a file that is gone', sentence: 'The model file is not where it should be', file: async () => join(folder, 'nowhere.gguf') },
] as const;

for (const { name, sentence, file } of cases) {
  test.describe(name, () => {
    test.beforeAll(async () => {
      process.env['INKSTONE_MODEL'] = await file();
    });
    test.afterAll(() => {
      delete process.env['INKSTONE_MODEL'];
    });

    test('is said with the next step, and the starter model answers after it', async ({ page, chat }) => {
      await page.getByRole('link', { name: 'Models', exact: true }).click();
      const inUse = page.getByRole('region', { name: 'In use' });
      await expect(inUse).toContainText(sentence, { timeout: 20_000 });
      await expect(inUse.getByRole('button', { name: 'Choose another model' })).toBeVisible();
      await page.getByRole('article', { name: 'SmolLM2 135M Instruct' }).getByRole('button', { name: 'Load' }).click();
      await expect(inUse.getByRole('status')).toHaveText('Ready', { timeout: 30_000 });
      await page.getByRole('link', { name: 'Chat', exact: true }).click();
      expect(await chat.askAndWait('What is the capital of France?')).toContain('Paris');
    });
  });
}
