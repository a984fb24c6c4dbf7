import { expect, it } from 'vitest';
import { acceleratorLabel, canonicalAccelerator, parseAccelerator } from './accelerator.ts';

const canonical = (text: string, isMac = false): string | null => {
  const accelerator = parseAccelerator(text, isMac);
  return accelerator === null ? null : canonicalAccelerator(accelerator);
};

it('knows the same keys in other words and another order, so that one shortcut is not given twice', () => {
  expect(canonical('Shift+CmdOrCtrl+k')).toBe(canonical('Control+Shift+K'));
  expect(canonical('Option+Enter')).toBe('Alt+Return');
  expect(canonical('CommandOrControl+K', true)).toBe('Meta+K');
  expect(canonical('CommandOrControl+K', true)).not.toBe(canonical('Control+K', true));
  expect(canonical('Ctrl+Ctrl+num5')).toBe('Control+num5');
});

it.each([
  '',
  '+',
  'Alt',
  'Alt+',
  'Alt+Shift',
  'Space',
  'a',
  'Shift+A',
  'Shift+Space',
  'Enter',
  'Hyper+K',
  'Alt+F25',
  'Alt+KK',
  'Alt+K+J',
  'Alt + K',
  'Alt+é',
])('takes no key that people type with from every program, and nothing that is no key: %j', (text) =>
  expect(parseAccelerator(text, false)).toBeNull(),
);

it.each(['F5', 'Shift+F12', 'MediaPlayPause', 'PrintScreen', 'Alt+Plus', 'Super+.', 'Ctrl+-'])('accepts %s', (text) =>
  expect(parseAccelerator(text, false)).not.toBeNull(),
);

it('writes the keys as they are labelled on each system, not in Electron’s words', () => {
  expect(acceleratorLabel('CommandOrControl+Shift+Space', 'linux')).toBe('Ctrl+Shift+Space');
  expect(acceleratorLabel('CommandOrControl+Shift+Space', 'darwin')).toBe('⇧⌘ Space');
  expect(acceleratorLabel('Alt+Meta+Plus', 'darwin')).toBe('⌥⌘+');
  expect(acceleratorLabel('Super+Up', 'win32')).toBe('Win+↑');
  expect(acceleratorLabel('Meta+Up', 'linux')).toBe('Super+↑');
  expect(acceleratorLabel('Bogus', 'linux')).toBe('Bogus');
});
