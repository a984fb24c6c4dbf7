/** Quick ask, Write and Translate, each one whole path, mostly by keyboard. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DesktopApp } from '../fixtures/desktop-app.ts';
import { expect, test } from '../fixtures/test.ts';

test.describe('Quick ask', () => {
  test('the caret is ready, commands filter as one types, the answer streams, and a chat goes on with it', async ({ page, chat }) => {
    await page.keyboard.press('Control+2');
    const ask = page.getByRole('textbox', { name: 'Ask', exact: true });
    const commands = page.getByRole('list', { name: 'Commands', exact: true });
    await expect(ask).toBeFocused();
    await expect(commands.getByRole('button')).toHaveCount(8);
    await page.keyboard.type('summ');
    await expect(commands.getByRole('button').first()).toContainText('Summarise');
    await page.keyboard.press('Escape');
    await expect(ask).toHaveValue('');
    await page.keyboard.type('What is the capital of France?');
    await page.keyboard.press('Enter');
    await expect(page.getByText('The capital of France is Paris.')).toBeVisible();
    await page.getByRole('button', { name: 'Continue in chat' }).click();
    await expect(page).toHaveURL(/#\/chat\//);
    await expect(chat.own.first()).toContainText('What is the capital of France?');
    await expect(chat.answers.first()).toContainText('Paris');
    await chat.askAndWait('And of Italy?');
    await expect(chat.own).toHaveCount(2);
  });

  test('Escape stops, then clears', async ({ page }) => {
    await page.keyboard.press('Control+2');
    const ask = page.getByRole('textbox', { name: 'Ask', exact: true });
    // A question asked before the page knows of a model is not sent.
    await expect(page.getByText(/· ready$/)).toBeVisible();
    await ask.fill('[[slow]] tell me something long');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/You asked/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(ask).toHaveValue('');
    await expect(page.getByRole('list', { name: 'Commands' })).toBeVisible();
  });

  test('earlier questions come back with the arrow, also after a reload, and none of the pasted text', async ({ page }) => {
    await page.keyboard.press('Control+2');
    const ask = page.getByRole('textbox', { name: 'Ask', exact: true });
    await expect(page.getByText(/· ready$/)).toBeVisible();
    await ask.fill('What is the capital of France?');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Continue in chat' })).toBeVisible();
    await page.keyboard.press('Escape');
    await ask.evaluate((box) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'a private line\nand another');
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await expect(page.getByRole('list', { name: 'Texts beside the question' })).toContainText('a private line and another');
    await page.keyboard.type('make it shorter');
    await expect(page.getByRole('list', { name: 'Commands' }).getByRole('button').first()).toContainText('Do this with the text');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Continue in chat' })).toBeVisible();
    await page.getByRole('button', { name: 'Replace' }).click();
    await expect(page.getByText(/The text is on the clipboard/)).toBeVisible();
    await page.reload();
    await expect(ask).toBeFocused();
    await expect(page.getByText(/· ready$/)).toBeVisible();
    await page.keyboard.press('ArrowUp');
    await expect(ask).toHaveValue('make it shorter');
    await page.keyboard.press('ArrowUp');
    await expect(ask).toHaveValue('What is the capital of France?');
    await page.keyboard.press('ArrowUp');
    await expect(ask).toHaveValue('What is the capital of France?');
  });

  test('waits for a chat that is being answered, says so, and then answers', async ({ page, chat }) => {
    await chat.ask('[[slow]] tell me something long');
    await chat.whileWriting(10);
    await page.keyboard.press('Control+2');
    await page.getByRole('textbox', { name: 'Ask', exact: true }).fill('What is the capital of France?');
    await page.keyboard.press('Enter');
    await expect(page.getByText('The model is busy with your chat. Your question comes next.')).toBeVisible();
    await page.keyboard.press('Control+1');
    await page.getByRole('list', { name: 'Chats', exact: true }).getByRole('link').first().click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.keyboard.press('Control+2');
    await expect(page.getByText('The capital of France is Paris.')).toBeVisible();
  });
});

test.describe('Write', () => {
  const TEXT = 'the tap drips since two weeks and the water have damaged the cupboard. Could you please sent someone?';

  test('shows changes in place; accept, reject, all of them, and undo work by keyboard', async ({ page }) => {
    await page.keyboard.press('Control+3');
    const text = page.getByRole('textbox', { name: 'Text', exact: true });
    await text.fill(TEXT);
    await page.getByRole('button', { name: 'Proofread' }).click();
    const changes = page.getByRole('list', { name: 'Changes' });
    await expect(changes.getByRole('listitem').first()).toBeVisible();
    const count = await changes.getByRole('listitem').count();
    expect(count).toBeGreaterThanOrEqual(3);
    await expect(page.getByRole('status').filter({ hasText: `1 of ${count}` })).toBeVisible();
    await changes.getByRole('listitem').first().focus();
    await page.keyboard.press('a');
    await expect(changes.getByRole('listitem')).toHaveCount(count - 1);
    await expect(text).toHaveValue(/has been dripping for/);
    await page.keyboard.press('r');
    await expect(changes.getByRole('listitem')).toHaveCount(count - 2);
    await expect(text).toHaveValue(/water have/);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(changes.getByRole('listitem')).toHaveCount(count - 1);
    await page.getByRole('button', { name: 'Accept all' }).click();
    await expect(text).toHaveValue(
      'the tap has been dripping for two weeks and the water has damaged the cupboard. Could you please send someone?',
    );
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByRole('button', { name: 'Reject all' }).click();
    await expect(text).toHaveValue(/water have/);
    await expect(text).toHaveValue(/has been dripping for/);
  });

  test('a language the model does not know is said first; tried anyway, Chinese words are compared as words', async ({ page }) => {
    await page.keyboard.press('Control+3');
    await page.getByRole('textbox', { name: 'Text', exact: true }).fill('我们在次检查了系统，它运行的很快。');
    await page.getByRole('button', { name: 'Proofread' }).click();
    await expect(page.getByRole('alert')).toContainText('was not made for Chinese');
    await page.getByRole('button', { name: 'Try anyway' }).click();
    const changes = page.getByRole('list', { name: 'Changes' });
    await expect(changes).toContainText('再次');
    await page.getByRole('button', { name: 'Accept all' }).click();
    await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue('我们再次检查了系统，它运行得很快。');
  });

  test('an answer to the text instead of an edit is said, and the text stays', async ({ page }) => {
    await page.keyboard.press('Control+3');
    const text = page.getByRole('textbox', { name: 'Text', exact: true });
    const question = '[[answer]] What is the capital of France?';
    await text.fill(question);
    await page.getByRole('button', { name: 'Proofread' }).click();
    await expect(page.getByText('The model answered the text instead of editing it.')).toBeVisible();
    await expect(text).toHaveValue(question);
  });
});

test.describe('Translate', () => {
  const SOURCE = '各位同事：\n原定于周四的评审会改到 11 月 27 日下午三点，请准时参加。会议材料请提前在 https://wiki.example/review 下载。';

  test('the starter model says first that it cannot translate, and its output is never called a translation', async ({ page }) => {
    await page.keyboard.press('Control+4');
    await page.getByRole('textbox', { name: 'Source text' }).fill(SOURCE);
    await expect(page.getByText(/cannot translate from Chinese into English/)).toBeVisible();
    await page.getByRole('button', { name: 'Try anyway' }).click();
    await expect(page.getByRole('heading', { name: 'Model output, not a translation' })).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Translation' })).toHaveValue('');
  });

  test('a model that can translates, checks numbers and addresses, and swaps', async ({ page, app }) => {
    const folder = await mkdtemp(join(tmpdir(), 'inkstone-e2e-large-'));
    const file = join(folder, 'large.gguf');
    await writeFile(file, 'GGUF');
    await page.keyboard.press('Control+6');
    if (app instanceof DesktopApp) await app.control.answerFileDialog([file]);
    await page.getByRole('button', { name: 'Use a file…' }).click();
    if (!(app instanceof DesktopApp)) {
      await page.getByRole('textbox', { name: 'Path on the computer that runs Inkstone' }).fill(file);
      await page.keyboard.press('Enter');
    }
    await page.getByRole('article', { name: 'large' }).getByRole('button', { name: 'Load' }).click();
    await expect(page.getByRole('region', { name: 'In use' })).toContainText('large');
    await expect(page.getByRole('region', { name: 'In use' }).getByRole('status')).toHaveText('Ready');
    await page.keyboard.press('Control+4');
    await page.getByRole('textbox', { name: 'Source text' }).fill(SOURCE);
    await expect(page.getByRole('combobox', { name: 'From' })).toContainText(/Detected: Chinese/);
    await page.getByRole('button', { name: 'Translate', exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'Translation' })).toHaveValue(/^Dear colleagues,\nThe review meeting .* 27 November/);
    await expect(page.getByRole('status').filter({ hasText: /Check these|number|are all there/ })).toBeVisible();
    await page.getByRole('combobox', { name: 'To' }).selectOption('French');
    await page.getByRole('combobox', { name: 'To' }).selectOption('English');
    await page.getByRole('button', { name: 'Swap languages' }).click();
    await expect(page.getByRole('textbox', { name: 'Source text' })).toHaveValue(/^Dear colleagues,/);
    await expect(page.getByRole('combobox', { name: 'To' })).toHaveValue('zh');
    await rm(folder, { recursive: true });
  });
});
