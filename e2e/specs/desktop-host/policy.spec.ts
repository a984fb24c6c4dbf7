/** What a page may not do, on the Electron double: navigation, windows, permissions, paths, foreign senders (A1 of the reliability brief). */
import { expect, test } from '../../fixtures/test.ts';

const ORIGIN = 'http://ui.app.localhost';
const MAIN = 1;

test('every file comes with the policy, and a script of a stranger does not run', async ({ page, problems }) => {
  const response = await page.reload();
  const headers = response?.headers() ?? {};
  expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
  expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  problems.allow(/Content Security Policy|content security policy violated|TrustedScript/);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');

    try {
      script.text = 'window.pwned = 1';
      document.head.append(script);
    } catch {
      // refused by Trusted Types already
    }
    return 'pwned' in window;
  });
  expect(ran).toBe(false);
});

// Catches: a resolver that compares by prefix or decodes twice.
test('paths outside the renderer are not there', async ({ page, problems }) => {
  problems.allow(/404/);
  const statuses = await page.evaluate(
    (paths) => Promise.all(paths.map(async (path) => (await fetch(path)).status)),
    [
      '/..%2f..%2fpackage.json',
      '/%2e%2e/main/index.js',
      '/assets/..%5c..%5cindex.html',
      '/.inkstone-stamp',
      '/index.html%00.png',
      '/C:/windows/win.ini',
    ],
  );
  expect(statuses).toEqual([404, 404, 404, 404, 404, 404]);
});

test('the page cannot navigate away, by address, by link or in a frame', async ({ page, problems }) => {
  problems.allowOrigin('https://evil.example');
  problems.allow(/ERR_|frame-src|Framing|Content Security Policy/i);
  const before = page.url();
  await page.evaluate(() => {
    window.location.href = 'https://evil.example/';
  });
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'https://evil.example/link';
    document.body.append(link);
    link.click();
  });
  await expect(page.getByRole('textbox', { name: 'Message', exact: true })).toBeVisible();
  expect(page.url()).toBe(before);
});

test('window.open opens no window: an own address is dropped, a foreign one is asked about', async ({
  page,
  desktop,
  context,
  problems,
}) => {
  problems.allowOrigin('https://example.org');
  const before = await desktop.control.windows();
  await page.evaluate(() => void window.open('https://example.org/page'));
  await expect
    .poll(async () => (await desktop.control.calls()).filter(({ name }) => name === 'dialog.showMessageBox'))
    .toMatchObject([{ args: [{ detail: 'https://example.org/page' }] }]);
  expect(
    (await desktop.control.calls()).some(({ name }) => name === 'shell.openExternal'),
    'nobody agreed',
  ).toBe(false);
  expect(await desktop.control.windows()).toHaveLength(before.length);
  await expect.poll(() => context.pages().filter((open) => open.url().includes('example.org')).length).toBe(0);
});

// Catches: a permission left to Electron's default, which grants.
test('every permission is denied but writing text to the clipboard, and that to the top frame only', async ({ desktop, page }) => {
  await expect(page.getByRole('link', { name: 'Chat', exact: true })).toBeVisible();
  const ask = (permission: string, isMainFrame: boolean, requestingUrl = 'app://ui/index.html') =>
    desktop.control.askPermission(MAIN, permission, { isMainFrame, requestingUrl });
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'midi',
    'pointerLock',
    'fullscreen',
    'openExternal',
    'clipboard-read',
    'hid',
    'serial',
    'usb',
    'display-capture',
    'idle-detection',
    'window-management',
    'storage-access',
    'fileSystem',
    'unknown',
  ]) {
    expect.soft(await ask(permission, true), permission).toEqual({ isGranted: false, isAllowed: false, isDeviceAllowed: false });
  }
  expect(await ask('clipboard-sanitized-write', true)).toEqual({ isGranted: true, isAllowed: true, isDeviceAllowed: false });
  expect(await ask('clipboard-sanitized-write', false)).toMatchObject({ isGranted: false, isAllowed: false });
  expect(await ask('clipboard-sanitized-write', true, 'https://evil.example/')).toMatchObject({ isGranted: false });
});

// Catches: a port for a frame, another origin, about:blank or a lookalike address.
test('only the top frame of our own page gets a port', async ({ desktop, page }) => {
  await expect(page.getByRole('link', { name: 'Chat', exact: true })).toBeVisible();
  for (const [url, isMainFrame] of [
    ['app://ui/index.html', false],
    ['https://evil.example/', true],
    ['about:blank', true],
    ['', true],
    ['app://ui.evil/index.html', true],
    // Right in every word, but not the frame that the window shows.
    ['app://ui/index.html', true],
  ] as const) {
    expect(await desktop.control.sendFrom(MAIN, 'inkstone:connect', { url, isMainFrame }), `${url} ${isMainFrame}`).toBe(0);
  }
});

test('a request to any other machine is cancelled before it leaves', async ({ page, problems }) => {
  problems.allow(/Content Security Policy|content security policy|Failed to load|ERR_/);
  problems.allowOrigin('https://evil.example');
  const failed = await page.evaluate(() =>
    fetch('https://evil.example/x').then(
      () => 'answered',
      () => 'failed',
    ),
  );
  expect(failed).toBe('failed');
  expect(page.url().startsWith(ORIGIN)).toBe(true);
});
