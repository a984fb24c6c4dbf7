/** Files as text: dropped, pasted and chosen, a part of them taken, refused with a reason, kept with the draft and with the message. */
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { violations } from '../pages/violations.ts';

/** A PDF of one page a text, and what a scanner or a text editor might make. */
function pdf(pages: readonly string[]): Buffer {
  const contents = pages.map((text) => (text === '' ? '' : `BT /F1 12 Tf 72 700 Td (${text}) Tj ET`));
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_text, index) => `${4 + index * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...contents.flatMap((content, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\n`;
  return Buffer.from(`${file}startxref\n${start}\n%%EOF\n`, 'latin1');
}

const choose = (page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> =>
  page.locator('input[type="file"]').setInputFiles(files);
const chip = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Attached files' }).getByRole('button', { name: new RegExp(`^${name}`) });

// Catches: text that is sent but not shown or shown but not sent, a part that is not applied or not kept by a reload, and a new version
// that loses its files.
test('files are chosen, a part is taken, and exactly that is sent and shown again', async ({ page, chat }) => {
  await choose(
    page,
    { name: 'report.pdf', mimeType: 'application/pdf', buffer: pdf(['Alpha page', 'Beta page', 'Gamma page']) },
    { name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# 笔记\nfirst\nsecond') },
  );
  await expect(chip(page, 'report.pdf')).toContainText('33 characters');
  await expect(chip(page, 'notes.md')).toContainText('17 characters');
  expect(await violations(page)).toEqual([]);

  await chip(page, 'report.pdf').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'report.pdf' });
  await expect(dialog.getByRole('region', { name: 'report.pdf' })).toContainText('Gamma page');
  await expect(dialog.getByRole('status')).toContainText('tokens');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('textbox', { name: 'Which (3 in all)' })).toBeFocused();
  await page.keyboard.type('2-9x');
  await expect(dialog.getByText('This cannot be read')).toBeVisible();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('3');
  await expect(dialog.getByRole('region', { name: 'report.pdf' })).not.toContainText('Alpha page');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(chip(page, 'report.pdf')).toContainText('pages 2-3');

  // Part of the draft: a reload leaves it as it was.
  await chat.message.fill('Which pages? [[fast]]');
  await chat.message.blur();
  await page.reload();
  await expect(chip(page, 'report.pdf')).toContainText('pages 2-3');
  await expect(chat.message).toHaveValue('Which pages? [[fast]]');
  await chat.send.click();
  await chat.answer();
  await expect(page.getByRole('button', { name: /^Remove/ })).toHaveCount(0);
  const sent = chat.own.first().getByRole('list', { name: 'Attached files' }).getByRole('button');
  await expect(sent).toHaveText([/report\.pdf.*pages 2-3/, /notes\.md/]);
  await sent.first().click();
  await expect(page.getByRole('dialog').getByRole('region')).toHaveText('Beta page\n\nGamma page');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');

  // A new version of the question has the same files.
  await chat.own.first().hover();
  await chat.own.first().getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: /edit/i }).fill('And now? [[fast]]');
  await page.keyboard.press('Control+Enter');
  await expect(chat.own.first()).toContainText('And now?');
  await expect(sent).toHaveCount(2);
  await chat.answer();
});

// Catches: a drop or paste that is ignored or opened by the browser, and a file that cannot be read but is refused without its reason.
test('files are dropped and pasted anywhere in the chat; what cannot be read says why', async ({ page, chat }) => {
  const give = (kind: 'drop' | 'paste', name: string, bytes: readonly number[]): Promise<void> =>
    page.evaluate(
      ({ kind: how, name: fileName, bytes: content }) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(content)], fileName));
        const target = document.querySelector(how === 'drop' ? 'main h1' : '[data-composer]');
        const options = { bubbles: true, cancelable: true };
        if (how === 'drop') {
          target?.dispatchEvent(new DragEvent('dragover', { ...options, dataTransfer: data }));
          target?.dispatchEvent(new DragEvent('drop', { ...options, dataTransfer: data }));
        } else target?.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: data }));
      },
      { kind, name, bytes: [...bytes] },
    );
  await give('drop', 'words.txt', [...Buffer.from('dropped words')]);
  await expect(chip(page, 'words.txt')).toContainText('13 characters');
  await give('paste', 'pasted.csv', [...Buffer.from('a,b\n1,2')]);
  await expect(chip(page, 'pasted.csv')).toBeVisible();
  await give('drop', 'photo.png', [0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]);
  await expect(page.getByRole('alert')).toContainText('photo.png was not attached.');
  await expect(page.getByRole('alert')).toContainText('not a text file');
  await page.getByRole('button', { name: 'Close the note about photo.png' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await choose(page, { name: 'scan.pdf', mimeType: 'application/pdf', buffer: pdf(['', '']) });
  await expect(page.getByRole('alert')).toContainText('holds pictures of pages and no text');
  expect(await violations(page)).toEqual([]);
  await choose(page, { name: 'broken.docx', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004 and nothing') });
  await expect(page.getByRole('alert')).toContainText('damaged');

  await page.getByRole('button', { name: 'Remove words.txt' }).press('Enter');
  await expect(chip(page, 'words.txt')).toHaveCount(0);
  await expect(chat.message).toBeFocused();
  // A file alone is a message.
  await chat.message.press('Enter');
  await expect(chat.own).toContainText(['pasted.csv']);
  await chat.answer();
  await expect(chip(page, 'pasted.csv')).toHaveCount(1);
});

// Catches: a file that is longer than the window and is sent without a warning, or a warning that a smaller part does not end.
test('a text longer than the window is marked before it is sent', async ({ page }) => {
  await choose(page, { name: 'book.txt', mimeType: 'text/plain', buffer: Buffer.from('word and line\n'.repeat(20_000)) });
  await expect(chip(page, 'book.txt')).toContainText('more than the window holds');
  await chip(page, 'book.txt').click();
  await expect(page.getByText('This is more than the context window holds.')).toBeVisible();
  await page.getByRole('textbox', { name: /^Which/ }).fill('1-20');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(chip(page, 'book.txt')).toContainText('lines 1-20');
  await page.getByRole('button', { name: 'Remove book.txt' }).click();
});
