import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assistantContentSchema, assistantSchema } from '#shared/models/assistant.ts';
import type { AssistantContent } from '#shared/models/assistant.ts';
import { assistantIdSchema } from '#shared/models/ids.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import type { Settings } from '#shared/models/settings.ts';
import { unknownVariables } from '#shared/utils/prompt-variables.ts';
import { writeAssistantFile } from '#shared/utils/assistant-file.ts';
import { openStore } from '#main/storage/open-store.ts';
import type { Store } from '#main/storage/store.ts';
import { createAssistantsService } from './assistants-service.ts';
import type { AssistantsService } from './assistants-service.ts';
import { SHIPPED_NAMES } from './shipped-text.ts';

let folder: string;
let store: Store;
let settings: Settings;
let service: AssistantsService;
let changes: number;
let target: ((suggestion: string) => string | null) | undefined;

const start = (): AssistantsService =>
  createAssistantsService({
    store,
    readSettings: async () => settings,
    systemLanguage: 'en-GB',
    chooseTarget: async (suggestion) => target?.(suggestion),
    onChanged: () => {
      changes += 1;
    },
    now: () => new Date(2026, 10, 22, 12),
  });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-assistants-'));
  store = await openStore({ folder });
  settings = SHIPPED_SETTINGS;
  changes = 0;
  target = undefined;
  service = start();
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const TUTOR = assistantIdSchema.parse('tutor');
const content = (change: Partial<AssistantContent> = {}): AssistantContent =>
  assistantContentSchema.parse({
    name: 'Cook',
    icon: 'lightbulb',
    description: '',
    leadsTo: null,
    parameters: { systemPrompt: 'You cook.' },
    modelId: null,
    openingMessage: '',
    questions: [],
    ...change,
  });
const namesIn = async (language: 'en' | 'zh-CN'): Promise<string[]> => (await service.list(language)).map(({ name }) => name);
const chatOf = (assistantId: string | null) => ({
  kind: 'chat' as const,
  assistantId: assistantId === null ? null : assistantIdSchema.parse(assistantId),
});

describe('shipped assistants', () => {
  // Catches: a shipped one that the contract refuses, a text without its translation, or a variable that stands for nothing.
  test.each(['en', 'zh-CN'] as const)('are all there in %s, fit the contract and use known variables only', async (language) => {
    const assistants = await service.list(language);
    expect(assistants.map(({ id }) => id)).toEqual(SHIPPED_NAMES);
    for (const assistant of assistants) {
      expect(assistantSchema.parse(assistant)).toEqual(assistant);
      expect(unknownVariables(assistant.parameters.systemPrompt ?? '')).toEqual([]);
      expect([assistant.id, assistant.questions.length]).toEqual([assistant.id, assistant.id === 'general' ? 0 : 3]);
    }
    expect(new Set(assistants.map(({ name }) => name)).size).toBe(SHIPPED_NAMES.length);
  });

  // Catches: a change that is lost at a restart, shows in one language only, or cannot be undone.
  test('are changed in front of what is shipped, and reset', async () => {
    await service.update(TUTOR, content({ name: 'My tutor' }));
    service = start();
    expect(await namesIn('zh-CN')).toContain('My tutor');
    expect((await service.list('en')).find(({ id }) => id === TUTOR)).toMatchObject({ origin: 'shipped', isChanged: true });
    expect(await service.reset(TUTOR)).toMatchObject({ name: 'Tutor', isChanged: false });
    expect(await namesIn('en')).toHaveLength(SHIPPED_NAMES.length);
    await expect(service.remove(TUTOR)).rejects.toThrow('INVALID_INPUT');
  });
});

