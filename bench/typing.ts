/** Typing while an answer is written: from the key, as the browser's own clock has it, to the frame with its letter. */
import type { Page } from '@playwright/test';
import { quantiles } from './quantiles.ts';
import type { Timing } from './library.ts';

const BETWEEN_KEYS_MS = 80;

declare global {
  interface Window {
    typingLatencies?: number[];
  }
}

/** Types into the box that has the focus, until `isOver` or `most` keys. */
export async function measureTyping(page: Page, most: number, isOver: () => Promise<boolean>): Promise<Timing & { readonly keys: number }> {
  await page.evaluate(() => {
    const latencies: number[] = [];
    window.typingLatencies = latencies;
    let pressedAt = 0;
    document.addEventListener('keydown', ({ timeStamp }) => (pressedAt = timeStamp), { capture: true });
    document.addEventListener(
      'input',
      () => {
        const from = pressedAt;
        // A message sent in a frame's callback arrives when that frame has been painted.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => latencies.push(performance.now() - from);
          port2.postMessage(null);
        });
      },
      { capture: true },
    );
  });
  for (let key = 0; key < most && !(await isOver()); key += 1) {
    await page.keyboard.press('abcdefgh ij'.charAt(key % 11));
    await page.waitForTimeout(BETWEEN_KEYS_MS);
  }
  const latencies = await page.evaluate(() => window.typingLatencies ?? []);
  return { ...quantiles(latencies), keys: latencies.length };
}
