/** H20–H24 and H30–H33 of the reliability brief, in both hosts: links, windows and addresses that hostile text or a hostile page tries. */
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { Page } from '@playwright/test';
import { DesktopApp, startDesktopApp } from '../fixtures/desktop-app.ts';
import type { RunningApp } from '../fixtures/running-app.ts';
import { expect, test } from '../fixtures/test.ts';

/** What main told the system about addresses, on the desktop; the browser host has no way to tell it anything. */
async function handedOut(app: RunningApp): Promise<readonly string[]> {
  if (!(app instanceof DesktopApp)) return [];
  const calls = await app.control.calls();
  return calls.filter(({ name }) => name === 'shell.openExternal').map(({ args }) => String(args[0]));
}

interface Place {
  readonly url: string;
  readonly pages: number;
}
const placeOf = async (page: Page): Promise<Place> => ({ url: page.url(), pages: page.context().pages().length });

const HOSTILE_LINKS = [
  'file:///etc/passwd',
  'smb://host/share',
  'ms-msdt:/id%20PCWDiagnostic',
  'search-ms:query=x',
  'shell:startup',
  'vscode://file/etc/passwd',
  'app://ui/index.html',
  '//host/share',
  'https://a@b.example/',
  'https:\\\\b.example',
  'javascript:window.pwned=1',
  'data:text/html,<script>window.pwned=1</script>',
  `https://example.org/${'a'.repeat(2_048)}`,
];

test('H20: a hostile link in an answer leads nowhere, however it is chosen', async ({ app, page, chat }) => {
  await chat.newChat();
  await chat.askAndWait(`[[fast]] [[say]]${HOSTILE_LINKS.map((link, index) => `[link ${index}](<${link}>)`).join(' ')}[[/say]]`);
  const before = await placeOf(page);
  const links = page.locator('article a[href], article [role=link]');
  for (let index = 0; index < (await links.count()); index += 1) {
    const href = await links.nth(index).getAttribute('href');
    // A safe one may stay a link; it is not followed here.
    if (href !== null && /^https:\/\/[^@\\]+$/.test(href) && href.length < 2_048) continue;
    await links.nth(index).click({ noWaitAfter: true });
    if (index > 0) continue;
    await links.nth(index).click({ noWaitAfter: true, modifiers: ['ControlOrMeta'] });
    await links.nth(index).click({ noWaitAfter: true, button: 'middle' });
  }
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  expect(await placeOf(page)).toEqual(before);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(await handedOut(app)).toEqual([]);
});

test('H20: main opens no hostile address for a page that asks it to', async ({ app, page, problems }) => {
  test.skip(!(app instanceof DesktopApp), 'the browser host opens no addresses at all');
  // Chromium names what it was asked for, and what it refuses by itself.
  problems.allow(/^foreign request: |Not allowed to|Content Security Policy|content security policy violated: script-src-elem inline/);
  for (const link of HOSTILE_LINKS) await page.evaluate((address) => void window.open(address), link).catch(() => undefined);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  expect(await handedOut(app)).toEqual([]);
});

test('H21: a file or a link that is dropped does not replace the page', async ({ page }) => {
  const before = await placeOf(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['<script>window.pwned=1</script>'], 'x.html', { type: 'text/html' }));
    data.setData('text/uri-list', 'https://evil.example/');
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  expect(await placeOf(page)).toEqual(before);
});

/** A neighbour on this machine that counts who comes. `path` of `/hop` leads on to `/end`. */
async function startNeighbour(): Promise<{ readonly address: string; readonly visits: string[]; close(): void }> {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    if (request.url === '/hop') response.writeHead(302, { location: '/end' });
    response.end('<script>window.pwned=1</script>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { address: `http://127.0.0.1:${address.port}`, visits, close: () => server.close() };
}

test('H21: a form that is posted goes nowhere', async ({ page, problems }) => {
  problems.allow(/form-action/);
  const neighbour = await startNeighbour();
  const before = page.url();
  const refused = await page.evaluate((action) => {
    const violated = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => resolve(violatedDirective), { once: true });
    });
    const form = document.createElement('form');
    form.method = 'post';
    form.action = action;
    document.body.append(form);
    form.submit();
    return violated;
  }, `${neighbour.address}/form`);
  expect([refused, page.url(), neighbour.visits]).toEqual(['form-action', before, []]);
  neighbour.close();
});

test('H21: a window that a page opens never comes to be', async ({ app, page, problems }) => {
  test.skip(!(app instanceof DesktopApp), 'in a browser the browser decides about its windows');
  problems.allow(/^foreign request: |Not allowed to|Content Security Policy|content security policy violated: script-src-elem inline/);
  const neighbour = await startNeighbour();
  const before = await placeOf(page);
  for (const address of ['about:blank', 'app://ui/index.html', 'javascript:1', 'data:text/html,x', neighbour.address])
    await page.evaluate((target) => void window.open(target), address).catch(() => undefined);
  await expect.poll(() => placeOf(page)).toEqual(before);
  expect([await handedOut(app), neighbour.visits]).toEqual([[], []]);
  neighbour.close();
});

