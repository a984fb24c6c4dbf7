import type { WebContents } from 'electron';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeContents } from '../electron-fake.test-support.ts';
import { guardNavigation } from './navigation-policy.ts';

let contents: FakeContents;
let opened: string[];
beforeEach(() => {
  contents = new FakeContents();
  opened = [];
  guardNavigation(contents as unknown as WebContents, (address) => opened.push(address));
});

const FOREIGN = [
  'https://ui.evil.com/',
  'app://ui.evil/',
  'app://ui@evil/',
  'file:///etc/passwd',
  'about:blank',
  'data:text/html,x',
  'http://app/',
];

describe('H23 and H24: a page stays on our pages', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s elsewhere is prevented', (event) => {
    expect(FOREIGN.map((url) => contents.fire(event, { url, isMainFrame: true }))).toEqual(FOREIGN.map(() => true));
    expect(contents.fire(event, { url: 'app://ui/index.html#/write', isMainFrame: true })).toBe(false);
  });
  it('a frame inside a page gets nothing, not even our own page', () => {
    expect(contents.fire('will-frame-navigate', { url: 'app://ui/index.html', isMainFrame: false })).toBe(true);
  });
  it('a webview is never attached', () => expect(contents.fire('will-attach-webview', {})).toBe(true));
});

describe('H21: new windows', () => {
  it('are never opened; an address goes to the gate', () => {
    const urls = ['https://example.org/', 'about:blank', 'app://ui/index.html', 'file:///etc/passwd'];
    expect(urls.map((url) => contents.openHandler?.({ url }))).toEqual(urls.map(() => ({ action: 'deny' })));
    expect(opened).toEqual(['https://example.org/', 'file:///etc/passwd']);
  });
});
