import { describe, expect, it } from 'vitest';
import { isUiAddress, MAIN_PAGE, QUICK_PAGE } from './ui-address.ts';

describe('H24: which addresses are ours', () => {
  it.each([MAIN_PAGE, QUICK_PAGE, 'app://ui/', 'app://ui/index.html#/chat/1', 'app://ui/assets/a.js?x'])('%s is', (address) => {
    expect(isUiAddress(address)).toBe(true);
  });
  it.each([
    'app://ui.evil/index.html',
    'app://ui.evil.example/',
    'app://ui@evil/index.html',
    'app://evil@ui/index.html',
    'app://ui:80/index.html',
    'app://evil/ui/index.html',
    'app:ui/index.html',
    'app:///ui/index.html',
    'app:\\\\ui\\index.html',
    'app://UI/index.html',
    'https://ui/index.html',
    'https://ui.evil.com/',
    'http://app//ui/',
    'file:///app://ui/',
    'about:blank',
    'about:srcdoc',
    'data:text/html,app://ui/',
    'blob:app://ui/1',
    'view-source:app://ui/',
    ' app://ui/',
    'app://ui',
    'javascript:app://ui/',
    '',
  ])('%j is not', (address) => {
    expect(isUiAddress(address)).toBe(false);
  });
});
