import { expect, test } from 'vitest';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { Opening } from './engine.ts';
import { createFakeEngine } from './fake-engine.test-support.ts';
import { fakeModel } from './fake-task-deps.test-support.ts';
import { keepOpenings } from './keep-openings.ts';
import { askPrompt } from './prompts/quick-ask-prompt.ts';
import { commandOpenings } from './prompts/openings.ts';
import { writingPrompt } from './prompts/writing-prompt.ts';
import { loadRequest } from './testing/builders.ts';

const never = new AbortController().signal;
const system = ({ samples }: Opening) => samples.map((prompt) => (prompt.kind === 'chat' ? prompt.history[0] : prompt));

// Catches: openings sent once only, so that after a change of model or of the system prompt every command is read whole.
test('the engine is told after every load and after a setting that matters, and not otherwise', async () => {
  const engine = createFakeEngine();
  let settings: Settings = SHIPPED_SETTINGS;
  let calls = 0;
  const counted = { onState: engine.onState, keepOpenings: (next: readonly Opening[]) => ((calls += 1), engine.keepOpenings(next)) };
  const log = { warn: () => undefined };
  const keeper = keepOpenings({ engine: counted, readSettings: async () => settings, currentModel: async () => fakeModel, log });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  await settle();
  expect(calls).toBe(0);
  await engine.load(loadRequest(), never);
  await settle();
  await engine.load(loadRequest(), never);
  await settle();
  expect(calls).toBe(2);
  settings = { ...settings, sideBarWidth: 300 };
  keeper.refresh();
  await settle();
  expect(calls).toBe(2);
  settings = { ...settings, parameters: { systemPrompt: 'Be brief.' } };
  keeper.refresh();
  await settle();
  expect([calls, engine.openings[0]?.samples[0]]).toMatchObject([3, { history: [{ role: 'system', text: 'Be brief.' }, {}] }]);
  keeper.dispose();
});

// Catches: a prompt that was reworded in one place only.
test('the samples are the very prompts the commands send', () => {
  const openings = commandOpenings({ settings: SHIPPED_SETTINGS, kind: 'chat', languages: ['en'] });
  const proofread = writingPrompt({ command: 'proofread', text: 'Some text', instruction: '', language: 'en' }, 'chat').prompt;
  const ask = askPrompt('Why?', '', '', 'chat').prompt;
  expect(openings.map(({ samples: [{ kind }] }) => kind)).toEqual(Array(11).fill('chat'));
  expect(openings.flatMap(system)).toContainEqual(proofread.kind === 'chat' ? proofread.history[0] : undefined);
  expect(openings[0]?.samples[0]).toMatchObject({ history: ask.kind === 'chat' ? [{ role: 'user' }] : [] });
});

test('Chinese prompts only for a model that may know Chinese; none for one that cannot write', () => {
  const count = (languages: string[], kind: 'chat' | 'embedding' = 'chat') =>
    commandOpenings({ settings: SHIPPED_SETTINGS, kind, languages }).length;
  expect([count(['en']), count(['en', 'zh']), count([]), count([], 'embedding')]).toEqual([11, 21, 21, 0]);
});