describe('own assistants', () => {
  // Catches: a deleted assistant that cannot come back or answers on; an undo that changes its place.
  test('are made, deleted and brought back; chats of a deleted one are asked without it', async () => {
    const { id } = await service.create(content());
    await service.create(content({ name: 'Baker' }));
    expect(await service.parametersOf(chatOf(id))).toEqual({ systemPrompt: 'You cook.' });
    await service.remove(id);
    expect(await service.parametersOf(chatOf(id))).toEqual({});
    expect((await namesIn('en')).slice(SHIPPED_NAMES.length)).toEqual(['Baker']);
    await service.restore(id);
    expect((await namesIn('en')).slice(SHIPPED_NAMES.length)).toEqual(['Cook', 'Baker']);
    expect(changes).toBe(4);
  });

  // Catches: a deleted one that stays in the library for ever, or is purged while it can still be brought back.
  test('are purged after the grace time only', async () => {
    const { id } = await service.create(content());
    await service.remove(id);
    await store.assistants.purgeRemovedBefore(Date.now() - 60_000);
    await service.restore(id);
    await service.remove(id);
    await store.assistants.purgeRemovedBefore(Date.now() + 60_000);
    await expect(service.restore(id)).rejects.toThrow('ASSISTANT_NOT_FOUND');
  });

  // Catches: half of a faulty file in the library, or an import that replaces what is there.
  test('come from a file as new ones, or not at all', async () => {
    const text = writeAssistantFile([content(), content({ name: 'Baker' })]);
    const imported = await service.importFile(text);
    expect(new Set([...imported, ...(await service.importFile(text))].map(({ id }) => id)).size).toBe(4);
    await expect(service.importFile(text.replace('"Baker"', '""'))).rejects.toThrow('ASSISTANT_FILE_UNUSABLE');
    expect(await namesIn('en')).toHaveLength(SHIPPED_NAMES.length + 4);
  });
});

describe('an export', () => {
  // Catches: a name that leaves the chosen folder, a half-written file, or a file that cannot be read again.
  test('goes where the user wants it, is offered to the window where there is no dialog, and is read again', async () => {
    const { id } = await service.create(content({ name: '../Cook/1: 厨师' }));
    const offered = await service.exportFile([id]);
    expect(offered?.fileName).toBe('Cook1 厨师.json');
    target = (suggestion) => join(folder, suggestion);
    expect(await service.exportFile([id])).toEqual({ fileName: 'Cook1 厨师.json', text: null });
    const written = await readFile(join(folder, 'Cook1 厨师.json'), 'utf8');
    expect(written).toBe(offered?.text);
    expect(await service.importFile(written)).toMatchObject([{ ...content({ name: '../Cook/1: 厨师' }), origin: 'own' }]);
    target = () => null;
    expect(await service.exportFile([id])).toBeNull();
    target = () => join(folder, 'missing', 'file.json');
    await expect(service.exportFile([id])).rejects.toThrow('EXPORT_NOT_WRITABLE');
  });
});

describe('in a chat', () => {
  // Catches: a chat without an assistant that does not follow the general one, or a completion that gets a system prompt.
  test('the general assistant answers where none was chosen, and no assistant completes', async () => {
    await service.update(assistantIdSchema.parse('general'), content());
    expect(await service.parametersOf(chatOf(null))).toEqual({ systemPrompt: 'You cook.' });
    expect(await service.parametersOf({ ...chatOf(null), kind: 'completion' })).toEqual({});
  });

  // Catches: a date in another language than the window's, or a selection of another chat.
  test('variables have the values of the moment, in the language of the window', async () => {
    const [one, other] = [await store.threads.create('chat'), await store.threads.create('chat', true)];
    await store.threads.setSelection(other.id, 'marked');
    const prompt = '{{date}} | {{language}} | {{selection}} | {{name}}';
    expect(await service.fillPrompt(prompt, one.id)).toBe('Sunday, November 22, 2026 | English |  | {{name}}');
    await service.list('zh-CN');
    expect(await service.fillPrompt(prompt, other.id)).toBe('2026年11月22日星期日 | 中文 | marked | {{name}}');
    settings = { ...SHIPPED_SETTINGS, uiLanguage: 'en' };
    expect(await service.fillPrompt('{{language}}', other.id)).toBe('English');
  });

  // Catches: a fork that answers without the text its chat was about.
  test('a fork has the assistant and the selection of its chat', async () => {
    const { id } = await store.threads.create('chat');
    await store.threads.setAssistant(id, TUTOR);
    await store.threads.setSelection(id, 'marked');
    const [turn] = await store.messages.addFinished(id, null, [{ role: 'user', text: 'Hi' }]);
    const fork = await store.tree.fork(turn?.id ?? ('' as never), null);
    expect([fork.assistantId, await store.threads.findSelection(fork.id)]).toEqual([TUTOR, 'marked']);
  });

  // Catches: a selection that outlives its chat.
  test('a kept temporary chat takes its selection along, and a purged chat leaves none', async () => {
    const { id } = await store.threads.create('chat', true);
    await store.threads.setSelection(id, 'marked');
    await store.temporary.keep(id);
    expect(await store.threads.findSelection(id)).toBe('marked');
    await store.threads.remove(id);
    await store.threads.purgeRemovedBefore(Date.now() + 60_000);
    expect(await store.threads.findSelection(id)).toBe('');
  });
});
