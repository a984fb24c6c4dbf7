/** The chat with the real starter model: what a stranger does in the first five minutes. */
import { join } from 'node:path';
import { ROOT } from '../fixtures/served-app.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ engine: 'real' });

/** The likeliest word every time, so that the same question gets the same answer. */
test.beforeEach(async ({ page }) => {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await page.getByLabel('Temperature', { exact: true }).fill('0');
  await page.getByRole('link', { name: 'Chat', exact: true }).click();
});

test('asks the starter model, streams a real answer, and keeps both over a reload and a second turn', async ({ page, chat }) => {
  const first = await chat.askAndWait('What is the capital of France?');
  expect(first).toContain('Paris');
  await expect(page).toHaveURL(/#\/chat\/[\da-f-]{36}$/);
  await page.reload();
  await expect(chat.own).toHaveText([/What is the capital of France\?/]);
  await expect(chat.answers.first()).toContainText('Paris');
  const second = await chat.askAndWait('Explain what a database is in plain words.');
  expect(second.length).toBeGreaterThan(3);
  await expect(chat.own).toHaveCount(2);
  await expect(chat.answers).toHaveCount(2);
  await expect(chat.answers.last()).toContainText(/tok\/s/);
  // The picture of the README shows what the starter model really said.
  await expect(chat.threads.getByRole('link')).not.toHaveText('Untitled chat', { timeout: 20_000 });
  await page.screenshot({ path: join(ROOT, 'docs/images/chat.png'), animations: 'disabled' });
});

test('Stop ends the text at once, what was written stays, and Continue goes on from it', async ({ page, chat }) => {
  await chat.ask('Tell me a long story about a lighthouse keeper and the sea, with many details.');
  await chat.whileWriting(80);
  const late = await page.evaluate(async () => {
    const article = [...document.querySelectorAll('article[aria-busy="true"]')].at(-1);
    const stop = [...document.querySelectorAll('button')].find((button) => button.getAttribute('aria-label') === 'Stop');
    if (!article || !stop) throw new Error('nothing is being written');
    let lastChange = 0;
    let text = article.textContent;
    const clicked = performance.now();
    const observer = new MutationObserver(() => {
      const words = article.querySelector('p')?.parentElement?.textContent ?? '';
      if (words === text) return;
      text = words;
      if (article.getAttribute('aria-busy') === 'true') lastChange = performance.now() - clicked;
    });
    observer.observe(article, { subtree: true, childList: true, characterData: true, attributes: true });
    stop.click();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    observer.disconnect();
    return lastChange;
  });
  expect(late, 'milliseconds from the click to the last new text').toBeLessThanOrEqual(150);
  const stopped = await chat.answer();
  expect(stopped).toContain('Stopped');
  const kept = await chat.words();
  await chat.button('Continue').click();
  await chat.whileWriting(kept.length + 80);
  await chat.stop.click();
  await chat.answer();
  const whole = await chat.words();
  expect(whole.slice(0, kept.length)).toBe(kept);
  expect(whole.length).toBeGreaterThan(kept.length);
});
