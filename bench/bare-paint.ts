/** What Chromium takes for the painting alone: no application on this machine can show a word sooner after it has come. */
import type { Browser } from '@playwright/test';
import type { Timing } from './library.ts';
import { quantiles } from './quantiles.ts';

/** Milliseconds from a word put into an otherwise empty page to its being painted (Element Timing), at moments that have nothing to do with frames. */
export async function measureBarePaint(browser: Browser, times: number): Promise<Timing> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    const painted: number[] = [];
    for (let index = 0; index < times; index += 1) {
      await page.waitForTimeout(100 + ((index * 7) % 17));
      painted.push(
        await page.evaluate(
          () =>
            new Promise<number>((resolve) => {
              const word = document.createElement('p');
              word.setAttribute('elementtiming', 'word');
              word.textContent = 'Paris';
              const started = performance.now();
              const observer = new PerformanceObserver((list) => {
                const [entry] = list.getEntries();
                if (!entry || !('renderTime' in entry)) return;
                observer.disconnect();
                resolve(Number(entry.renderTime) - started);
              });
              observer.observe({ type: 'element' });
              document.body.replaceChildren(word);
            }),
        ),
      );
    }
    return quantiles(painted);
  } finally {
    await page.close();
  }
}
