import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { contextMenuTemplate } from './context-menu.ts';
import { desktopStrings } from '../strings/desktop-strings.ts';

const editFlags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true } as ContextMenuParams['editFlags'];
const nothing = { dictionarySuggestions: [], editFlags, isEditable: false, linkURL: '', misspelledWord: '', selectionText: '' };

const done: string[] = [];
const menu = (over: Partial<Parameters<typeof contextMenuTemplate>[0]>, language = 'en'): MenuItemConstructorOptions[] =>
  contextMenuTemplate({ ...nothing, ...over }, desktopStrings(language), {
    replace: (word) => done.push(`replace ${word}`),
    learn: (word) => done.push(`learn ${word}`),
    copyText: (text) => done.push(`copy ${text}`),
  });
const labels = (items: MenuItemConstructorOptions[]) => items.map(({ label, type }) => label ?? type);

describe('the menu of the right mouse button', () => {
  it('is not there where there is nothing to do', () => {
    expect(menu({})).toEqual([]);
  });
  it('offers what can be done in a field, in both languages', () => {
    expect(labels(menu({ isEditable: true }))).toEqual(['Cut', 'Copy', 'Paste', 'Select all']);
    expect(labels(menu({ isEditable: true }, 'zh-CN'))).toEqual(['剪切', '复制', '粘贴', '全选']);
    const empty = menu({ isEditable: true, editFlags: { ...editFlags, canCut: false, canCopy: false } });
    expect(empty.map(({ enabled }) => enabled)).toEqual([false, false, true, true]);
  });
  it('corrects a word, or learns it', () => {
    const items = menu({ isEditable: true, misspelledWord: 'teh', dictionarySuggestions: ['the', 'ten', 'tea', 'tee', 'eh', 'hte'] });
    expect(labels(items).slice(0, 8)).toEqual(['the', 'ten', 'tea', 'tee', 'eh', 'Add to dictionary', 'separator', 'Cut']);
    for (const item of items.slice(0, 6)) Reflect.apply(item.click ?? (() => undefined), undefined, []);
    expect([done[0], done.at(-1)]).toEqual(['replace the', 'learn teh']);
    expect(labels(menu({ isEditable: true, misspelledWord: 'qqq' })).slice(0, 2)).toEqual(['No suggestions', 'Add to dictionary']);
  });
  it('copies a link that leads outside, and none of our own', () => {
    const [item] = menu({ linkURL: 'https://example.org/a?b' });
    Reflect.apply(item?.click ?? (() => undefined), undefined, []);
    expect(done.at(-1)).toBe('copy https://example.org/a?b');
    expect(menu({ linkURL: 'app://ui/index.html#/write' })).toEqual([]);
  });
});
