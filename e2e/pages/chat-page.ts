import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** The chat by its accessible names. */
export class ChatPage {
  readonly page: Page;
  readonly message: Locator;
  readonly own: Locator;
  readonly answers: Locator;
  readonly send: Locator;
  readonly stop: Locator;
  readonly threads: Locator;
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    this.message = page.getByRole('textbox', { name: 'Message', exact: true });
    this.own = page.getByRole('article', { name: 'You', exact: true });
    this.answers = page.getByRole('article', { name: 'Assistant', exact: true });
    this.send = page.getByRole('button', { name: 'Send', exact: true });
    this.stop = page.getByRole('button', { name: 'Stop', exact: true });
    this.threads = page.getByRole('list', { name: 'Chats', exact: true });
    this.search = page.getByRole('searchbox', { name: 'Search chats' });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Types and sends; the answer may still be written when it resolves. */
  async ask(text: string): Promise<void> {
    await this.message.fill(text);
    await this.send.click();
    await expect(this.own.last()).toBeVisible();
  }

  /** Waits for the end of the answer being written and gives its text. */
  async answer(): Promise<string> {
    const last = this.answers.last();
    await expect(last).toHaveAttribute('aria-busy', 'false', { timeout: 45_000 });
    return last.innerText();
  }

  async askAndWait(text: string): Promise<string> {
    const before = await this.answers.count();
    await this.ask(text);
    await expect(this.answers).toHaveCount(before + 1);
    return this.answer();
  }

  /** The words of the newest answer, without what stands under it. */
  async words(): Promise<string> {
    const text = await this.page.evaluate(() => {
      const article = [...document.querySelectorAll('main article')].at(-1)?.cloneNode(true);
      if (!(article instanceof HTMLElement)) return '';
      for (const extra of article.querySelectorAll('h2.sr-only, button, [aria-live], [role="note"], [title*="tokens"], p.text-13'))
        extra.remove();
      return article.textContent;
    });
    return text.replaceAll(/\s+/g, ' ').trim();
  }

  /** Waits until the answer being written has at least this many characters. */
  async whileWriting(characters: number): Promise<void> {
    const last = this.page.locator('article[aria-busy="true"]').last();
    await expect.poll(async () => (await last.innerText()).length, { timeout: 30_000, intervals: [50] }).toBeGreaterThanOrEqual(characters);
  }

  async newChat(): Promise<void> {
    await this.button('New chat').first().click();
    await expect(this.own).toHaveCount(0);
  }
}
