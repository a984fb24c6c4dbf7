import { describe, expect, test } from 'vitest';
import { AppError } from '../errors/app-error.ts';
import { assistantContentSchema } from '../models/assistant.ts';
import { MOST_FILE_CHARS, readAssistantFile, writeAssistantFile } from './assistant-file.ts';

const cook = assistantContentSchema.parse({
  name: 'Cook',
  icon: '👩‍🍳',
  description: '',
  leadsTo: null,
  parameters: { systemPrompt: 'You cook. {{date}}', temperature: 0.4 },
  modelId: '6a1f0a52-7d6e-4f5b-9a40-0c3d1a2b3c4d',
  openingMessage: 'Hungry?',
  questions: ['What is for dinner?'],
});

function refusal(text: string): string {
  try {
    readAssistantFile(text);
    return 'taken';
  } catch (error) {
    return error instanceof AppError ? [error.code, error.data['where']].filter(Boolean).join(' ') : String(error);
  }
}
const file = (assistant: object): string => JSON.stringify({ format: 'inkstone-assistants', version: 1, assistants: [assistant] });

// Catches: a file of ours that we cannot read, or the id of a model on another machine taken over.
test('what is exported is imported again, without the model of this machine', () => {
  expect(readAssistantFile(`\uFEFF${writeAssistantFile([cook])}`)).toEqual([{ ...cook, modelId: null }]);
});

describe('refused, with the place of the fault', () => {
  // Catches: a hostile or broken file that gets into the library.
  test.each([
    ['', 'IMPORT_DAMAGED'],
    ['{"format":', 'IMPORT_DAMAGED'],
    ['[]', 'ASSISTANT_FILE_UNUSABLE –'],
    ['{"assistants":[]}', 'ASSISTANT_FILE_UNUSABLE format'],
    ['['.repeat(100_000), 'IMPORT_DAMAGED'],
    [' '.repeat(MOST_FILE_CHARS + 1), 'IMPORT_TOO_LARGE'],
    [JSON.stringify({ format: 'inkstone-assistants', version: 2, assistants: 'new' }), 'IMPORT_NEWER'],
    [file({ ...cook, name: '' }), 'ASSISTANT_FILE_UNUSABLE assistants.0.name'],
    [file({ ...cook, icon: '<img src=x onerror=alert(1)>' }), 'ASSISTANT_FILE_UNUSABLE assistants.0.icon'],
    [file({ ...cook, icon: 'ab' }), 'ASSISTANT_FILE_UNUSABLE assistants.0.icon'],
    [file({ ...cook, parameters: { temperature: 9 } }), 'ASSISTANT_FILE_UNUSABLE assistants.0.parameters.temperature'],
    [file({ ...cook, questions: Array.from({ length: 7 }, () => 'x') }), 'ASSISTANT_FILE_UNUSABLE assistants.0.questions'],
  ])('%.60s', (text, expected) => expect(refusal(text)).toBe(expected));
});

// Catches: a key that reaches the prototype of what is made from the file.
test('unknown keys are left out', () => {
  const text = file({ ...cook, id: 'tutor' }).replace('"name"', '"__proto__":{"isAdmin":true},"name"');
  const [read] = readAssistantFile(text);
  expect(Object.keys(read ?? {}).toSorted()).toEqual(Object.keys(cook).toSorted());
  expect(Reflect.get(read ?? {}, 'isAdmin')).toBeUndefined();
});
