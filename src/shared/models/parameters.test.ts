import { expect, test } from 'vitest';
import { effectiveParameters, SHIPPED_PARAMETERS } from './parameters.ts';

// Catches: a recommendation of the model that overrules the user, or a source that names the wrong layer.
test('the thread wins over the settings, the settings over the model, the model over what is shipped', () => {
  const { values, sources } = effectiveParameters({
    model: { temperature: 0.2, topP: 0.9, minP: 0 },
    settings: { temperature: 0.5, topP: 0.8 },
    thread: { temperature: 1 },
  });
  expect(values).toEqual({ ...SHIPPED_PARAMETERS, temperature: 1, topP: 0.8, minP: 0 });
  expect([sources.temperature, sources.topP, sources.minP, sources.topK]).toEqual(['thread', 'settings', 'model', 'shipped']);
});
