/** The models view: what runs, wrong files in words, an upload with its whole way, and a base model's own view. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { ensureTinyModel } from '../../scripts/models/make-tiny-models.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ engine: 'real' });

const card = (page: Page, name: string | RegExp): Locator => page.getByRole('article', { name });

async function openModels(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Models', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'In use' })).toBeVisible();
}

test('says which model runs, where, and how fast it was measured', async ({ page }) => {
  await openModels(page);
  const inUse = page.getByRole('region', { name: 'In use' });
  await expect(inUse.getByRole('status')).toHaveText('Ready', { timeout: 30_000 });
  await expect(inUse).toContainText('SmolLM2 135M Instruct');
  await expect(inUse).toContainText(/Runs on\s*CPU/);
  await expect(inUse).toContainText(/\d+ tok\/s/);
  await expect(card(page, 'SmolLM2 135M Instruct')).toContainText('Not made for translating and code.');
});

test('a file that is no model is refused with a sentence, by path and by upload', { tag: '@browser' }, async ({ page, problems }) => {
  problems.allow(/status of 4\d\d/);
  const folder = await mkdtemp(join(tmpdir(), 'inkstone-e2e-files-'));
  const file = join(folder, 'notes.gguf');
  await writeFile(file, 'These are notes, not a model.');
  await openModels(page);
  await page.getByRole('button', { name: 'Use a file…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Use a model file' });
  await dialog.getByRole('textbox', { name: 'Path on the computer that runs Inkstone' }).fill(file);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('This is not a GGUF model file.');
  await dialog.getByRole('textbox').fill(join(folder, 'nowhere.gguf'));
  await dialog.getByRole('button', { name: 'Use this file' }).click();
  await expect(dialog.getByRole('alert')).toContainText('There is no file at this path.');
  await dialog.getByLabel('Or send a file from this browser').setInputFiles(file);
  await expect(page.getByRole('alert')).toContainText('This is not a GGUF model file.');
  await rm(folder, { recursive: true });
});

// Catches: a dropped file that is asked for a second time, or copied where it could be used in its place.
test('a model that is dropped on the view is used: where it lies in the desktop host, as a copy in the browser', async ({
  page,
  host,
  app,
}) => {
  const path = ensureTinyModel('tiny-embedding');
  await openModels(page);
  await page.evaluate(
    ([name = '', base64 = '']) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name));
      for (const type of ['dragover', 'drop'])
        document.querySelector('main h1')?.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    },
    [host === 'desktop' ? path : basename(path), (await readFile(path)).toString('base64')],
  );
  await expect(card(page, /embedding|bert/i)).toContainText('cannot write text');
  const copies = await readdir(join(app.home, 'models')).catch(() => []);
  expect(copies).toEqual(host === 'desktop' ? [] : [basename(path)]);
});

test(
  'an uploaded base model opens in the Playground, an embedding model cannot be loaded, and both can be removed',
  { tag: '@browser' },
  async ({ page }) => {
    await openModels(page);
    const add = async (path: string): Promise<void> => {
      await page.getByRole('button', { name: 'Use a file…' }).click();
      await page.getByLabel('Or send a file from this browser').setInputFiles(path);
    };
    await add(ensureTinyModel('tiny-embedding'));
    await expect(page.getByRole('status').filter({ hasText: 'is in your list now' })).toBeVisible();
    const embedding = card(page, /embedding|bert/i);
    await expect(embedding).toContainText('cannot write text');
    await expect(embedding.getByRole('button', { name: 'Load' })).toBeDisabled();

    await add(ensureTinyModel('tiny-gpt2-base'));
    await page.getByRole('button', { name: 'Load it now' }).click();
    await expect(page.getByRole('region', { name: 'In use' })).toContainText(/gpt/i, { timeout: 20_000 });
    await expect(page.getByRole('region', { name: 'In use' }).getByRole('status')).toHaveText('Ready', { timeout: 20_000 });
    await expect(card(page, /gpt/i)).toContainText('base model');

    await page.getByRole('link', { name: 'Chat', exact: true }).click();
    await expect(page.getByText('completes text and does not chat')).toBeVisible();
    await page.getByRole('link', { name: 'Open the Playground' }).click();
    // The whole window of the tiny model is 128 tokens.
    await page.getByRole('textbox', { name: 'Max length (max_length)' }).fill('20');
    const paper = page.getByRole('textbox', { name: 'Text', exact: true });
    await paper.fill('Once upon a time');
    await page.getByRole('button', { name: 'Complete', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Continue', exact: true })).toBeEnabled({ timeout: 30_000 });
    expect((await paper.inputValue()).length).toBeGreaterThan('Once upon a time'.length);
    await page.getByRole('button', { name: 'Token view', exact: true }).click();
    await expect(page.getByRole('listbox', { name: 'Tokens of the answer' }).getByRole('option').first()).toBeVisible();

    await openModels(page);
    await card(page, /gpt/i).getByRole('button', { name: 'Remove' }).click();
    const dialog = page.getByRole('dialog', { name: /^Remove / });
    await expect(dialog).toContainText('deletes its own copy');
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await expect(card(page, /gpt/i)).toHaveCount(0);
    await card(page, 'SmolLM2 135M Instruct').getByRole('button', { name: 'Load' }).click();
    await expect(page.getByRole('region', { name: 'In use' }).getByRole('status')).toHaveText('Ready', { timeout: 30_000 });
  },
);
