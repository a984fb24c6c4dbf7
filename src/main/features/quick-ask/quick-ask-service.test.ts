import { describe, expect, it } from 'vitest';
import { quickCommandSchema } from '#shared/contract/writing-contract.ts';
import { SHIPPED_PARAMETERS } from '#shared/models/parameters.ts';
import type { Message } from '#shared/models/message.ts';
import type { Thread } from '#shared/models/thread.ts';
import { fakeModel, fakeTasks } from '#main/inference/fake-task-deps.test-support.ts';
import { titleFrom } from './promotion.ts';
import { createQuickAskService } from './quick-ask-service.ts';

const fillPrompt = async (prompt: string, selection: string): Promise<string> => prompt.replace('{{selection}}', selection);

function setUp() {
  const tasks = fakeTasks({ settings: { parameters: { systemPrompt: 'Be brief.', temperature: 0.3 } } });
  const saved: { role: string; text: string }[] = [];
  const thread = { id: '0b1f9a3c-64c5-4d26-8b3a-4a0b8a3f1d10', title: '' } as Thread;
  const remembered: string[] = [];
  const store = {
    quickQuestions: { list: async () => remembered, add: async (text: string) => void remembered.unshift(text) },
    threads: { create: async () => thread, rename: async (_id: unknown, title: string) => ({ ...thread, title }) },
    messages: {
      addFinished: async (
        _thread: unknown,
        _parent: unknown,
        messages: readonly { role: 'user' | 'assistant'; text: string }[],
      ): Promise<Message[]> => {
        saved.push(...messages);
        return [];
      },
    },
  };
  return { tasks, saved, store, service: createQuickAskService({ ...tasks.deps, store, fillPrompt }) };
}

describe('quick-ask service', () => {
  it('asks with the user’s own system prompt and sampling', async () => {
    const { tasks, service } = setUp();
    await service.run({ command: 'ask', text: '', instruction: ' Why? ' });
    expect(tasks.started[0]?.request).toMatchObject({
      prompt: {
        history: [
          { role: 'system', text: 'Be brief.' },
          { role: 'user', text: 'Why?' },
        ],
      },
      parameters: { temperature: 0.3, maxTokens: null },
    });
  });

  // Catches: a variable in the user's system prompt that reaches the model as it was written.
  it('fills the variables of the system prompt; the selection is what was captured', async () => {
    const tasks = fakeTasks({ settings: { parameters: { systemPrompt: 'About: {{selection}}' } } });
    const service = createQuickAskService({ ...tasks.deps, store: setUp().store, fillPrompt });
    await service.run({ command: 'ask', text: 'A tap.', instruction: 'What?' });
    expect(tasks.started[0]?.request).toMatchObject({ prompt: { history: [{ role: 'system', text: 'About: A tap.' }, { role: 'user' }] } });
  });

  // Catches: a question asked without the system prompt and sampling that chats use; the starter model then knows no Paris.
  it('asks like a chat where the user has set nothing: what the model is best asked with, and the shipped system prompt', async () => {
    const tasks = fakeTasks({ model: { ...fakeModel, parameters: { temperature: 0.2 } } });
    await createQuickAskService({ ...tasks.deps, store: setUp().store, fillPrompt }).run({ command: 'ask', text: '', instruction: 'Why?' });
    expect(tasks.started[0]?.request).toMatchObject({
      prompt: { history: [{ role: 'system', text: SHIPPED_PARAMETERS.systemPrompt }, { role: 'user' }] },
      parameters: { temperature: 0.2 },
    });
  });

  it.each(quickCommandSchema.options)('runs %s on a text of either language', async (command) => {
    const { tasks, service } = setUp();
    await service.run({ command, text: '水龙头漏水', instruction: '更短' });
    await service.run({ command, text: 'the tap drips', instruction: 'shorter' });
    expect(tasks.started.map(({ purpose, request }) => [purpose, request.slotKey])).toEqual(Array(2).fill(['quick-ask', 'quick-ask']));
  });

  it('becomes a thread whose first turn makes sense by itself and whose answer is clean', async () => {
    const { tasks, saved, service } = setUp();
    tasks.answerWith('<think>hm</think>Here is the corrected text: The tap drips.');
    const thread = await service.continueInChat(await service.run({ command: 'proofread', text: 'the tap drips', instruction: '' }));
    expect(saved).toEqual([
      { role: 'user', text: 'Proofread this:\n\nthe tap drips' },
      { role: 'assistant', text: 'The tap drips.' },
    ]);
    expect(thread.title).toBe('the tap drips');
  });

  it('takes a question about a text into a thread with both', async () => {
    const { saved, tasks, service } = setUp();
    tasks.answerWith('Ann.');
    const thread = await service.continueInChat(await service.run({ command: 'ask', text: 'By Ann.', instruction: 'Who?' }));
    expect([saved[0]?.text, thread.title]).toEqual(['Who?\n\nBy Ann.', 'Who?']);
    expect(await service.listQuestions()).toEqual(['Who?']);
  });

  it('remembers what was typed and never what was captured', async () => {
    const { service } = setUp();
    await service.run({ command: 'custom', text: 'a secret text', instruction: ' Make it shorter ' });
    await service.run({ command: 'ask', text: 'a secret text', instruction: '' });
    await service.run({ command: 'proofread', text: 'a secret text', instruction: '' });
    await service.run({ command: 'ask', text: '', instruction: 'x'.repeat(2_001) });
    expect(await service.listQuestions()).toEqual(['Make it shorter']);
  });

  it('edits a text as it is told, as an edit and not as an answer', async () => {
    const { tasks, saved, service } = setUp();
    tasks.answerWith('Here is the revised text: Tap drips.');
    await service.continueInChat(await service.run({ command: 'custom', text: 'the tap drips', instruction: 'Make it shorter' }));
    expect(JSON.stringify(tasks.started[0]?.request.prompt)).toContain('Make it shorter');
    expect(saved).toEqual([
      { role: 'user', text: 'Make it shorter\n\nthe tap drips' },
      { role: 'assistant', text: 'Tap drips.' },
    ]);
  });

  it.each([
    { command: 'explain', text: ' ', instruction: 'x' },
    { command: 'custom', text: 'x', instruction: ' ' },
    { command: 'custom', text: '', instruction: 'x' },
    { command: 'ask', text: '', instruction: '' },
  ] as const)('refuses $command without what it needs', async (input) => {
    const { tasks, service } = setUp();
    await expect(service.run(input)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(tasks.started).toEqual([]);
  });

  it('does not cut an answer to a question as if it were an edit', async () => {
    const { tasks, saved, service } = setUp();
    tasks.answerWith('Here is the text: "look".\n\nLet me know how it goes.');
    await service.continueInChat(await service.run({ command: 'ask', text: '', instruction: 'What did it say?' }));
    expect(saved[1]?.text).toBe('Here is the text: "look".\n\nLet me know how it goes.');
  });
});

describe('titleFrom', () => {
  it('keeps short texts and cuts long ones between words, in both scripts', () => {
    expect(titleFrom('Why\n is the sky blue?')).toBe('Why is the sky blue?');
    expect(titleFrom(`${'word '.repeat(30)}`)).toBe(`${'word '.repeat(9).trimEnd()}…`);
    expect(titleFrom('水龙头漏水'.repeat(20)).length).toBeLessThanOrEqual(25);
    expect(titleFrom('x'.repeat(500))).toBe(`${'x'.repeat(48)}…`);
  });
});