test('H23 and H24: a page that is taken over cannot navigate away, not by a redirect either', async ({ app, page, problems }) => {
  test.skip(!(app instanceof DesktopApp), 'in a browser the address bar belongs to the user');
  problems.allow(/^foreign request: /);
  const neighbour = await startNeighbour();
  const before = page.url();
  for (const address of [
    `${neighbour.address}/hop`,
    'https://ui.evil.example/',
    'http://ui.evil.app.localhost/',
    'http://evil.app.localhost/index.html',
    'https://a@ui/',
  ]) {
    await page.evaluate((target) => window.location.assign(target), address).catch(() => undefined);
    await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  }
  expect([page.url(), neighbour.visits]).toEqual([before, []]);
  neighbour.close();
});

test('H22: hostile words of another start and of a link change nothing without a question', async ({ app, page, endpoint, context }) => {
  test.skip(!(app instanceof DesktopApp), 'the browser host takes no links');
  if (!(app instanceof DesktopApp)) return;
  const before = page.url();
  for (const link of [
    'inkstone://../../etc/passwd',
    'inkstone://chat/..%2f..%2fetc',
    'inkstone://write?text=a%0d%0ab%00',
    'inkstone://evil',
    'inkstone:javascript:1',
    `inkstone://write?text=${'a'.repeat(100_000)}`,
  ])
    await app.control.openUrl(link);
  const words = [
    '--inspect=0',
    '--no-sandbox',
    '--load-extension=/tmp',
    '--proxy-server=evil.example',
    '--evil=--write',
    'file:///etc/passwd',
  ];
  const second = await startDesktopApp({ engine: 'scripted', endpoint, context, home: app.home, args: [...words, '../../etc/passwd'] });
  expect(await second.ended()).toBe(0);
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
  expect(page.url()).toBe(before);
  expect(await handedOut(app)).toEqual([]);
});

const OUTSIDE = [
  '/%2e%2e/package.json',
  '/%2e%2e%2fpackage.json',
  '/%252e%252e%252fpackage.json',
  '/..%5cpackage.json',
  '/assets/%2e%2e/%2e%2e/main/index.js',
  '/assets%2f..%2f..%2fmain%2findex.js',
  '/index.html%00.txt',
  '/index.html.',
  '/index.html::$DATA',
  '/C:%5cWindows%5cwin.ini',
  '/%5c%5chost%5cshare',
  '/../renderer-evil/index.html',
];

test('H30 and H31: no address reaches a file that is not the page’s', async ({ page, problems }) => {
  problems.allow(/404|400/);
  const answers = await page.evaluate(async (paths) => {
    const read = async (path: string): Promise<[string, number, boolean]> => {
      const answer = await fetch(path);
      const text = await answer.text();
      return [path, answer.status, /"name": "inkstone"|import |\[extensions\]/.test(text)];
    };
    return Promise.all(paths.map(read));
  }, OUTSIDE);
  expect(answers).toEqual(OUTSIDE.map((path) => [path, 404, false]));
});

test('H32: a range is answered with the whole file or refused, never with more', async ({ page, problems }) => {
  problems.allow(/416|400|404/);
  const lengths = await page.evaluate(async () => {
    const whole = (await (await fetch('/index.html')).arrayBuffer()).byteLength;
    const ranges = ['bytes=0-10', 'bytes=-1', 'bytes=0-99999999999', 'bytes=5-1', 'bytes=0-1,0-1,0-1', 'bytes=abc'];
    const got = await Promise.all(
      ranges.map(async (range) => (await (await fetch('/index.html', { headers: { range } })).arrayBuffer()).byteLength),
    );
    return { whole, got };
  });
  expect(lengths.got.filter((length) => length > lengths.whole)).toEqual([]);
});

test('H33: only reading', async ({ page, problems }) => {
  problems.allow(/405|403|400|404/);
  const answers = await page.evaluate(() =>
    Promise.all(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].map(async (method) => (await fetch('/index.html', { method })).status)),
  );
  for (const status of answers) expect(status).toBeGreaterThanOrEqual(400);
});

test('H30: what no browser would send is refused too', { tag: '@browser' }, async ({ app }) => {
  const { hostname, port } = new URL(app.origin);
  const status = (path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const call = httpRequest({ hostname, port, path }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      call.once('error', reject);
      call.end();
    });
  for (const path of ['/../package.json', '/..\\package.json', '//package.json', '/./../main/index.js', '/assets/../../main/serve.js'])
    expect(await status(path), path).toBeGreaterThanOrEqual(400);
});
