import { expect, test } from 'vitest';
import type { ComposerKey, ComposerState } from './composer-keys.ts';
import { composerAction } from './composer-keys.ts';

const press = (key: string, more: Partial<ComposerKey> = {}): ComposerKey => ({
  key,
  keyCode: 0,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});
const idle: ComposerState = { sendWith: 'enter', isEmpty: false, isWriting: false };

test('Enter that ends an input method composition never sends', () => {
  expect(composerAction(press('Enter', { isComposing: true }), idle)).toBeNull();
  expect(composerAction(press('Enter', { keyCode: 229 }), idle)).toBeNull();
  expect(composerAction(press('Escape', { isComposing: true }), { ...idle, isWriting: true })).toBeNull();
});

test('Enter sends and Shift+Enter does not', () => {
  expect(composerAction(press('Enter'), idle)).toBe('send');
  expect(composerAction(press('Enter', { shiftKey: true }), idle)).toBeNull();
});

test('with "Ctrl+Enter sends" a bare Enter is a new line', () => {
  const state: ComposerState = { ...idle, sendWith: 'mod-enter' };
  expect(composerAction(press('Enter'), state)).toBeNull();
  expect(composerAction(press('Enter', { ctrlKey: true }), state)).toBe('send');
  expect(composerAction(press('Enter', { metaKey: true }), state)).toBe('send');
});

test('the up arrow edits the last turn only from an empty composer', () => {
  expect(composerAction(press('ArrowUp'), { ...idle, isEmpty: true })).toBe('editLast');
  expect(composerAction(press('ArrowUp'), idle)).toBeNull();
});

test('Escape stops only what is being written', () => {
  expect(composerAction(press('Escape'), { ...idle, isWriting: true })).toBe('stop');
  expect(composerAction(press('Escape'), idle)).toBeNull();
});
