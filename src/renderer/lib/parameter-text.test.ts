import { expect, test } from 'vitest';
import { parameterText, parseParameter } from './parameter-text.ts';

test('numbers are read as people type them and refused outside their limits', () => {
  expect(parseParameter('temperature', '0,5')).toEqual({ temperature: 0.5 });
  expect(parseParameter('temperature', '')).toBeNull();
  expect(parseParameter('temperature', '2.1')).toBeNull();
  expect(parseParameter('topK', '1.5')).toBeNull();
  expect(parseParameter('topK', 'many')).toBeNull();
});

test('empty is a value only where it means something', () => {
  expect(parseParameter('maxTokens', ' ')).toEqual({ maxTokens: null });
  expect(parseParameter('seed', '')).toEqual({ seed: null });
  expect(parseParameter('systemPrompt', '')).toEqual({ systemPrompt: '' });
  expect(parseParameter('stop', '\n')).toEqual({ stop: [] });
});

test('what is shown reads back as the same value', () => {
  expect(parseParameter('stop', parameterText(['###', 'User:']))).toEqual({ stop: ['###', 'User:'] });
  expect(parseParameter('seed', parameterText(null))).toEqual({ seed: null });
  expect(parseParameter('minP', parameterText(0.05))).toEqual({ minP: 0.05 });
});
