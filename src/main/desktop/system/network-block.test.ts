import { expect, it } from 'vitest';
import { createElectronFake } from '../electron-fake.test-support.ts';
import { blockNetwork } from './network-block.ts';

function judge(isPackaged: boolean): (url: string, resourceType?: string) => boolean {
  const { electron, handlers } = createElectronFake();
  blockNetwork(electron.session.defaultSession, isPackaged);
  return (url, resourceType = 'xhr') => {
    let isCancelled = true;
    handlers.get('beforeRequest')?.({ url, resourceType }, ({ cancel }: { cancel: boolean }) => (isCancelled = cancel));
    return isCancelled;
  };
}

it.each([
  'http://127.0.0.1:1/',
  'https://example.org/pixel.png',
  'ws://example.org/',
  'wss://example.org/',
  'ftp://example.org/',
  'file:///etc/passwd',
  'app://ui.evil/x',
  'blob:https://example.org/1',
  'chrome://gpu/',
  'devtools://devtools/x',
  'not an address',
])('%s is never requested by the UI', (url) => expect(judge(true)(url)).toBe(true));

it('our own files and data in the page are, but no page is made of data', () => {
  const isCancelled = judge(true);
  expect([isCancelled('app://ui/assets/a.js'), isCancelled('data:image/png;base64,AA'), isCancelled('blob:app://ui/1')]).toEqual([
    false,
    false,
    false,
  ]);
  expect([
    isCancelled('data:text/html,x', 'mainFrame'),
    isCancelled('blob:app://ui/1', 'subFrame'),
    isCancelled('app://ui/', 'mainFrame'),
  ]).toEqual([true, true, false]);
});
it('developer tools load outside packages', () => expect(judge(false)('devtools://devtools/x', 'mainFrame')).toBe(false));
