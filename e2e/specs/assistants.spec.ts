/** Assistants: chosen by key, changed in a running chat, made, changed, taken out and in; and the parameters with their sources. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Locator, Page } from '@playwright/test';
import * as z from 'zod';
import { expect, test } from '../fixtures/test.ts';
import { inEveryLook, LOOKS } from '../pages/screens.ts';
import { violations } from '../pages/violations.ts';

const sentSchema = z.object({ systemPrompt: z.string() });
const say = (words: string): string => `[[fast]][[say]]${words}[[/say]]`;

/** The system prompt of each answer, as it was sent, oldest first. */
function sentPrompts(home: string): string[] {
  const database = new DatabaseSync(join(home, 'inkstone.db'), { readOnly: true, timeout: 5_000 });
  try {
    const rows = database.prepare("SELECT parameters FROM generations WHERE purpose = 'chat' ORDER BY started_at, rowid").all();
    return rows.map(({ parameters }) => sentSchema.parse(JSON.parse(String(parameters))).systemPrompt);
  } finally {
    database.close();
  }
}

const chip = (page: Page, name: string): Locator => page.getByRole('button', { name: `Assistant: ${name}`, exact: true });
const radio = (page: Page, name: string): Locator => page.getByRole('radio', { name, exact: true });
const link = (page: Page, name: string): Locator => page.getByRole('list', { name: 'All assistants' }).getByRole('link', { name });
async function manage(page: Page, id = ''): Promise<void> {
  await page.evaluate(
    (hash) => {
      window.location.hash = hash;
    },
    `#/assistants${id && `/${id}`}`,
  );
  await expect(page.getByRole('heading', { name: 'Assistants', exact: true })).toBeVisible();
}
async function newOne(page: Page, name: string, prompt: string): Promise<void> {
  await manage(page);
  await page.getByRole('button', { name: 'New assistant' }).click();
  await expect(page.getByRole('heading', { name: 'New assistant', exact: true })).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('System prompt', { exact: true }).fill(prompt);
  await page.getByLabel('Opening message', { exact: true }).focus();
  await expect(link(page, name)).toBeVisible();
}

