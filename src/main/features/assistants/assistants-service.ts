/**
 * Who answers in a chat: the assistants that Inkstone ships, in the language of the window, with the user's changes in front of them,
 * and the user's own. Chats ask here for an assistant's layer of parameters and for a prompt with its variables filled in.
 */
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import { GENERAL_ASSISTANT } from '#shared/models/assistant.ts';
import type { Assistant, AssistantContent } from '#shared/models/assistant.ts';
import { assistantIdSchema } from '#shared/models/ids.ts';
import type { AssistantId } from '#shared/models/ids.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';
import type { Settings, ShownLanguage } from '#shared/models/settings.ts';
import type { Thread } from '#shared/models/thread.ts';
import { readAssistantFile, writeAssistantFile } from '#shared/utils/assistant-file.ts';
import { fillVariables, hasVariable } from '#shared/utils/prompt-variables.ts';
import type { Store, StoredAssistant } from '#main/storage/store.ts';
import { shippedAssistants } from './shipped.ts';

export interface AssistantsDeps {
  readonly store: Pick<Store, 'assistants' | 'threads'>;
  readSettings(): Promise<Settings>;
  /** BCP 47; in force until a window says what it shows. */
  readonly systemLanguage: string;
  /** Where the user wants a file; null: nowhere, undefined: this host has no dialog. */
  chooseTarget(suggestion: string): Promise<string | null | undefined>;
  onChanged(): void;
  now(): Date;
}

export interface AssistantsService {
  /** Shipped texts and variables are in this language from now on. */
  list(language: ShownLanguage): Promise<Assistant[]>;
  create(content: AssistantContent): Promise<Assistant>;
  update(id: AssistantId, content: AssistantContent): Promise<Assistant>;
  reset(id: AssistantId): Promise<Assistant>;
  remove(id: AssistantId): Promise<void>;
  restore(id: AssistantId): Promise<void>;
  /** null: the user closed the dialog. */
  exportFile(ids: readonly AssistantId[]): Promise<{ fileName: string; text: string | null } | null>;
  importFile(text: string): Promise<Assistant[]>;
  /** What the assistant of a chat changes: nothing where it is gone, and nothing in a completion. */
  parametersOf(thread: Pick<Thread, 'kind' | 'assistantId'>): Promise<ParameterOverrides>;
  /** A system prompt as it is sent now, in this chat. */
  fillPrompt(prompt: string, threadId: Thread['id']): Promise<string>;
  /** The same outside of chats. */
  fillPromptWith(prompt: string, selection: string): Promise<string>;
}

/** Whole or not at all. @throws AppError EXPORT_NOT_WRITABLE */
async function writeWhole(path: string, text: string): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, text);
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true });
    throw new AppError('EXPORT_NOT_WRITABLE', {}, { cause });
  }
}

const newId = (): AssistantId => assistantIdSchema.parse(randomUUID());
const own = ({ id, content }: StoredAssistant): Assistant => ({ ...content, id, origin: 'own', isChanged: false });

export function createAssistantsService({
  store,
  readSettings,
  systemLanguage,
  chooseTarget,
  onChanged,
  now,
}: AssistantsDeps): AssistantsService {
  let shown: ShownLanguage = systemLanguage.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
  /** What is stored; this process is the only writer. */
  let known: Promise<StoredAssistant[]> | null = null;

  const readStored = (): Promise<StoredAssistant[]> => {
    known ??= store.assistants.list().catch((cause: unknown) => {
      known = null;
      throw cause;
    });
    return known;
  };
  const writing = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } finally {
      known = null;
    }
    onChanged();
  };
  const readLanguage = async (): Promise<ShownLanguage> => {
    const { uiLanguage } = await readSettings();
    return uiLanguage === 'system' ? shown : uiLanguage;
  };
  const listAll = async (language: ShownLanguage): Promise<Assistant[]> => {
    const stored = await readStored();
    const shipped = shippedAssistants(language).map((assistant): Assistant => {
      const changed = stored.find(({ id }) => id === assistant.id);
      return changed ? { ...assistant, ...changed.content, isChanged: true } : assistant;
    });
    return [...shipped, ...stored.filter(({ id }) => !shipped.some((assistant) => assistant.id === id)).map(own)];
  };
  const find = async (id: AssistantId): Promise<Assistant | undefined> =>
    (await listAll(await readLanguage())).find((assistant) => assistant.id === id);
  const get = async (id: AssistantId): Promise<Assistant> => {
    const assistant = await find(id);
    if (!assistant) throw new AppError('ASSISTANT_NOT_FOUND');
    return assistant;
  };
  const add = async (contents: readonly AssistantContent[]): Promise<Assistant[]> => {
    const added = contents.map((content) => ({ id: newId(), content }));
    await writing(store.assistants.save(added));
    return added.map(own);
  };

  const fill = async (prompt: string, selection: string): Promise<string> => {
    if (!prompt.includes('{{')) return prompt;
    const language = await readLanguage();
    return fillVariables(prompt, {
      date: new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(now()),
      language: new Intl.DisplayNames(language, { type: 'language' }).of(language === 'zh-CN' ? 'zh' : language) ?? language,
      selection,
    });
  };

  return {
    list: (language) => {
      shown = language;
      return listAll(language);
    },
    create: async (content) => {
      const [assistant] = await add([content]);
      if (!assistant) throw new AppError('ASSISTANT_NOT_FOUND');
      return assistant;
    },
    update: async (id, content) => {
      await get(id);
      await writing(store.assistants.save([{ id, content }]));
      return get(id);
    },
    reset: async (id) => {
      const { origin } = await get(id);
      if (origin === 'own') throw new AppError('INVALID_INPUT', { reason: 'not-shipped' });
      await writing(store.assistants.forget(id));
      return get(id);
    },
    remove: async (id) => {
      const { origin } = await get(id);
      if (origin === 'shipped') throw new AppError('INVALID_INPUT', { reason: 'shipped' });
      await writing(store.assistants.remove(id));
    },
    restore: (id) => writing(store.assistants.restore(id)),
    exportFile: async (ids) => {
      const chosen = await Promise.all(ids.map(get));
      const name = chosen.length === 1 ? (chosen[0]?.name ?? '') : 'Inkstone assistants';
      const suggestion = `${name.replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim() || 'assistant'}.json`;
      const text = writeAssistantFile(chosen);
      const target = await chooseTarget(suggestion);
      if (target === null) return null;
      if (target === undefined) return { fileName: suggestion, text };
      await writeWhole(target, text);
      return { fileName: basename(target), text: null };
    },
    importFile: async (text) => add(readAssistantFile(text)),
    parametersOf: async ({ kind, assistantId }) =>
      kind === 'completion' ? {} : ((await find(assistantId ?? GENERAL_ASSISTANT))?.parameters ?? {}),
    fillPrompt: async (prompt, threadId) =>
      fill(prompt, hasVariable(prompt, 'selection') ? await store.threads.findSelection(threadId) : ''),
    fillPromptWith: fill,
  };
}
