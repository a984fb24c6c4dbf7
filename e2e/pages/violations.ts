import type { Page } from '@playwright/test';
import axe from 'axe-core';

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

/** Until nothing moves that will come to rest: what fades in has not its colours yet. */
export const standsStill = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await document.fonts.ready;
    const passing = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.all(passing.map(({ finished }) => finished.catch(() => undefined)));
  });

async function runAxe(page: Page, within: string): Promise<string[]> {
  await standsStill(page);
  return page.evaluate(async (selector) => {
    if (window.axe === undefined) throw new Error('axe is not there');
    const { violations: found } = await window.axe.run({ include: [selector] }, { resultTypes: ['violations'] });
    return found.flatMap(({ id, impact, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id} (${impact}) ${html.slice(0, 200)}: ${failureSummary ?? ''}`),
    );
  }, within);
}

/**
 * What axe finds on the page as it stands, or in a part of it, of any level. Its half megabyte goes into a document once. It takes a while to
 * look, in which something may begin to fade: what it finds must be there when it looks again.
 */
export async function violations(page: Page, within = 'html'): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe.source);
  const found = await runAxe(page, within);
  return found.length === 0 ? found : runAxe(page, within);
}
