import { expect, test } from 'vitest';
import { effectiveParameters, outsideChats, SHIPPED_PARAMETERS } from './parameters.ts';

// Catches: a recommendation of the model that overrules the user, or a source that names the wrong layer.
test('the thread wins over its assistant, that over the settings, the settings over the model, the model over what is shipped', () => {
  const { values, sources } = effectiveParameters({
    model: { temperature: 0.2, topP: 0.9, minP: 0 },
    settings: { temperature: 0.5, topP: 0.8, topK: 5 },
    assistant: { temperature: 0.7, topK: 9 },
    thread: { temperature: 1 },
  });
  expect(values).toEqual({ ...SHIPPED_PARAMETERS, temperature: 1, topP: 0.8, topK: 9, minP: 0 });
  expect([sources.temperature, sources.topK, sources.topP, sources.minP, sources.seed]).toEqual([
    'thread',
    'assistant',
    'settings',
    'model',
    'shipped',
  ]);
});

// Catches: a schema set for chats that turns a translation into JSON.
test('a schema of the settings stays with chats', () => {
  expect(outsideChats({ jsonSchema: '{}', temperature: 1 })).toEqual({ temperature: 1 });
});
