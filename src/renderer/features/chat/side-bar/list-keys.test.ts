import { expect, test } from 'vitest';
import { listKeyAction } from './list-keys.ts';

const press = (key: string, held = ''): unknown =>
  listKeyAction({
    key,
    ctrlKey: held.includes('c'),
    metaKey: held.includes('m'),
    shiftKey: held.includes('s'),
    altKey: held.includes('a'),
  });

// Catches: plain letters or the system's own keys that delete, select or move chats.
test('keys mean what file lists taught, and nothing else means anything', () => {
  expect([press('ArrowDown'), press('End', 's'), press('ArrowUp', 'a')]).toEqual([
    { do: 'focus', to: 'next', isExtending: false },
    { do: 'focus', to: 'last', isExtending: true },
    { do: 'shift', by: -1 },
  ]);
  expect([press(' ', 'c'), press(' '), press('A', 'c'), press('x', 'm'), press('v', 'c'), press('Delete'), press('ArrowLeft')]).toEqual([
    { do: 'toggle' },
    { do: 'toggle' },
    { do: 'all' },
    { do: 'cut' },
    { do: 'paste' },
    { do: 'remove' },
    { do: 'close' },
  ]);
  for (const [key, held] of [['a'], ['x'], ['Delete', 's'], ['Enter'], ['c', 'c'], ['ArrowLeft', 'a'], ['Tab']] as const) {
    expect(press(key, held), `${held} ${key}`).toBeNull();
  }
});
