/** What a reader may expect of the page while an answer grows on it. */
import { expect, test } from '../fixtures/test.ts';

test('what is written can be pointed at, selected and copied while the list follows it', async ({ page, chat }) => {
  await chat.ask('[[fast]] [[long 4000]]');
  await chat.whileWriting(2_000);
  const pointedAt = await page.evaluate(async () => {
    const list = document.querySelector('[aria-label="Messages"]')?.getBoundingClientRect();
    if (!list) throw new Error('no list of messages');
    const found = new Set<boolean>();
    for (let frame = 0; frame < 30; frame += 1) {
      await new Promise(requestAnimationFrame);
      const element = document.elementFromPoint(list.x + list.width / 2, list.y + list.height / 2);
      found.add(element?.closest('article') !== null);
    }
    return [...found];
  });
  expect(pointedAt, 'whether the middle of the list is an answer, in each of 30 frames').toEqual([true]);
  await expect(chat.stop).toBeVisible();
  await chat.stop.click();
  await chat.answer();
});

test('with reduced motion nothing on the page moves without end', async ({ page, chat }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await chat.ask('[[long 600]]');
  await chat.whileWriting(80);
  const endless = await page.evaluate(
    () => document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations === Infinity).length,
  );
  expect(endless).toBe(0);
  await chat.stop.click();
  await chat.answer();
  await page.emulateMedia({ reducedMotion: null });
});
