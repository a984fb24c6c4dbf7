/** The store's promises, kept the same in-process and behind the worker. */
import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { messageIdSchema, modelIdSchema, threadIdSchema } from '#shared/models/ids.ts';
import { SHIPPED_PARAMETERS } from '#shared/models/parameters.ts';
import { SHIPPED_SHORTCUTS } from '#shared/models/global-shortcut.ts';
import { openStore } from './open-store.ts';
import { startStoreWorker } from './store-client.ts';
import type { NewModel, Store } from './store.ts';
import {
  ask,
  DONE,
  newGenerationId,
  regenerate,
  startTurn,
  STATS,
  temporaryFolder,
  textsOnPath,
  searchFor,
} from './library.test-support.ts';

const HOSTS: Record<string, (folder: string) => Promise<Store>> = {
  'in this process': (folder) => openStore({ folder }),
  'in a worker': (folder) => startStoreWorker({ entry: new URL('./store-worker.ts', import.meta.url), folder }),
};

const MODEL: NewModel = {
  path: '/models/tiny.gguf',
  name: 'Tiny',
  fileName: 'tiny.gguf',
  kind: 'chat',
  architecture: 'llama',
  sizeBytes: 1_234_567_890_123,
  parameterCount: 135_000_000,
  quantisation: 'Q4_1',
  trainedContext: 8_192,
  languages: ['en'],
  abilities: { writing: 'weak', translation: 'none', code: 'unknown' },
  licence: 'Apache-2.0',
  origin: 'file',
};

