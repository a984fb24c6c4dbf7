import { expect, test } from 'vitest';
import { fillVariables, hasVariable, unknownVariables } from './prompt-variables.ts';

const values = { date: 'Monday', language: 'English', selection: 'see {{date}} $& $1' };

// Catches: a value that is looked into again, or taken for a replacement pattern.
test('each variable gets its value, and a value is not looked into', () => {
  expect(fillVariables('{{date}}, {{ language }}: {{selection}}', values)).toBe('Monday, English: see {{date}} $& $1');
});

// Catches: a typing error that vanishes from the prompt without a word.
test('what is no variable stays, and is named once', () => {
  const prompt = '{{dat}} {{dat}} {{}} {date} {{user name}} {{toString}} {{{date}}}';
  expect(fillVariables(prompt, values)).toBe('{{dat}} {{dat}} {{}} {date} {{user name}} {{toString}} {Monday}');
  expect(unknownVariables(prompt)).toEqual(['dat', 'user name', 'toString']);
  expect([hasVariable(prompt, 'date'), hasVariable(prompt, 'selection')]).toEqual([true, false]);
});
