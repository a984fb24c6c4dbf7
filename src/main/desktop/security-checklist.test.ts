/**
 * Electron's security checklist (research/reliability.md A1), item by item. What an item's own module tests in depth stays
 * there; here each has one assertion that fails when the item is given up. docs/security.md lists both.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { WebContents } from 'electron';
import { FUSES } from '../../../scripts/package/fuses.ts';
import { contentSecurityPolicy } from '#main/web/security-headers.ts';
import { dropDangerousSwitches } from './system/command-line.ts';
import { createElectronFake, FakeContents } from './electron-fake.test-support.ts';
import { guardNavigation } from './links/navigation-policy.ts';
import { blockNetwork } from './system/network-block.ts';
import { parseExternalLink } from './links/open-link.ts';
import { denyPermissions } from './system/permissions.ts';
import { isUiAddress, MAIN_PAGE, QUICK_PAGE } from './links/ui-address.ts';
import { UI_SCHEMES } from './links/ui-protocol.ts';
import { makeWebPreferences } from './windows/web-preferences.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');
/** The product's sources below a folder, without comments, which may name what they forbid. */
const sourcesOf = (folder: string): [path: string, text: string][] =>
  readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|html)$/.test(name) && !/\.test(-support)?\.tsx?$/.test(name))
    .map((name) => [`${folder}/${name}`, read(`${folder}/${name}`).replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g, '')]);
const placesOf = (pattern: RegExp, folder = 'src'): string[] =>
  sourcesOf(folder).flatMap(([path, text]) => [...text.matchAll(pattern)].map(() => path));

const preferences = makeWebPreferences('/preload.cjs', true);
const contents = new FakeContents();
const opened: string[] = [];
guardNavigation(contents as unknown as WebContents, (address) => opened.push(address));

