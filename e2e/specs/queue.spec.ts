/** While it writes: messages that wait, other chats meanwhile, a mark where an answer came unseen. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { ChatPage } from '../pages/chat-page.ts';
import { violations } from '../pages/violations.ts';

const rows = (page: Page): Locator => page.getByRole('region', { name: 'Messages that wait' }).getByRole('listitem');
const queue = async (chat: ChatPage, text: string): Promise<void> => {
  await chat.message.fill(text);
  await chat.message.press('Enter');
  await expect(chat.message).toHaveValue('');
};

// Catches: messages that are sent out of order, twice or without their edit, a Stop that does not pause them, and a focus that is lost when
// a row moves.
test('messages wait in their order, are edited, moved and removed by key, and go out one after another', async ({ page, chat }) => {
  await chat.ask('One [[slow]]');
  await queue(chat, 'two [[fast]]');
  await queue(chat, 'three [[fast]]');
  await chat.message.fill('four [[fast]]');
  await page.getByRole('button', { name: 'Queue this message' }).click();
  await expect(rows(page)).toHaveText([/two/, /three/, /four/]);
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Send message 3 earlier' }).press('Enter');
  await expect(rows(page)).toHaveText([/two/, /four/, /three/]);
  await expect(page.getByRole('button', { name: 'Send message 2 earlier' })).toBeFocused();

  await page.getByRole('button', { name: 'Edit waiting message 1' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'Waiting message' })).toBeFocused();
  await page.keyboard.type(' edited');
  await page.keyboard.press('Enter');
  await expect(rows(page).first()).toContainText('two [[fast]] edited');
  await expect(page.getByRole('button', { name: 'Edit waiting message 1' })).toBeFocused();

  await page.getByRole('button', { name: 'Remove waiting message 2' }).press('Enter');
  await expect(rows(page)).toHaveText([/two/, /three/]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows(page)).toHaveText([/two/, /four/, /three/]);

  await chat.stop.click();
  await expect(page.getByText('Paused, because you stopped the answer.')).toBeVisible();
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(chat.answers).toHaveCount(4);
  await expect(rows(page)).toHaveCount(0);
  await chat.answer();
  await expect(chat.own).toContainText(['One', 'two [[fast]] edited', 'four', 'three']);
});

// Catches: a chat that does not say that it waits, a Stop of the wrong chat, and a mark that is missing or that stays after the chat was
// opened.
test('chats take turns, are seen to wait, and an answer that came unseen is marked until it is opened', async ({ page, chat }) => {
  await chat.ask('First chat [[slow]]');
  await chat.whileWriting(1);
  await queue(chat, 'and then [[fast]]');
  await chat.newChat();
  await chat.ask('Second chat [[fast]]');
  const waiting = page.getByRole('button', { name: 'At work and waiting: 2 chats' });
  await waiting.click();
  const dialog = page.getByRole('dialog', { name: 'At work and waiting' });
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await expect(dialog).toContainText('1 message waits');
  await expect(dialog).toContainText('waits, 1 before it');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: /^Stop/ }).first().click();
  await expect(dialog).toContainText('paused');
  await dialog.getByRole('button', { name: /^Resume/ }).click();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await chat.answer();
  const first = chat.threads.getByRole('link', { name: /new answer/ });
  await expect(first).toHaveCount(1);
  await first.click();
  await expect(chat.answers.last()).toBeVisible();
  await expect(chat.threads.getByRole('link', { name: /new answer/ })).toHaveCount(0);
  await expect(chat.own).toHaveCount(2);
  await chat.answer();
});

// Catches: an unseen answer that nothing shows while its chat is in a closed folder or another view is open, or one in a text that is never
// seen.
test('an answer that came unseen is marked on a closed folder and on the rail, for a text as for a chat', async ({ page, chat }) => {
  const railLink = (name: string): Locator => page.getByRole('navigation').getByRole('link', { name, exact: true });
  const isMarked = (name: string): Promise<void> => expect(railLink(name)).toHaveAccessibleDescription('new answer', { timeout: 20_000 });
  const isPlain = (name: string): Promise<void> => expect(railLink(name)).toHaveAccessibleDescription('');
  const folder = chat.threads.getByRole('button', { name: /^Work/ }).first();
  const marked = page.getByRole('link', { name: /new answer/ });

  await chat.askAndWait('First [[fast]]');
  await chat.button('New folder').click();
  await chat.threads.getByRole('textbox', { name: 'Name of the folder' }).fill('Work');
  await page.keyboard.press('Enter');
  await chat.threads.getByRole('link').dragTo(folder);
  await expect(folder).toHaveAttribute('aria-expanded', 'true');
  await folder.click();
  await expect(chat.threads.getByRole('link')).toHaveCount(0);
  await chat.ask('Second');
  await railLink('Translate').click();
  await isMarked('Chat');
  await isPlain('Playground');
  expect(await violations(page)).toEqual([]);
  await railLink('Chat').click();
  await expect(folder).toHaveAccessibleName('Work new answer');
  expect(await violations(page)).toEqual([]);
  await folder.click();
  await expect(folder).toHaveAccessibleName('Work');
  await marked.click();
  await expect(chat.own).toHaveCount(2);
  await isPlain('Chat');

  await railLink('Playground').click();
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Once upon a time');
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(/#\/playground\/.+/);
  await railLink('Translate').click();
  await isMarked('Playground');
  await isPlain('Chat');
  await railLink('Playground').click();
  expect(await violations(page)).toEqual([]);
  await marked.click();
  await expect(marked).toHaveCount(0);
  await isPlain('Playground');
});

test.describe('after kill -9', () => {
  test.use({ hasOwnApp: true });

  // Catches: waiting messages that a crash loses, or that are sent by themselves at the next start.
  test('what waited is there, and goes out only when it is sent by hand', async ({ page, chat, app, problems, startApp, openPage }) => {
    problems.allow(/WebSocket|ERR_CONNECTION_REFUSED|Failed to load resource|fetch/i);
    await chat.ask('A question [[slow]]');
    await queue(chat, 'the next one [[fast]]');
    await expect(rows(page)).toHaveCount(1);
    await app.killTree();
    const after = new ChatPage(await openPage(await startApp(app.home), page));
    await after.threads.getByRole('link').first().click();
    await expect(rows(after.page)).toHaveText([/the next one/]);
    await expect(after.own).toHaveCount(1);
    await after.button('Send now').click();
    await expect(after.own).toHaveCount(2);
    await after.answer();
    await expect(rows(after.page)).toHaveCount(0);
  });
});
