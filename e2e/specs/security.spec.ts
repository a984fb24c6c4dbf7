/** Hostile neighbours of the browser host. What a hostile model writes: hostile-content.spec.ts. */
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { expect, test } from '../fixtures/test.ts';

test('another site, another host name and a missing session get nothing', { tag: '@browser' }, async ({ app, browser, page }) => {
  await expect(page.getByRole('link', { name: 'Chat', exact: true })).toBeVisible();
  const { port } = new URL(app.origin);
  const status = (path: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const call = httpRequest({ host: '127.0.0.1', port, path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      call.once('error', reject);
      call.end();
    });
  const host = `127.0.0.1:${port}`;
  expect(await status('/', { host })).toBe(200);
  for (const wrong of ['evil.example', `evil.example:${port}`, `127.0.0.1.nip.io:${port}`, '127.0.0.1:1', `localhost.evil:${port}`]) {
    expect(await status('/', { host: wrong }), `Host ${wrong}`).toBeGreaterThanOrEqual(400);
  }
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
    expect(await status('/session', { host, origin }), `Origin ${origin}`).toBe(403);
  }
  expect(await status('/session', { host, 'x-inkstone': '1' })).toBe(401);
  const stranger = await browser.newContext();
  const other = await stranger.newPage();
  await other.goto(app.origin);
  await expect(other.getByRole('heading', { name: 'This window is not signed in' })).toBeVisible();
  await expect(other.getByRole('navigation')).toHaveCount(0);
  await stranger.close();
});

test('a link in a page of another site opens the app', { tag: '@browser' }, async ({ app, page, problems }) => {
  const other = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><link rel="icon" href="data:,"><a href="${app.origin}/">Inkstone</a>`);
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  // `localhost` and `127.0.0.1` are different sites.
  const origin = `http://localhost:${address.port}`;
  problems.allowOrigin(origin);
  const reader = await page.context().newPage();
  await reader.goto(origin);
  await reader.getByRole('link', { name: 'Inkstone' }).click();
  await expect(reader.getByRole('link', { name: 'Chat', exact: true })).toBeVisible();
  other.close();
});