it('A1-1: windows load our own pages only, and nothing else is requested', () => {
  expect([MAIN_PAGE, QUICK_PAGE].map((page) => isUiAddress(page))).toEqual([true, true]);
  const pages = sourcesOf('src/renderer').filter(([path]) => path.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(0);
  for (const [path, text] of pages) expect([path, /(?:src|href)="(?:https?:)?\/\//.test(text)]).toEqual([path, false]);
  const { electron, handlers } = createElectronFake();
  blockNetwork(electron.session.defaultSession, true);
  const answers: boolean[] = [];
  for (const url of ['https://example.org/', 'http://127.0.0.1/', 'wss://example.org/', 'app://ui/index.html'])
    handlers.get('beforeRequest')?.({ url, resourceType: 'xhr' }, ({ cancel }: { cancel: boolean }) => answers.push(cancel));
  expect(answers).toEqual([true, true, true, false]);
});
it('A1-2: no Node in pages, workers and frames', () =>
  expect([preferences.nodeIntegration, preferences.nodeIntegrationInWorker, preferences.nodeIntegrationInSubFrames]).toEqual([
    false,
    false,
    false,
  ]));
it('A1-3: context isolation, and a bridge that carries no object of the page', () => {
  expect(preferences.contextIsolation).toBe(true);
  expect(placesOf(/contextBridge\.exposeInMainWorld\(/g).length).toBeLessThanOrEqual(1);
});
it('A1-4: every page is sandboxed, and the whole app before it is ready', () => {
  expect(preferences.sandbox).toBe(true);
  const entry = read('src/main/index.ts');
  const [sandbox, ready] = [entry.indexOf('app.enableSandbox()'), entry.indexOf('app.whenReady()')];
  expect(sandbox).toBeGreaterThan(0);
  expect(ready).toBeGreaterThan(sandbox);
  expect(read('electron-builder.yml')).not.toMatch(/no-sandbox/);
});
it('A1-5: all four permission handlers are installed and say no', () => {
  const { electron, handlers } = createElectronFake();
  denyPermissions(electron.session.defaultSession);
  const page = new FakeContents();
  page.mainFrame.url = MAIN_PAGE;
  let isGranted = true;
  handlers.get('permissionRequest')?.(page, 'media', (granted: boolean) => (isGranted = granted), {
    isMainFrame: true,
    requestingUrl: MAIN_PAGE,
  });
  let streams: unknown = 'none';
  handlers.get('displayMedia')?.({}, (given: unknown) => (streams = given));
  expect([
    isGranted,
    handlers.get('permissionCheck')?.(page, 'media', MAIN_PAGE, { isMainFrame: true }),
    handlers.get('devicePermission')?.({}),
    streams,
  ]).toEqual([false, false, false, null]);
});
it('A1-6 and A1-8: web security is on, and pages mix in nothing insecure', () =>
  expect([preferences.webSecurity, preferences.allowRunningInsecureContent]).toEqual([true, false]));
it('A1-7: a content security policy without a hole', () => {
  const policy = contentSecurityPolicy([]);
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
  expect(policy).not.toMatch(/unsafe|\*|https?:|filesystem:/);
  for (const directive of [
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ])
    expect(policy).toContain(directive);
});
it('A1-9 and A1-10: no experimental features', () => {
  expect([preferences.experimentalFeatures, preferences.enableBlinkFeatures]).toEqual([false, undefined]);
  expect(placesOf(/appendSwitch\(\s*'enable-(?:blink|experimental)/g, 'src/main')).toEqual([]);
});
it('A1-11 and A1-12: no webview, and none is attached', () => {
  expect(preferences.webviewTag).toBe(false);
  expect(contents.fire('will-attach-webview', {})).toBe(true);
});
it('A1-13: a page navigates to our pages only', () => {
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'])
    expect(['https://ui.evil.com/', 'app://ui.evil/', MAIN_PAGE].map((url) => contents.fire(event, { url, isMainFrame: true }))).toEqual([
      true,
      true,
      false,
    ]);
});
it('A1-14: a page opens no window', () => {
  expect(['https://example.org/', 'about:blank', MAIN_PAGE].map((url) => contents.openHandler?.({ url }))).toEqual(
    [1, 2, 3].map(() => ({ action: 'deny' })),
  );
  expect(opened).toEqual(['https://example.org/']);
  expect(placesOf(/new\s+(?:\w+\.)*BrowserWindow\(/g)).toEqual(['src/main/desktop/windows/create-window.ts']);
});
it('A1-15: one way out to the system, for three kinds of address', () => {
  expect(placesOf(/\.openExternal\(/g)).toEqual(['src/main/desktop/links/open-link.ts']);
  expect(
    ['https://a.example/', 'http://a.example/', 'mailto:a@b.example', 'file:///x', 'smb://a/b', 'javascript:1'].map(
      (url) => parseExternalLink(url) !== null,
    ),
  ).toEqual([true, true, true, false, false, false]);
});
it('A1-16: Electron is pinned exactly, in a major that gets fixes', () => {
  const version = /"electron": "([^"]+)"/.exec(read('package.json'))?.[1] ?? '';
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(45);
});
it('A1-17: one IPC channel, whose sender is checked, and none that answers', () => {
  expect(placesOf(/ipcMain\.(?:on|once|handle|handleOnce|addListener)\(/g)).toEqual(['src/main/desktop/windows/port-handover.ts']);
});
it('A1-18: our protocol bypasses no policy, and no file:// is loaded', () => {
  expect(UI_SCHEMES).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
  expect(placesOf(/\.loadFile\(|loadURL\(\s*['"`]file:/g)).toEqual([]);
});
it('A1-19: every fuse is decided, and those that open the app to its neighbours are off', () => {
  expect(FUSES).toEqual({
    RunAsNode: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableCookieEncryption: true,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  });
  expect(read('scripts/package/fuses.ts')).toContain('strictlyRequireAllFuses: true');
});
it('A1-20: the preload gives pages no Electron', () => {
  const preload = sourcesOf('src/preload');
  expect(preload.length).toBe(1);
  for (const [, text] of preload)
    expect(text).not.toMatch(
      /exposeInMainWorld\([^)]*(?:ipcRenderer|=>)|\bshell\b|\bremote\b|webFrame|ipcRenderer\.(?!send\(CONNECT_CHANNEL\)|on\(PORT_MESSAGE)/,
    );
});
it('A1 besides: no developer tools and no foreign switches in packages, no drops that navigate', () => {
  const { app } = createElectronFake();
  for (const name of ['no-sandbox', 'remote-debugging-port', 'proxy-server', 'js-flags']) app.switches.add(name);
  expect(dropDangerousSwitches(app.commandLine, true).length).toBe(4);
  expect([
    preferences.devTools,
    preferences.plugins,
    preferences.navigateOnDragDrop,
    preferences.safeDialogs,
    preferences.enableWebSQL,
  ]).toEqual([false, false, false, true, false]);
});
it('A8: outgoing connections have one place', () => {
  expect(placesOf(/(?<![.\w])fetch\(/g, 'src/main')).toEqual(['src/main/platform/network-gate.ts']);
  expect(placesOf(/from 'node:(?:https|tls|dgram|http2)'/g, 'src/main')).toEqual([]);
});