// Catches: a choice that the keyboard cannot make, a change that reaches back into written turns or not to the next one, and an undo that a
// reload forgets.
test('an assistant is chosen by key, offers its questions, and another one answers from the next turn on', async ({ page, chat, app }) => {
  await radio(page, 'General').focus();
  await page.keyboard.press('ArrowRight');
  await expect(radio(page, 'Tutor')).toBeChecked();
  await expect(page.getByText('I will ask before I tell')).toBeVisible();
  await page.getByRole('list', { name: 'Example questions' }).getByRole('button').first().press('Enter');
  await expect(chat.message).not.toHaveValue('');
  await chat.askAndWait(`Help me with fractions ${say('What is a half of a half?')}`);
  await chip(page, 'Tutor').press('Enter');
  await expect(page.getByRole('menuitemradio', { name: 'Tutor' })).toBeChecked();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('Sto');
  await expect(page.getByRole('menuitemradio', { name: 'Story and poem' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Story and poem answers from the next message on.')).toBeVisible();
  await expect(chip(page, 'Story and poem')).toBeFocused();
  await chat.askAndWait(`And now a poem ${say('Roses are red.')}`);
  const [tutor, story] = sentPrompts(app.home);
  expect([tutor, story]).toEqual([expect.stringContaining('tutor'), expect.stringContaining('stories')]);
  await chat.button('Undo').click();
  await expect(chip(page, 'Tutor')).toBeVisible();
  await page.reload();
  await expect(chip(page, 'Tutor')).toBeVisible();
  await chat.newChat();
  await expect(radio(page, 'General')).toBeChecked();
});

// Catches: variables that are sent unfilled, a value that is stored though it is refused, and a Delete or Reset that cannot be taken back
// or takes the wrong one.
test('an assistant of the user’s own: variables, duplicate, delete with Undo; a shipped one is changed and reset', async ({
  page,
  chat,
  app,
}) => {
  await newOne(page, 'Cook', 'You cook on {{date}} in {{language}} with {{salt}}.');
  await expect(page.getByText('{{salt}} is no variable and is sent as it stands.')).toBeVisible();
  await page.getByLabel('Example questions').fill('What is for dinner?\n\nAnd for lunch?');
  await page.getByLabel('Emoji instead').fill('no');
  await expect(page.getByText('One emoji, and nothing else.')).toBeVisible();
  await page.getByLabel('Emoji instead').fill('🍳');
  await page.getByLabel('Name', { exact: true }).fill(' ');
  await expect(page.getByText('An assistant needs a name.')).toBeVisible();
  await page.getByLabel('Name', { exact: true }).fill('Cook');
  await page.getByRole('button', { name: 'Chat with it' }).click();
  await expect(radio(page, 'Cook')).toBeChecked();
  await expect(page.getByRole('list', { name: 'Example questions' }).getByRole('button')).toHaveCount(2);
  await chat.askAndWait(`Dinner? ${say('Soup.')}`);
  const today = new Intl.DateTimeFormat('en', { dateStyle: 'full' }).format(new Date());
  expect(sentPrompts(app.home)).toEqual([`You cook on ${today} in English with {{salt}}.`]);
  await chip(page, 'Cook').click();
  await page.getByRole('menuitem', { name: 'Assistants…' }).click();
  await link(page, 'Cook').click();
  await page.getByRole('button', { name: 'Duplicate' }).click();
  await expect(page.getByRole('heading', { name: 'Cook (copy)', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(link(page, 'Cook (copy)')).toHaveCount(0);
  await chat.button('Undo').click();
  await expect(link(page, 'Cook (copy)')).toBeVisible();
  await link(page, 'Tutor').press('Enter');
  await page.getByLabel('Description').fill('Mine now');
  await page.getByLabel('Opening message').focus();
  await expect(link(page, 'Tutor')).toContainText('Shipped, changed');
  await page.getByRole('button', { name: 'Reset to shipped' }).click();
  await expect(page.getByLabel('Description')).toHaveValue(/yourself/);
  await expect(link(page, 'Tutor')).not.toContainText('changed');
  await link(page, 'Tutor').press('ArrowDown');
  await expect(page.getByRole('heading', { name: 'Customer reply', exact: true })).toBeVisible();
  for (const name of ['Cook (copy)', 'Cook']) {
    await link(page, name).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(link(page, name)).toHaveCount(0);
  }
});

// Catches: an export that cannot be imported again, and a faulty file of which a part is imported or of which nothing is said.
test('assistants go out as a file and come back; a hostile file is refused with a sentence @browser', async ({ page }) => {
  await newOne(page, 'Baker', 'You bake.');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('Baker.json');
  const text = await readFile(await download.path(), 'utf8');
  const give = async (content: string): Promise<void> =>
    page.locator('input[type=file]').setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  await give(text.replace('"You bake."', '7'));
  await expect(
    page.getByText('No assistant could be read from this file (see assistants.0.parameters.systemPrompt)').first(),
  ).toBeVisible();
  await give('{"broken');
  await expect(page.getByText('The file is not valid JSON, so nothing was imported.').first()).toBeVisible();
  await expect(link(page, 'Baker')).toHaveCount(1);
  await give(text);
  await expect(page.getByText('1 assistant was imported.')).toBeVisible();
  await expect(link(page, 'Baker')).toHaveCount(2);
});

// Catches: a parameter that names the wrong source, does not fall back to the level above when it is reset, or accepts what is out of
// range.
test('each value says where it comes from, goes back by itself, and is refused with its range', async ({ page, chat }) => {
  await manage(page, 'story');
  const temperature = page.getByLabel('Temperature', { exact: true });
  await expect(temperature).toHaveAccessibleDescription(/from|this assistant|assistant/);
  await temperature.fill('3');
  await expect(page.getByText('Only from 0 to 2.')).toBeVisible();
  await temperature.fill('1.2');
  await temperature.press('Enter');
  await expect(page.getByRole('button', { name: 'Reset to shipped' })).toBeVisible();
  await page.getByRole('button', { name: 'Chat with it' }).click();
  await chat.askAndWait(`A story ${say('Once.')}`);
  await chat.button('More').click();
  await page.getByRole('menuitem', { name: 'Parameters of this chat' }).click();
  const dialog = page.getByRole('dialog');
  const field = dialog.getByLabel('Temperature', { exact: true });
  await expect(field).toHaveValue('1.2');
  await expect(field).toHaveAccessibleDescription(/from the assistant/);
  await field.fill('0.1');
  await field.press('Enter');
  await expect(field).toHaveAccessibleDescription(/this chat/);
  await dialog.getByRole('button', { name: 'Reset Temperature' }).click();
  await expect(field).toHaveValue('1.2');
  const schema = dialog.getByLabel('JSON schema', { exact: true });
  await schema.fill('{"type":');
  await expect(dialog.getByText('This is not valid JSON yet.')).toBeVisible();
  await schema.fill('[]');
  await expect(dialog.getByText(/This is not a JSON schema/)).toBeVisible();
  await schema.fill('{"type":"object","properties":{"title":{"type":"string"}}}');
  await dialog.getByLabel('Seed', { exact: true }).fill('1.5');
  await expect(dialog.getByText('Only whole numbers from 0 to 4,294,967,295.')).toBeVisible();
  await expect(schema).toHaveAccessibleDescription(/this chat/);
  await page.keyboard.press('Escape');
  await manage(page, 'story');
  await page.getByRole('button', { name: 'Reset to shipped' }).click();
  await expect(page.getByRole('button', { name: 'Reset to shipped' })).toHaveCount(0);
});

// Catches: parameters that are chosen before the first message and do not hold for it, or stay for the chat after it.
test('a new chat takes its own parameters along, and the next one begins without them', async ({ page, chat }) => {
  await chat.newChat();
  const open = page.getByRole('button', { name: 'Parameters of this chat' });
  await open.click();
  const dialog = page.getByRole('dialog', { name: 'Parameters of this chat' });
  const field = dialog.getByLabel('Temperature', { exact: true });
  await field.fill('0.35');
  await dialog.getByLabel('Seed', { exact: true }).fill('7');
  await expect(field).toHaveAccessibleDescription(/this chat/);
  await page.keyboard.press('Escape');
  await expect(open).toBeFocused();
  await chat.askAndWait(say('Done.'));
  await expect(open).toHaveCount(0);
  await chat.button('More').click();
  await page.getByRole('menuitem', { name: 'Parameters of this chat' }).click();
  await expect(field).toHaveValue('0.35');
  await expect(dialog.getByLabel('Seed', { exact: true })).toHaveValue('7');
  await page.keyboard.press('Escape');
  await chat.newChat();
  await open.click();
  await expect(field).not.toHaveValue('0.35');
  await expect(field).toHaveAccessibleDescription(/recommended for this model/);
  await page.keyboard.press('Escape');
});

// Catches: a selection that does not reach the prompt, is lost by a reload or cannot be forgotten, and a text that Translate does not get.
test('marked text reaches the prompt, and a text is handed to Translate', async ({ page, chat, app }) => {
  await newOne(page, 'Explainer', 'Explain: {{selection}}');
  await page.getByRole('button', { name: 'Chat with it' }).click();
  await expect(page.getByText('Explainer works on marked text')).toBeVisible();
  await chat.askAndWait(`First ${say('The quick brown fox.')}`);
  await page.evaluate(() => {
    const words = document.evaluate("//article//*[text()='The quick brown fox.']", document, null, 9).singleNodeValue;
    if (words) document.getSelection()?.selectAllChildren(words);
  });
  await expect(page.getByText('Marked text for Explainer: “The quick brown fox.”')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Marked text for Explainer: “The quick brown fox.”')).toBeVisible();
  await chat.askAndWait(`What is it? ${say('A fox.')}`);
  expect(sentPrompts(app.home)).toEqual(['Explain: ', 'Explain: The quick brown fox.']);
  await chat.button('Forget the marked text').click();
  await expect(page.getByText('Explainer works on marked text')).toBeVisible();
  await chip(page, 'Explainer').click();
  await page.getByRole('menuitemradio', { name: 'Translator' }).click();
  await chat.message.fill('Der Hund schläft.');
  await chat.button('Open in Translate').click();
  await expect(page.getByRole('textbox', { name: 'Source text' })).toHaveValue('Der Hund schläft.');
  await manage(page);
  await link(page, 'Explainer').click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(link(page, 'Explainer')).toHaveCount(0);
});

// Catches: a view, menu or new chat that lacks a name or contrast, or is wider than its window, in one language or theme.
test('axe finds nothing, and nothing is cut off, on the new chat, the menu and the view of assistants', async ({ page }) => {
  const overflows = (): Promise<boolean> =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  await inEveryLook(page, async (look) => {
    for (const width of [1_280, 760]) {
      await page.setViewportSize({ width, height: 800 });
      // Colours do not change with the width, nor the order of the page with the look.
      const isNew = width === 1_280 || look === LOOKS[0];
      await page.evaluate(() => {
        window.location.hash = '#/chat';
      });
      await page.locator('fieldset label').nth(1).click();
      if (isNew) expect.soft(await violations(page), `new chat ${width}`).toEqual([]);
      expect.soft(await overflows(), `new chat is cut off at ${width}`).toBe(false);
      await page.locator('header button[aria-haspopup="menu"]').first().click();
      await expect(page.getByRole('menuitemradio').first()).toBeVisible();
      if (isNew) expect.soft(await violations(page, '[role="menu"]'), `menu ${width}`).toEqual([]);
      await page.keyboard.press('Escape');
      await page.evaluate(() => {
        window.location.hash = '#/assistants/tutor';
      });
      await expect(page.locator('main h2').first()).toBeVisible();
      if (isNew) expect.soft(await violations(page), `view ${width}`).toEqual([]);
      expect.soft(await overflows(), `view is cut off at ${width}`).toBe(false);
    }
  });
});
