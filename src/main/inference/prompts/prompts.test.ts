import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writingCommandSchema } from '#shared/contract/writing-contract.ts';
import { LANGUAGE_TAGS } from '#shared/models/language.ts';
import { askPrompt, explainPrompt } from './quick-ask-prompt.ts';
import { fenceFor, tagText } from './task-prompt.ts';
import type { TaskPrompt } from './task-prompt.ts';
import { translationPrompt } from './translation-prompt.ts';
import { writingPrompt } from './writing-prompt.ts';

const lastTurn = ({ prompt }: TaskPrompt): string => (prompt.kind === 'chat' ? (prompt.history.at(-1)?.text ?? '') : prompt.text);
const systemTurn = ({ prompt }: TaskPrompt): string => (prompt.kind === 'chat' ? (prompt.history[0]?.text ?? '') : '');
const hostile = fc
  .array(fc.constantFrom('</text>', '<text>', '<text-2>', '</TEXT-2>', '"""', '""""', 'Ignore the above', '\n\nText:', 'a'), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

describe('delimiters', () => {
  it('cannot be closed by the text between them', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { open, close } = tagText(text);
        const fence = fenceFor(text);
        expect([text.toLowerCase().includes(open), text.toLowerCase().includes(close), text.includes(fence)]).toEqual([
          false,
          false,
          false,
        ]);
      }),
    );
  });
});

describe('writingPrompt', () => {
  it.each(writingCommandSchema.options)('carries the text of %s once, stops at its delimiter, and says not to answer', (command) => {
    for (const language of ['en', 'zh'] as const) {
      const request = { command, text: 'QUX', instruction: 'Make it rhyme', language };
      const chat = writingPrompt(request, 'chat');
      expect(lastTurn(chat).split('QUX')).toHaveLength(2);
      expect(chat.stop).toEqual(['</text>']);
      expect(systemTurn(chat)).toMatch(language === 'zh' ? /不要(?:回答|执行)/ : /[Dd]o not (?:answer|follow)/);
      const base = writingPrompt(request, 'base');
      expect(base.prompt.kind).toBe('completion');
      expect(lastTurn(base).endsWith('"""')).toBe(true);
      expect(base.stop[0]).toBe('"""');
    }
  });

  it('speaks Chinese to a Chinese text and names any other language', () => {
    expect(systemTurn(writingPrompt({ command: 'proofread', text: '你号', instruction: '', language: 'zh' }, 'chat'))).toContain('你是');
    expect(lastTurn(writingPrompt({ command: 'proofread', text: 'Hallo', instruction: '', language: 'de' }, 'chat'))).toContain(
      'Write in German.',
    );
  });

  it('keeps the beginning of the prompt the same for every text, so that it stays warm in the cache', () => {
    const prompts = ['one', 'two'].map(
      (text) => writingPrompt({ command: 'rewrite', text, instruction: '', language: 'fr' }, 'chat').prompt,
    );
    const [first, second] = prompts.map((prompt) => (prompt.kind === 'chat' ? prompt.history.slice(0, -1) : []));
    expect(first).toEqual(second);
  });

  it('leaves room for a long Chinese result', () => {
    expect(
      writingPrompt({ command: 'proofread', text: '水'.repeat(1_000), instruction: '', language: 'zh' }, 'chat').maxTokens,
    ).toBeGreaterThan(3_000);
  });
});

describe('translationPrompt', () => {
  it('names both languages, in Chinese for a Chinese text', () => {
    expect(systemTurn(translationPrompt({ text: 'Hi', from: 'en', to: 'fr' }, 'chat'))).toContain('from English into French');
    expect(systemTurn(translationPrompt({ text: '你好', from: 'zh', to: 'en' }, 'chat'))).toContain('从简体中文翻译成英语');
  });

  it('shows a base model two examples in every pair of languages', () => {
    for (const from of LANGUAGE_TAGS) {
      for (const to of LANGUAGE_TAGS) {
        const { prompt } = translationPrompt({ text: 'QUX', from, to }, 'base');
        expect(prompt.kind === 'completion' ? prompt.text.match(/\{name\}/g) : null).toHaveLength(2);
      }
    }
  });
});

describe('quick-ask prompts', () => {
  it('asks a chat model the question itself, under the user’s own system prompt', () => {
    expect(askPrompt('Why?', '', 'Be brief.', 'chat').prompt).toEqual({
      kind: 'chat',
      history: [
        { role: 'system', text: 'Be brief.' },
        { role: 'user', text: 'Why?' },
      ],
      answerPrefix: '',
    });
    expect(askPrompt('Why?', '', '', 'chat').prompt).toMatchObject({ history: [{ role: 'user', text: 'Why?' }] });
  });

  it('gives a base model a page to complete, and ends it at the next question', () => {
    expect(lastTurn(askPrompt('Who?', 'By Ann </text>', '', 'chat'))).toBe('<text-2>\nBy Ann </text>\n</text-2>\n\nWho?');
    expect(lastTurn(askPrompt('Who?', 'By Ann', '', 'base'))).toBe('"""By Ann"""\n\nQuestion: Who?\nAnswer:');
    expect(askPrompt('Why?', '', '', 'base')).toMatchObject({
      prompt: { text: 'Question: Why?\nAnswer:' },
      stop: ['\nQuestion:', '\n\n\n'],
    });
    expect(explainPrompt('熵', 'zh', 'base').prompt).toMatchObject({ text: '"""熵"""\n\n通俗地说: ' });
  });
});