describe.each(Object.entries(HOSTS))('the store %s', (_name, open) => {
  const openFresh = async (folder = temporaryFolder()): Promise<Store> => {
    const store = await open(folder);
    onTestFinished(() => store.close().catch(() => undefined));
    return store;
  };
  const reopen = async (store: Store, folder: string): Promise<Store> => {
    await store.close();
    return openFresh(folder);
  };

  // Catches: a turn that is announced with half of its rows missing after a restart.
  test('a turn is whole after it is acknowledged, and an interrupted answer keeps its text', async () => {
    const folder = temporaryFolder();
    const store = await openFresh(folder);
    const thread = await store.threads.create('chat');
    const { userMessage, answers } = await startTurn(store, thread.id, null, 'Hello', 2);
    expect(answers.map(({ state, text, parentId, versionIds }) => ({ state, text, parentId, versionIds }))).toEqual(
      answers.map(() => ({ state: 'streaming', text: '', parentId: userMessage.id, versionIds: answers.map(({ id }) => id) })),
    );
    await store.messages.appendText(answers[0].id, 'Good ');
    await store.messages.appendText(answers[0].id, 'day\0 to 你');
    const again = await reopen(store, folder);
    expect(await again.messages.recoverInterrupted()).toBe(2);
    expect(await again.messages.recoverInterrupted()).toBe(0);
    const { messages } = await again.messages.listPath(thread.id, { before: null, limit: 10 });
    expect(messages.map(({ text, state }) => ({ text, state }))).toEqual([
      { text: 'Hello', state: 'done' },
      { text: 'Good day\0 to 你', state: 'interrupted' },
    ]);
    expect((await searchFor(again, 'day', 5)).map(({ messageId }) => messageId)).toEqual([answers[0].id]);
  });

  // Catches: Continue that starts over, or shows the stats of the run before.
  test('an interrupted answer goes on where it stopped', async () => {
    const store = await openFresh();
    const thread = await store.threads.create('chat');
    const { answers } = await startTurn(store, thread.id, null, 'Count');
    await store.messages.finish(answers[0].id, 'one ', { state: 'stopped', stopReason: 'stopped', errorCode: null, stats: STATS });
    const generationId = newGenerationId();
    const opened = await store.messages.reopen(answers[0].id, generationId, SHIPPED_PARAMETERS);
    expect(opened).toMatchObject({ state: 'streaming', text: 'one ', generationId, stats: null, stopReason: null });
    await expect(store.messages.reopen(answers[0].id, newGenerationId(), SHIPPED_PARAMETERS)).rejects.toMatchObject({
      code: 'MESSAGE_NOT_CONTINUABLE',
    });
    const finished = await store.messages.finish(answers[0].id, 'two', DONE);
    expect(finished).toMatchObject({ state: 'done', text: 'one two', stats: STATS, stopReason: 'end', generationId });
    expect((await searchFor(store, 'two', 5)).length).toBe(1);
  });

  // Catches: a regeneration or an edit that destroys what was there; a switch that loses the place in the other branch.
  // Catches: the prompt of an answer looked for in what is in force today.
  test('an answer knows the system prompt it was asked with last; what nobody was asked for has none', async () => {
    const store = await openFresh();
    const thread = await store.threads.create('chat');
    const { userMessage, answers } = await startTurn(store, thread.id, null, 'Hello');
    const [answer] = answers;
    if (!answer || !userMessage) throw new Error('there is a turn');
    expect(await store.messages.findSentPrompt(answer.id)).toBe(SHIPPED_PARAMETERS.systemPrompt);
    await store.messages.finish(answer.id, 'Hi', { ...DONE, state: 'stopped' });
    await store.messages.reopen(answer.id, newGenerationId(), { ...SHIPPED_PARAMETERS, systemPrompt: '' });
    expect(await store.messages.findSentPrompt(answer.id)).toBe('');
    expect(await store.messages.findSentPrompt(userMessage.id)).toBeUndefined();
  });

  test('versions are siblings, and a switch returns to the leaf last looked at', async () => {
    const store = await openFresh();
    const thread = await store.threads.create('chat');
    const first = await ask(store, thread.id, null, 'q1', 'a1');
    const deep = await ask(store, thread.id, first.answer.id, 'q2', 'a2');
    const second = await regenerate(store, thread.id, first.user.id, 'a1 again');
    expect(second.versionIds).toEqual([first.answer.id, second.id]);
    expect(await textsOnPath(store, thread.id)).toEqual(['q1', 'a1 again']);
    expect(await store.messages.selectVersion(first.answer.id)).toMatchObject({ activeLeafId: deep.answer.id });
    expect(await textsOnPath(store, thread.id)).toEqual(['q1', 'a1', 'q2', 'a2']);
    const edited = await ask(store, thread.id, null, 'q1 edited', 'b1');
    expect(edited.user.versionIds).toEqual([first.user.id, edited.user.id]);
    expect(await textsOnPath(store, thread.id)).toEqual(['q1 edited', 'b1']);
    await store.messages.selectVersion(first.user.id);
    expect(await textsOnPath(store, thread.id)).toEqual(['q1', 'a1', 'q2', 'a2']);
    expect((await store.messages.listVersions(second.id)).map(({ text }) => text)).toEqual(['a1', 'a1 again']);
    expect((await store.messages.listAncestry(second.id, 100)).map(({ text }) => text)).toEqual(['q1', 'a1 again']);
    expect((await store.messages.listAncestry(second.id, 1)).map(({ text }) => text)).toEqual(['a1 again']);
  });

  // Catches: a page that repeats or skips a message at its border.
  test('a long path comes in pages without gap or repeat', async () => {
    const store = await openFresh();
    const thread = await store.threads.create('chat');
    const all = Array.from({ length: 45 }, (_, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', text: `m${index}` }) as const);
    await store.messages.addFinished(thread.id, null, all);
    const pages: string[][] = [];
    for (
      let before = null as Awaited<ReturnType<Store['messages']['listPath']>>['before'], isFirst = true;
      isFirst || before;
      isFirst = false
    ) {
      const page = await store.messages.listPath(thread.id, { before, limit: 20 });
      pages.unshift(page.messages.map(({ text }) => text));
      before = page.before;
    }
    expect(pages.map(({ length }) => length)).toEqual([5, 20, 20]);
    expect(pages.flat()).toEqual(all.map(({ text }) => text));
  });

  // Catches: an order that follows the clock, a pin that is lost, a removal that jumps the queue when it is undone.
  test('threads are listed by pin, then by activity', async () => {
    const folder = temporaryFolder();
    const store = await openFresh(folder);
    const [a, b, c] = [await store.threads.create('chat'), await store.threads.create('chat'), await store.threads.create('completion')];
    await ask(store, a.id, null, 'q', 'a');
    await store.threads.setPinned(b.id, true);
    const order = async (from: Store): Promise<string[]> => (await from.threads.list({ limit: 10, offset: 0 })).threads.map(({ id }) => id);
    expect(await order(store)).toEqual([b.id, a.id, c.id]);
    await store.threads.remove(a.id);
    await store.threads.remove(a.id);
    expect(await store.threads.list({ limit: 1, offset: 1 })).toMatchObject({ threads: [{ id: c.id, kind: 'completion' }], total: 2 });
    await expect(store.threads.get(a.id)).rejects.toMatchObject({ name: 'AppError', code: 'THREAD_NOT_FOUND' });
    await store.threads.restore(a.id);
    expect(await order(await reopen(store, folder))).toEqual([b.id, a.id, c.id]);
  });

  // Catches: an automatic title that overwrites the user's own.
  test('a manual name forbids automatic ones', async () => {
    const store = await openFresh();
    const { id } = await store.threads.create('chat');
    expect(await store.threads.rename(id, 'Automatic', 'auto')).toMatchObject({ title: 'Automatic', titleSource: 'auto' });
    await store.threads.rename(id, 'Mine', 'user');
    expect(await store.threads.rename(id, 'Automatic again', 'auto')).toMatchObject({ title: 'Mine', titleSource: 'user' });
    expect(await store.threads.changeParameters(id, { set: { temperature: 0.1, stop: ['x'] }, reset: [] })).toMatchObject({
      parameters: { temperature: 0.1, stop: ['x'] },
    });
    // Catches: a change that takes back the one that was made in the same moment, by another hand or from an older screen.
    await Promise.all([
      store.threads.changeParameters(id, { set: { topK: 5 }, reset: ['temperature'] }),
      store.threads.changeParameters(id, { set: { seed: null }, reset: [] }),
    ]);
    expect((await store.threads.get(id)).parameters).toEqual({ topK: 5, stop: ['x'], seed: null });
    expect((await searchFor(store, 'automatic', 5)).length).toBe(0);
  });

  // Catches: a deletion that leaves text behind, or that gives up on a deep tree (SQLite's limit is a thousand).
  test('a purged thread is gone with its messages, drafts and search rows', async () => {
    const store = await openFresh();
    const kept = await store.threads.create('chat');
    const { id } = await store.threads.create('chat');
    await store.threads.rename(id, 'Zebra title', 'user');
    const [message] = await store.messages.addFinished(
      id,
      null,
      Array.from({ length: 2_500 }, (_, index) => ({ role: index % 2 === 0 ? 'user' : 'assistant', text: 'zebra' }) as const),
    );
    await ask(store, id, null, 'zebra', 'zebra');
    await store.drafts.save(`thread:${id}`, 'unsent');
    await store.threads.remove(id);
    expect(await searchFor(store, 'zebra', 10)).toEqual([]);
    expect(await store.threads.purgeRemovedBefore(Date.now() - 60_000)).toBe(0);
    expect(await store.threads.purgeRemovedBefore(Date.now() + 60_000)).toBe(1);
    await expect(store.threads.restore(id)).rejects.toMatchObject({ code: 'THREAD_NOT_FOUND' });
    await expect(store.messages.get(message?.id ?? messageIdSchema.parse(randomUUID()))).rejects.toMatchObject({
      code: 'MESSAGE_NOT_FOUND',
    });
    expect(await store.drafts.find(`thread:${id}`)).toBe('');
    expect(await store.threads.list({ limit: 10, offset: 0 })).toMatchObject({ threads: [{ id: kept.id }], total: 1 });
  });

  // Catches: a message hung under another thread's, which would leak one conversation into another.
  test('what is not there is named by its code', async () => {
    const store = await openFresh();
    const [one, two] = [await store.threads.create('chat'), await store.threads.create('chat')];
    const { answer } = await ask(store, one.id, null, 'q', 'a');
    await expect(startTurn(store, two.id, answer.id, 'q')).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    await expect(startTurn(store, threadIdSchema.parse(randomUUID()), null, 'q')).rejects.toMatchObject({ code: 'THREAD_NOT_FOUND' });
    await expect(store.messages.appendText(messageIdSchema.parse(randomUUID()), 'x')).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    await expect(store.messages.appendText(answer.id, 'late')).rejects.toThrow('text for an answer that is done');
    await expect(store.models.get(modelIdSchema.parse(randomUUID()))).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
    expect(await store.messages.get(answer.id)).toEqual(answer);
    expect(await store.messages.listPath(two.id, { before: null, limit: 5 })).toEqual({ messages: [], before: null });
  });

  // Catches: the same file entered twice, or a quarantine that a second look at the file lifts.
  test('a model keeps its id and its quarantine when its path is saved again', async () => {
    const store = await openFresh();
    const model = await store.models.save(MODEL);
    expect(model).toEqual({ ...MODEL, id: model.id, isQuarantined: false, lastUsedAt: null });
    await store.models.setQuarantined(model.id, true);
    await store.models.touch(model.id);
    const again = await store.models.save({ ...MODEL, name: 'Renamed' });
    expect(again).toMatchObject({ id: model.id, name: 'Renamed', isQuarantined: true, lastUsedAt: expect.any(Number) });
    expect(await store.models.list()).toEqual([again]);
    await store.models.remove(model.id);
    expect(await store.models.list()).toEqual([]);
  });

  // Catches: a list of questions that grows for ever, holds one twice or forgets the order after a restart.
  test('the newest 50 quick questions survive a restart, each once, newest first', async () => {
    const folder = temporaryFolder();
    const store = await openFresh(folder);
    for (let number = 1; number <= 52; number += 1) await store.quickQuestions.add(`question ${number}`);
    await store.quickQuestions.add('question 10');
    const questions = await (await reopen(store, folder)).quickQuestions.list();
    expect([questions.length, ...questions.slice(0, 2), questions.at(-1)]).toEqual([50, 'question 10', 'question 52', 'question 3']);
  });

  // Catches: a draft or a setting that does not survive a restart; a patch that forgets the other settings.
  test('drafts and settings survive a restart', async () => {
    const folder = temporaryFolder();
    const store = await openFresh(folder);
    await store.drafts.save('quick-ask', 'half a thought');
    await store.drafts.save('gone', 'x');
    await store.drafts.save('gone', '');
    await store.settings.write({ theme: 'dark', parameters: { temperature: 0 } });
    expect(await store.settings.write({ theme: 'light', threads: null })).toEqual({
      theme: 'light',
      threads: null,
      parameters: { temperature: 0 },
    });
    const again = await reopen(store, folder);
    expect([await again.drafts.find('quick-ask'), await again.drafts.find('gone')]).toEqual(['half a thought', '']);
    expect(await again.settings.read()).toEqual({ theme: 'light', threads: null, parameters: { temperature: 0 } });
  });

  // Catches: the one shortcut of an older version lost, or coming back over the list that replaced it.
  test('a quick-ask shortcut stored before there was a list becomes its first entry, until a list is stored', async () => {
    const folder = temporaryFolder();
    const store = await openFresh(folder);
    await store.settings.write({ ['quickAskShortcut' as 'theme']: 'Control+Space' as 'dark' });
    const { globalShortcuts } = await store.settings.read();
    expect(globalShortcuts).toMatchObject([{ id: 'quick-ask', accelerator: 'Control+Space' }, { accelerator: '' }, { accelerator: '' }]);
    const changed = SHIPPED_SHORTCUTS.map((shortcut) => ({ ...shortcut, accelerator: '' }));
    await store.settings.write({ globalShortcuts: changed });
    expect((await (await reopen(store, folder)).settings.read()).globalShortcuts).toEqual(changed);
  });
});
