import { describe, expect, it } from 'vitest';
import { otherUseOf, readPress } from './recorded-keys.ts';

const NONE = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
const press = (key: string, code: string, held: Partial<typeof NONE> = {}, isMac = false) =>
  readPress({ ...NONE, ...held, key, code }, isMac);

describe('a press while recording', () => {
  it('is read by place where Option, another script or Shift writes something else there', () => {
    expect(press('˚', 'KeyK', { altKey: true }, true)).toEqual({ kind: 'keys', accelerator: 'Alt+K' });
    expect(press('л', 'KeyK', { ctrlKey: true })).toEqual({ kind: 'keys', accelerator: 'Control+K' });
    expect(press('&', 'Digit1', { altKey: true })).toEqual({ kind: 'keys', accelerator: 'Alt+1' });
    expect(press('?', 'Slash', { ctrlKey: true, shiftKey: true })).toEqual({ kind: 'keys', accelerator: 'Control+Shift+/' });
    expect(press('\u00A0', 'Space', { altKey: true, shiftKey: true }, true)).toEqual({ kind: 'keys', accelerator: 'Alt+Shift+Space' });
  });
  it('follows the layout for letters: AZERTY’s A is A, wherever it lies', () => {
    expect(press('a', 'KeyQ', { ctrlKey: true, altKey: true })).toEqual({ kind: 'keys', accelerator: 'Control+Alt+A' });
  });
  it('tells Cmd from Ctrl, the number pad from the digits, and plus from the glue', () => {
    expect(press('k', 'KeyK', { metaKey: true }, true)).toEqual({ kind: 'keys', accelerator: 'Meta+K' });
    expect(press('5', 'Numpad5', { ctrlKey: true })).toEqual({ kind: 'keys', accelerator: 'Control+num5' });
    expect(press('+', 'NumpadAdd', { altKey: true })).toEqual({ kind: 'keys', accelerator: 'Alt+numadd' });
    expect(press('+', 'BracketRight', { altKey: true })).toEqual({ kind: 'keys', accelerator: 'Alt+Plus' });
  });
  it('takes no key to type with, waits while only modifiers are held, and never traps Tab', () => {
    expect(press('k', 'KeyK')).toEqual({ kind: 'weak' });
    expect(press('K', 'KeyK', { shiftKey: true })).toEqual({ kind: 'weak' });
    expect(press('Shift', 'ShiftLeft', { shiftKey: true, ctrlKey: true })).toEqual({ kind: 'held', modifiers: ['Control', 'Shift'] });
    expect([press('Tab', 'Tab'), press('Tab', 'Tab', { shiftKey: true })]).toEqual([{ kind: 'leave' }, { kind: 'leave' }]);
    expect([press('Escape', 'Escape'), press('Backspace', 'Backspace')]).toEqual([{ kind: 'cancel' }, { kind: 'clear' }]);
    expect(press('Backspace', 'Backspace', { ctrlKey: true })).toEqual({ kind: 'keys', accelerator: 'Control+Backspace' });
  });
});

it('knows what the window does with the same keys, in whatever words they are written', () => {
  expect(otherUseOf('Control+2', false)).toBe('quickAsk');
  expect(otherUseOf('Shift+CommandOrControl+C', true)).toBe(null);
  expect(otherUseOf('Meta+Plus', true)).toBe('zoomIn');
  expect(otherUseOf('Control+V', false)).toBe('common');
  expect(otherUseOf('F5', false)).toBe('common');
  expect(otherUseOf('Alt+Shift+Space', false)).toBe(null);
});
