import { expect, test } from 'vitest';
import type { Priority } from './engine.ts';
import { createRunQueue } from './run-queue.ts';

const item = (name: string, priority: Priority) => ({ name, priority });
const names = (items: readonly { name: string }[]) => items.map(({ name }) => name).join(' ');

test('a chat message overtakes titles and API requests, but not an older chat message', () => {
  const queue = createRunQueue<ReturnType<typeof item>>(10);
  for (const next of [
    item('title', 'background'),
    item('api', 'api'),
    item('chat1', 'chat'),
    item('ask', 'quick-ask'),
    item('chat2', 'chat'),
  ])
    queue.add(next);
  expect(names(queue.list())).toBe('chat1 chat2 ask api title');
});

test('a preempted request is served before younger ones of its priority and after higher ones', () => {
  const queue = createRunQueue<ReturnType<typeof item>>(10);
  queue.add(item('api2', 'api'));
  queue.add(item('chat', 'chat'));
  queue.putBack(item('api1', 'api'));
  expect(names(queue.list())).toBe('chat api1 api2');
});

test('a full queue refuses, but never a request that was already served', () => {
  const queue = createRunQueue<ReturnType<typeof item>>(1);
  expect(queue.add(item('a', 'chat'))).toBe(true);
  expect(queue.add(item('b', 'chat'))).toBe(false);
  queue.putBack(item('c', 'chat'));
  expect(names(queue.list())).toBe('c a');
});
