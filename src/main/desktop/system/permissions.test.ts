import { expect, it } from 'vitest';
import { createElectronFake, FakeContents } from '../electron-fake.test-support.ts';
import { denyPermissions } from './permissions.ts';

const PERMISSIONS = [
  'clipboard-read',
  'media',
  'geolocation',
  'notifications',
  'openExternal',
  'fullscreen',
  'pointerLock',
  'midi',
  'midiSysex',
  'display-capture',
  'fileSystem',
  'hid',
  'usb',
  'serial',
  'idle-detection',
  'persistent-storage',
  'local-fonts',
  'unknown',
];

function install(): (name: string, ...args: unknown[]) => unknown {
  const { electron, handlers } = createElectronFake();
  denyPermissions(electron.session.defaultSession);
  return (name, ...args) => handlers.get(name)?.(...args);
}

function request(ask: ReturnType<typeof install>, permission: string, url: string, isMainFrame: boolean): boolean[] {
  const contents = new FakeContents();
  contents.mainFrame.url = url;
  let isGranted: boolean | null = null;
  ask('permissionRequest', contents, permission, (granted: boolean) => (isGranted = granted), { isMainFrame, requestingUrl: url });
  return [isGranted ?? true, ask('permissionCheck', contents, permission, url, { isMainFrame }) !== false];
}

it('every permission but copying is denied, asked or checked', () => {
  const ask = install();
  expect(PERMISSIONS.map((name) => request(ask, name, 'app://ui/index.html', true))).toEqual(PERMISSIONS.map(() => [false, false]));
});
it('copying is allowed to the top frame of our page only (CVE-2026-34777: a frame borrows its parent)', () => {
  const ask = install();
  expect([
    request(ask, 'clipboard-sanitized-write', 'app://ui/index.html', true),
    request(ask, 'clipboard-sanitized-write', 'app://ui/index.html', false),
    request(ask, 'clipboard-sanitized-write', 'app://ui.evil/', true),
  ]).toEqual([
    [true, true],
    [false, false],
    [false, false],
  ]);
});
it('devices and screen capture are denied, and a check without a page too', () => {
  const ask = install();
  let streams: unknown = 'none';
  ask('displayMedia', {}, (given: unknown) => (streams = given));
  expect([
    ask('devicePermission', {}),
    streams,
    ask('permissionCheck', null, 'clipboard-sanitized-write', '', { isMainFrame: true }),
  ]).toEqual([false, null, false]);
});
