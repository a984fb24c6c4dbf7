import { expect, test } from 'vitest';
import { createCrashPolicy } from './crash-policy.ts';
import { nextAttempt, remediesFor } from './load-ladder.ts';
import { loadRequest } from './testing/builders.ts';

test('the third death within a minute quarantines; deaths an hour apart never do', () => {
  const policy = createCrashPolicy();
  expect([0, 20_000, 59_000].map((at) => policy.record('a', at))).toEqual([false, false, true]);
  const patient = createCrashPolicy();
  expect([0, 3_600_000, 7_200_000].map((at) => patient.record('a', at))).toEqual([false, false, false]);
});

test('one model does not pay for the deaths of another', () => {
  const policy = createCrashPolicy();
  policy.record('a', 0);
  policy.record('a', 1);
  expect(policy.record('b', 2)).toBe(false);
});

test('the ladder leaves the GPU first, then shrinks the context, then ends', () => {
  const first = nextAttempt(loadRequest({ useGpu: true }), 'ENGINE_CRASHED');
  const second = first && nextAttempt(first, 'ENGINE_CRASHED');
  expect([first, second]).toMatchObject([
    { useGpu: false, contextSize: 4_096 },
    { useGpu: false, contextSize: 1_024 },
  ]);
  expect(second && nextAttempt(second, 'ENGINE_CRASHED')).toBeUndefined();
});

test('out of memory on the CPU is not retried behind the user’s back, but offers a smaller context', () => {
  expect(nextAttempt(loadRequest(), 'MODEL_OUT_OF_MEMORY')).toBeUndefined();
  expect(remediesFor('MODEL_OUT_OF_MEMORY', loadRequest())).toEqual(['smaller-context', 'choose-another']);
});
