import { describe, expect, it } from 'vitest';
import { quickCommandSchema } from '#shared/contract/writing-contract.ts';
import type { Message } from '#shared/models/message.ts';
import type { Thread } from '#shared/models/thread.ts';
import { fakeTasks } from '#main/inference/fake-task-deps.test-support.ts';
import { titleFrom } from './promotion.ts';
import { createQuickAskService } from './quick-ask-service.ts';

function setUp() {
  const tasks = fakeTasks({ settings: { parameters: { systemPrompt: 'Be brief.', temperature: 0.3 } } });
  const saved: { role: string; text: string }[] = [];
  const thread = { id: '0b1f9a3c-64c5-4d26-8b3a-4a0b8a3f1d10', title: '' } as Thread;
  const store = {
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
  return { tasks, saved, service: createQuickAskService({ ...tasks.deps, store }) };
}

describe('quick-ask service', () => {
  it('asks with the user’s own system prompt and sampling', async () => {
    const { tasks, service } = setUp();
    await service.run({ command: 'ask', text: ' Why? ' });
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

  it.each(quickCommandSchema.options)('runs %s on a text of either language', async (command) => {
    const { tasks, service } = setUp();
    await service.run({ command, text: '水龙头漏水' });
    await service.run({ command, text: 'the tap drips' });
    expect(tasks.started.map(({ purpose, request }) => [purpose, request.slotKey])).toEqual(Array(2).fill(['quick-ask', 'quick-ask']));
  });

  it('becomes a thread whose first turn makes sense by itself and whose answer is clean', async () => {
    const { tasks, saved, service } = setUp();
    tasks.answerWith('<think>hm</think>Here is the corrected text: The tap drips.');
    const thread = await service.continueInChat(await service.run({ command: 'proofread', text: 'the tap drips' }));
    expect(saved).toEqual([
      { role: 'user', text: 'Proofread this:\n\nthe tap drips' },
      { role: 'assistant', text: 'The tap drips.' },
    ]);
    expect(thread.title).toBe('the tap drips');
  });

  it('does not cut an answer to a question as if it were an edit', async () => {
    const { tasks, saved, service } = setUp();
    tasks.answerWith('Here is the text: "look".\n\nLet me know how it goes.');
    await service.continueInChat(await service.run({ command: 'ask', text: 'What did it say?' }));
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
