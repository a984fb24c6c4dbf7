import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { SHORTCUT_IDS } from '#shared/models/shortcuts.ts';
import { keysLabel, keysOf, matches, shortcutLabel, useShortcut } from './shortcuts.ts';

const press = (init: KeyboardEventInit): KeyboardEvent => new KeyboardEvent('keydown', init);

function Bound({ onStop, onHelp }: { readonly onStop: () => void; readonly onHelp: () => void }) {
  useShortcut('stop', onStop);
  useShortcut('help', onHelp);
  return <input aria-label="Field" />;
}

const sources = Object.values(import.meta.glob<string>('../**/*.tsx', { query: '?raw', import: 'default', eager: true })).join('\n');

describe('shortcuts', () => {
  it('lists nothing in the help that no view answers to', () => {
    expect(SHORTCUT_IDS.filter((id) => !sources.includes(`useShortcut('${id}'`))).toEqual([]);
  });

  it('tells Cmd from Ctrl by system, so that Ctrl+B on a Mac stays "back one character"', () => {
    expect(matches(press({ key: 'b', code: 'KeyB', metaKey: true }), 'mod+b', true)).toBe(true);
    expect(matches(press({ key: 'b', code: 'KeyB', ctrlKey: true }), 'mod+b', true)).toBe(false);
    expect(matches(press({ key: 'b', code: 'KeyB', ctrlKey: true }), 'mod+b', false)).toBe(true);
    expect(matches(press({ key: 'b', code: 'KeyB', ctrlKey: true, shiftKey: true }), 'mod+b', false)).toBe(false);
  });

  it('finds letters and digits by place where the layout types something else there', () => {
    expect(matches(press({ key: 'и', code: 'KeyB', ctrlKey: true }), 'mod+b', false)).toBe(true);
    expect(matches(press({ key: '&', code: 'Digit1', ctrlKey: true }), 'mod+1', false)).toBe(true);
    expect(matches(press({ key: 'ç', code: 'KeyC', altKey: true }), 'alt+c', true)).toBe(true);
  });

  it('takes the plus sign as a key', () => {
    expect(matches(press({ key: '+', code: 'Equal', ctrlKey: true, shiftKey: true }), 'mod++', false)).toBe(true);
    expect(matches(press({ key: '+', code: 'NumpadAdd', ctrlKey: true }), 'mod++', false)).toBe(true);
    expect(shortcutLabel('zoomIn', false)).toBe('Ctrl++');
    expect(shortcutLabel('stop', true)).toBe('⌘.');
  });

  // Catches: `CTRL+ENTER`, a function key in small letters, and `⌘⇧Z` beside menus that say `⇧⌘Z`.
  it('writes keys that are words as words, and signs in the order of a Mac', () => {
    expect(keysLabel('mod+shift+z', true)).toBe('⇧⌘Z');
    expect([keysLabel('mod+enter', true), keysLabel('mod+enter', false)]).toEqual(['⌘Enter', 'Ctrl+Enter']);
    expect([shortcutLabel('regionsBack', false), shortcutLabel('palette', false)]).toEqual(['Shift+F6', 'Ctrl+K']);
  });

  it('never gives two actions the same keys', () => {
    const all = SHORTCUT_IDS.flatMap((id) => keysOf(id));
    expect(all).toHaveLength(new Set(all).size);
  });

  it('leaves a question mark to the field it is typed in, but acts on modified keys there', () => {
    const onStop = vi.fn();
    const onHelp = vi.fn();
    render(<Bound onStop={onStop} onHelp={onHelp} />);
    const field = screen.getByLabelText('Field');
    fireEvent.keyDown(field, { key: '?', code: 'Slash', shiftKey: true });
    expect(onHelp).not.toHaveBeenCalled();
    fireEvent.keyDown(field, { key: '.', code: 'Period', ctrlKey: true });
    expect(onStop).toHaveBeenCalledOnce();
    fireEvent.keyDown(document.body, { key: '?', code: 'Slash', shiftKey: true });
    expect(onHelp).toHaveBeenCalledOnce();
  });

  it('does not fire while an input method is composing, and not after the view has gone', () => {
    const onStop = vi.fn();
    const { unmount } = render(<Bound onStop={onStop} onHelp={onStop} />);
    fireEvent.keyDown(document.body, { key: '.', code: 'Period', ctrlKey: true, isComposing: true });
    unmount();
    fireEvent.keyDown(document.body, { key: '.', code: 'Period', ctrlKey: true });
    expect(onStop).not.toHaveBeenCalled();
  });
});
