import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import { readAnswer, secondsLeft } from './upload-store.ts';

describe('upload', () => {
  it('turns a refusal into its own sentence, not into "something went wrong"', () => {
    expect(readAnswer(422, { code: 'MODEL_NOT_GGUF', data: {} })).toMatchObject({ code: 'MODEL_NOT_GGUF' });
    expect(readAnswer(507, { code: 'DISK_FULL', data: { freeBytes: 1 } })).toMatchObject({ code: 'DISK_FULL', data: { freeBytes: 1 } });
  });

  it('does not believe a body that is neither a model nor a failure', () => {
    expect(readAnswer(201, { id: 'x' })).toBeInstanceOf(AppError);
    expect(readAnswer(502, null)).toMatchObject({ code: 'INTERNAL' });
  });

  it('promises no time before it knows the speed', () => {
    const sending = { state: 'sending' as const, fileName: 'a.gguf', sentBytes: 0, totalBytes: 100, bytesPerSecond: 0 };
    expect(secondsLeft(sending)).toBeNull();
    expect(secondsLeft({ ...sending, sentBytes: 50, bytesPerSecond: 10 })).toBe(5);
  });
});
