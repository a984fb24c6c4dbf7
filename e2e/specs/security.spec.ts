/** Hostile model output (H01–H05 of the reliability brief) and hostile neighbours of the browser host. */
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { expect, test } from '../fixtures/test.ts';

const PAYLOADS: readonly (readonly [name: string, text: string])[] = [
  [
    'H01 raw HTML',
    '<img src=x onerror="window.pwned=1"><svg onload="window.pwned=1"></svg><iframe srcdoc="<script>parent.pwned=1</script>"></iframe><object data="https://evil.example/o"></object><style>@import url(https://evil.example/s.css);</style><form action="https://evil.example/f"><input></form><meta http-equiv="refresh" content="0;url=https://evil.example"><base href="https://evil.example/"><link rel="preload" href="https://evil.example/l" as="image"><script>window.pwned=1</script>',
  ],
  [
    'H02 script addresses',
    '[a](javascript:window.pwned=1) [b](JaVaScRiPt:window.pwned=1) [c](data:text/html,<script>window.pwned=1</script>) [d](vbscript:x) [e](jav&#x09;ascript:window.pwned=1) <javascript:window.pwned=1>',
  ],
  [
    'H03 mutation',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=window.pwned=1&gt;"></table></mtext></math><noscript><p title="</noscript><img src=x onerror=window.pwned=1>"></noscript><template><img src=x onerror=window.pwned=1></template>',
  ],
  [
    'H04 images',
    '![i](https://evil.example/i.png) ![r][ref] <img srcset="https://evil.example/s.png 2x"> <svg><image href="https://evil.example/v.png"/></svg>\n\n[ref]: https://evil.example/r.png\n\n![d](data:image/svg+xml,<svg onload="window.pwned=1">) <div style="background:url(https://evil.example/b.png)">x</div>',
  ],
  [
    'H05 formulas and diagrams',
    '$\\href{javascript:window.pwned=1}{x}$ $\\includegraphics{https://evil.example/k.png}$ $\\url{javascript:window.pwned=1}$\n\n```mermaid\nflowchart LR\nA-->B\nclick A "javascript:window.pwned=1"\n```\n\n```html\n<script>window.pwned=1</script>\n```',
  ],
];

test('H01–H05 as a model answer: nothing runs, nothing is loaded, no policy violation', async ({ page, chat }) => {
  for (const [name, payload] of PAYLOADS) {
    await test.step(name, async () => {
      await chat.newChat();
      await chat.askAndWait(`[[say]]${payload}[[/say]]`);
      const found = await page.evaluate(() => ({
        pwned: Reflect.get(window, 'pwned') ?? null,
        elements: document.querySelectorAll('article :is(script, iframe, object, embed, form, base, link, meta, style, template)').length,
        handlers: [...document.querySelectorAll('article *')].filter((element) =>
          element.getAttributeNames().some((attribute) => attribute.startsWith('on')),
        ).length,
        scripts: [...document.querySelectorAll('article a[href]')].filter(
          (link) => !/^(https?:|mailto:|#)/.test(link.getAttribute('href') ?? ''),
        ).length,
        images: [...document.querySelectorAll('article :is(img, image)')]
          .map((image) => image.getAttribute('src') ?? '')
          .filter((src) => src !== ''),
      }));
      expect(found).toEqual({ pwned: null, elements: 0, handlers: 0, scripts: 0, images: [] });
    });
  }
});

test('another site, another host name and a missing session get nothing', async ({ app, browser, page }) => {
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

test('a link in a page of another site opens the app', async ({ app, page, problems }) => {
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
