import { describe, expect, it } from 'vitest';
import { ApiError } from './api-errors.ts';
import { chatRequestSchema, completionRequestSchema, parseRequest } from './api-requests.ts';

const messages = [{ role: 'user', content: 'Hello' }];
const paramOf = (schema: typeof chatRequestSchema | typeof completionRequestSchema, body: unknown): string | null | undefined => {
  try {
    parseRequest<unknown>(schema, body);
    return null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    expect([error.status, error.message.includes(`"${error.details.param ?? ''}"`) || error.details.param === '']).toEqual([400, true]);
    return error.details.param;
  }
};

describe('a chat request', () => {
  it.each<[string, Record<string, unknown>]>([
    ['nothing but messages', {}],
    ['every field', { model: 'x', temperature: 0, top_p: 1, max_tokens: 1, stop: ['a', 'b'], seed: 4_294_967_295, n: 4, stream: true }],
    ['nulls', { model: null, temperature: null, max_tokens: null, stop: null, seed: null, n: null, stream: null, stream_options: null }],
    ['the newer token limit', { max_completion_tokens: 5, stop: 'x', stream_options: { include_usage: true } }],
    [
      'what libraries send for nothing',
      { tools: [], tool_choice: 'auto', response_format: { type: 'text' }, frequency_penalty: 0, logit_bias: {} },
    ],
    ['whose user it is', { user: 'me', metadata: { a: 'b' } }],
    ['text parts', { messages: [{ role: 'user', content: [{ type: 'text', text: 'a' }] }] }],
    ['an answer sent back', { messages: [...messages, { role: 'assistant', content: 'Hi', refusal: null, tool_calls: [] }, ...messages] }],
  ])('with %s is taken', (_, body) => {
    expect(paramOf(chatRequestSchema, { messages, ...body })).toBeNull();
  });

  it.each<[string, Record<string, unknown>]>([
    ['tools', { tools: [{ type: 'function', function: { name: 'f' } }] }],
    ['tool_choice', { tool_choice: 'required' }],
    ['functions', { functions: [{ name: 'f' }] }],
    ['response_format', { response_format: { type: 'json_object' } }],
    ['logprobs', { logprobs: true }],
    ['frequency_penalty', { frequency_penalty: 0.5 }],
    ['logit_bias', { logit_bias: { '50256': -100 } }],
    ['audio', { audio: { voice: 'alloy' } }],
    ['reasoning_effort', { reasoning_effort: 'high' }],
    ['n_discard', { n_discard: -1 }],
    ['stream_options.x', { stream_options: { x: 1 } }],
    [
      'messages.0.content.1.type',
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'a' },
              { type: 'image_url', image_url: { url: 'data:' } },
            ],
          },
        ],
      },
    ],
    ['messages.0.tool_calls', { messages: [{ role: 'assistant', content: 'x', tool_calls: [{}] }, ...messages] }],
    ['messages.0.role', { messages: [{ role: 'tool', content: 'x' }] }],
    ['messages.0.content', { messages: [{ role: 'user', content: 7 }] }],
    ['messages.0.name', { messages: [{ role: 'user', content: 'x', name: 'y' }] }],
    ['messages', { messages: [] }],
    ['messages', { messages: [{ role: 'system', content: 'x' }] }],
    ['messages', { messages: 'Hello' }],
  ])('is refused by the name of the field: %s', (param, body) => {
    expect(paramOf(chatRequestSchema, { messages, ...body })).toBe(param);
  });

  it.each(['max_tokens', 'max_completion_tokens', 'n', 'seed'])('H46: %s is an integer in its range', (field) => {
    for (const value of [-1, 1.5, 2 ** 53, 1e308, '5', true, [], {}]) {
      expect([value, paramOf(chatRequestSchema, { messages, [field]: value })]).toEqual([value, field]);
    }
  });
  it.each(['temperature', 'top_p'])('H46: %s is a number in its range', (field) => {
    // 1e999 in JSON is Infinity.
    for (const value of [-0.1, 2.1, Infinity, NaN, '1', true]) {
      expect([value, paramOf(chatRequestSchema, { messages, [field]: value })]).toEqual([value, field]);
    }
  });
  it('H46: stop texts are limited in number and length', () => {
    for (const stop of ['', 'x'.repeat(201), Array.from({ length: 9 }, () => 'x'), [''], [7], {}]) {
      expect(paramOf(chatRequestSchema, { messages, stop })).toMatch(/^stop/);
    }
  });
  it('H08: a prototype key is a field like any other', () => {
    expect(paramOf(chatRequestSchema, JSON.parse('{"messages":[{"role":"user","content":"x"}],"constructor":{"a":1}}'))).toBe(
      'constructor',
    );
    parseRequest(chatRequestSchema, { messages });
    expect('a' in {}).toBe(false);
  });
  it('H08: what is no object, or a million levels deep, is refused', () => {
    for (const body of [null, 7, 'x', [], JSON.parse('['.repeat(1_000_000) + ']'.repeat(1_000_000))]) {
      expect(paramOf(chatRequestSchema, body)).toBe('');
    }
  });
  it('never repeats what was sent', () => {
    const secret = 'a secret text';
    for (const body of [
      { messages: [{ role: secret, content: secret }] },
      { messages, temperature: secret },
      { messages, stop: [7, secret] },
    ]) {
      expect(() => parseRequest(chatRequestSchema, body)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(secret) }),
      );
    }
  });
});

describe('a completion request', () => {
  it.each<[string | null, Record<string, unknown>]>([
    [null, { prompt: '' }],
    [null, { prompt: 'Once', echo: false, best_of: 1, logprobs: null, max_tokens: 16 }],
    ['prompt', {}],
    ['prompt', { prompt: ['a', 'b'] }],
    ['prompt', { prompt: [1, 2, 3] }],
    ['echo', { prompt: 'x', echo: true }],
    ['suffix', { prompt: 'x', suffix: 'y' }],
    ['best_of', { prompt: 'x', best_of: 2 }],
    ['logprobs', { prompt: 'x', logprobs: 5 }],
    ['messages', { prompt: 'x', messages: [] }],
  ])('%s: %j', (param, body) => {
    expect(paramOf(completionRequestSchema, body)).toBe(param);
  });
});
