/** F6: moves the focus from one part of the window to the next, as desktop programs do. */

const REGIONS = 'nav, aside, main, [data-region]';
const TABBABLE = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

const isShown = (element: HTMLElement): boolean => element.checkVisibility({ checkVisibilityCSS: true });

/** What a region itself offers: controls of a region inside it belong to that one. */
function firstControl(region: HTMLElement): HTMLElement | undefined {
  return [...region.querySelectorAll<HTMLElement>(TABBABLE)].find((element) => element.closest(REGIONS) === region && isShown(element));
}

/** Focuses the first control of the next (`step` 1) or previous (-1) region that has one. */
export function cycleRegions(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter((region) => firstControl(region) !== undefined);
  const here = regions.findIndex((region) => region === document.activeElement?.closest(REGIONS));
  const next = here < 0 ? (step === 1 ? 0 : regions.length - 1) : (here + step + regions.length) % regions.length;
  const region = regions[next];
  if (region) firstControl(region)?.focus();
}
