import { AppError } from '#shared/errors/app-error.ts';
import { expect, test } from 'vitest';
import { toFailure } from './failures.ts';

test('no path of the user’s disk is in what leaves the engine process', () => {
  const cause = new Error('cannot open /home/ann/Private models/secret.gguf');
  const failure = toFailure(new AppError('MODEL_DAMAGED', { tokens: 1 }, { cause }), 'INTERNAL', [
    'llama_model_load: C:\\Users\\Ann\\m.gguf failed',
  ]);
  expect(failure).toMatchObject({ code: 'MODEL_DAMAGED', data: { tokens: 1 } });
  expect(failure.detail).not.toMatch(/secret|\bAnn\b|Users/iu);
  expect(failure.detail).toContain('llama_model_load');
});

test('what is not expected gets the code of its place', () => {
  expect(toFailure('odd', 'ENGINE_START_FAILED')).toEqual({ code: 'ENGINE_START_FAILED', data: {}, detail: 'odd' });
});
