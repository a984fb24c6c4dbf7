/** Penalties and JSON schemas on the real engine. */
import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { ensureTinyModel } from '../../../scripts/models/make-tiny-models.ts';
import type { GenerateRequest } from './engine.ts';
import type { RequestOverrides } from './testing/builders.ts';
import { chatPrompt, collect, doneOf, generateRequest, textOf } from './testing/builders.ts';
import type { RealEngine } from './testing/real-engine.ts';
import { hasStarterModel, STARTER_PATH, startRealEngine } from './testing/real-engine.ts';

const never = new AbortController().signal;
let real: RealEngine;

const start = async (path: string) => {
  real = startRealEngine();
  await real.load(path, { contextSize: 1_024 });
};
const answer = async (request: RequestOverrides | GenerateRequest, signal = never) =>
  collect(real.engine.generate(generateRequest(request), signal));
afterEach(async () => real.engine.dispose());

const PERSON = JSON.stringify({
  type: 'object',
  properties: {
    name: { type: 'string', maxLength: 30 },
    age: { type: 'integer' },
    tags: { type: 'array', items: { enum: ['kind', 'tall', 'loud'] }, maxItems: 3 },
    home: { anyOf: [{ type: 'null' }, { type: 'string', maxLength: 20 }] },
  },
});
const isPerson = (text: string): boolean => {
  const value = JSON.parse(text) as { name: unknown; age: unknown; tags: unknown[]; home: unknown };
  return typeof value.name === 'string' && Number.isInteger(value.age) && Array.isArray(value.tags) && 'home' in value;
};

test('penalties that are neutral change no token, others make repetition rarer', async () => {
  await start(ensureTinyModel('tiny-chat'));
  const write = async (parameters: RequestOverrides['parameters']) => {
    const events = await answer({ parameters: { maxTokens: 60, topK: 0, ...parameters } });
    const words = [...textOf(events)];
    return { text: textOf(events), distinct: new Set(words).size };
  };
  const [plain, neutral] = [await write({}), await write({ repeatPenalty: 1, frequencyPenalty: 0, presencePenalty: 0 })];
  expect(neutral.text).toBe(plain.text);
  expect((await write({ frequencyPenalty: 2 })).distinct).toBeGreaterThan(plain.distinct);
  expect((await write({ presencePenalty: 2 })).text).not.toBe(plain.text);
});

test('a random model that is held to a schema still writes nothing but what the schema allows', async () => {
  await start(ensureTinyModel('tiny-chat'));
  const jsonSchema = '{"enum":["red","green",7]}';
  for (const seed of [1, 2, 3]) {
    const events = await answer({ slotKey: String(seed), parameters: { jsonSchema, temperature: 1.5, seed, maxTokens: 60 } });
    expect([['red', 'green', 7].includes(JSON.parse(textOf(events)) as string | number), doneOf(events).stopReason]).toEqual([true, 'end']);
  }
});

test('a schema that cannot be kept has its own code, and the engine goes on', async () => {
  await start(ensureTinyModel('tiny-chat'));
  const refused = await answer({ parameters: { jsonSchema: '{"type":"string","pattern":"^a"}' } }).catch((error: unknown) => error);
  expect(refused instanceof AppError && [refused.code, refused.data['what']]).toEqual(['JSON_SCHEMA_UNUSABLE', 'pattern']);
  const prompt = chatPrompt('Hello', 'no JSON at all');
  await expect(answer({ prompt, parameters: { jsonSchema: PERSON } })).rejects.toMatchObject({ code: 'JSON_SCHEMA_UNUSABLE' });
  expect(textOf(await answer({}))).not.toBe('');
});

describe.skipIf(!hasStarterModel())('the starter model', () => {
  test('writes JSON of the form asked for, also when it goes on after a stop', async () => {
    await start(STARTER_PATH);
    const text = 'Describe the person as JSON: Anna is 31 years old, kind and loud, and lives in Paris.';
    const request = { prompt: chatPrompt(text), slotKey: 'json', parameters: { jsonSchema: PERSON, maxTokens: 160 } };
    const whole = await answer(request);
    expect([isPerson(textOf(whole)), doneOf(whole).stopReason]).toEqual([true, 'end']);

    const half = textOf(await answer({ ...request, parameters: { ...request.parameters, maxTokens: 12 } }));
    expect(() => isPerson(half)).toThrow(SyntaxError);
    const rest = await answer({ ...request, prompt: chatPrompt(text, half) });
    expect([isPerson(half + textOf(rest)), doneOf(rest).stopReason]).toEqual([true, 'end']);
  });

  test('a run that made way goes on inside the schema', async () => {
    await start(STARTER_PATH);
    const request = generateRequest({
      prompt: { kind: 'completion', text: 'A person as JSON:\n' },
      priority: 'background',
      slotKey: 'background',
      parameters: { jsonSchema: PERSON, maxTokens: 160 },
    });
    let text = '';
    let chat: Promise<unknown> | undefined;
    for await (const event of real.engine.generate(request, never)) {
      if (event.type !== 'delta') continue;
      text += event.text;
      chat ??= answer({ prompt: chatPrompt('Hi'), slotKey: 'chat', parameters: { maxTokens: 4 } });
    }
    await chat;
    expect(isPerson(text)).toBe(true);
  });
});
