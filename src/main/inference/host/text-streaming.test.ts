import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDeltaBatcher } from './delta-batcher.ts';
import { createStopDetector } from './stop-detector.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a stop text split over three pieces is found, and nothing of it is shown', () => {
  const stops = createStopDetector(['###', '\nUser:']);
  expect([stops.push('Hi\nUs'), stops.push('er'), stops.push(': more')]).toEqual([
    { text: 'Hi', isStopped: false },
    { text: '', isStopped: false },
    { text: '', isStopped: true },
  ]);
});

test('text that only began like a stop text comes out later, whole', () => {
  const stops = createStopDetector(['###']);
  expect(stops.push('a ##').text + stops.push('b #').text + stops.flush()).toBe('a ##b #');
});

test('the earliest of several stop texts ends the answer', () => {
  expect(createStopDetector(['two', 'one']).push('zero one two')).toEqual({ text: 'zero ', isStopped: true });
});

test('a thousand tokens a second become at most one event per 32 ms, with every character and token', () => {
  const sent: [string, number][] = [];
  const batcher = createDeltaBatcher((text, tokens) => sent.push([text, tokens]));
  for (let index = 0; index < 1_000; index += 1) {
    batcher.add('x', 1);
    vi.advanceTimersByTime(1);
  }
  batcher.flush();
  expect(sent.length).toBeLessThanOrEqual(33);
  expect([sent.map(([text]) => text).join('').length, sent.reduce((sum, [, tokens]) => sum + tokens, 0)]).toEqual([1_000, 1_000]);
});

test('the last text of a slow model is not kept back until the next token', () => {
  const sent: string[] = [];
  const batcher = createDeltaBatcher((text) => sent.push(text));
  batcher.add('a', 1);
  batcher.add('b', 1);
  vi.advanceTimersByTime(32);
  expect(sent).toEqual(['a', 'b']);
});

test('an emoji is never cut in half', () => {
  const sent: string[] = [];
  const batcher = createDeltaBatcher((text) => sent.push(text));
  batcher.add('\uD83D', 1);
  batcher.add('\uDE00', 1);
  batcher.flush();
  expect(sent).toEqual(['😀']);
});
