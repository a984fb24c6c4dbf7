/** Reloads, second tabs, killed processes: nothing that was acknowledged is lost, nothing is shown twice. */
import { execFileSync } from 'node:child_process';
import { ChatPage } from '../pages/chat-page.ts';
import { expect, test } from '../fixtures/test.ts';

// Crashes are counted.
test.use({ hasOwnApp: true });

test(
  'a reload and a second tab in mid-answer join it without gap or repeat, and leaving does not stop it',
  { tag: '@browser' },
  async ({ page, chat, context }) => {
    await chat.ask('[[long 260]]');
    await chat.whileWriting(100);
    await page.reload();
    await chat.whileWriting(150);
    const second = await context.newPage();
    await second.goto(page.url());
    const other = new ChatPage(second);
    await other.whileWriting(200);
    await page.goto('about:blank');
    await other.answer();
    const live = await other.words();
    await second.reload();
    await expect(other.answers.last()).toHaveAttribute('aria-busy', 'false');
    expect(await other.words(), 'what was streamed equals what is stored').toBe(live);
  },
);

test.describe('with the real engine', () => {
  test.use({ engine: 'real' });

  test('after kill -9 of the whole tree in mid-answer both texts are there and Continue works', async ({
    page,
    chat,
    app,
    problems,
    startApp,
    openPage,
  }) => {
    problems.allow(/WebSocket|ERR_CONNECTION_REFUSED|Failed to load resource|fetch/i);
    await chat.ask('Tell me a long story about a clockmaker in the mountains.');
    await chat.whileWriting(400);
    const before = await chat.words();
    await app.killTree();
    const after = new ChatPage(await openPage(await startApp(app.home), page));
    await after.threads.getByRole('link').first().click();
    await expect(after.own.first()).toContainText('clockmaker in the mountains');
    await expect(after.button('Continue')).toBeVisible({ timeout: 20_000 });
    const kept = await after.words();
    // Words that came between the look and the kill may have been stored too.
    const both = Math.min(before.length, kept.length);
    expect(kept.slice(0, both), 'stored text is what was shown').toBe(before.slice(0, both));
    expect(before.length - kept.length, 'characters of the last 250 ms at most').toBeLessThan(300);
    await after.button('Continue').click();
    await after.whileWriting(kept.length + 80);
    await after.stop.click();
    await after.answer();
    expect((await after.words()).startsWith(kept)).toBe(true);
  });

  test('an engine killed in mid-answer is explained, the text stays, and Continue goes on', async ({ page, chat, app }) => {
    await chat.ask('Tell me a long story about a glass whale that sings at night.');
    await chat.whileWriting(200);
    const engines = execFileSync('pgrep', ['-P', String(app.pid)], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line !== '');
    expect(engines, 'one engine process').toHaveLength(1);
    process.kill(Number(engines[0]), 'SIGKILL');
    await expect(page.getByText('The engine stopped unexpectedly. The text so far is kept.')).toBeVisible({ timeout: 15_000 });
    const kept = await chat.words();
    expect(kept.length).toBeGreaterThan(80);
    await chat.button('Continue').click({ timeout: 20_000 });
    await chat.whileWriting(kept.length + 40);
    await chat.stop.click();
    await chat.answer();
    expect((await chat.words()).startsWith(kept)).toBe(true);
  });
});

test('SIGTERM ends the host with exit code 0, and its page says so', { tag: '@browser' }, async ({ app, page, problems }) => {
  problems.allow(/WebSocket|ERR_CONNECTION_REFUSED|Failed to load resource/i);
  await expect(page.getByRole('link', { name: 'Chat', exact: true })).toBeVisible();
  expect(await app.stop()).toBe(0);
  await expect(page.getByText('The connection to Inkstone was lost.')).toBeVisible();
});
