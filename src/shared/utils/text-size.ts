/** The text sizes that Inkstone offers, in per cent. */
export const TEXT_SIZES = [80, 90, 100, 110, 125, 150, 175, 200] as const;

/** The next larger (`step` 1) or smaller (-1) text size in per cent. */
export function nextTextSize(now: number, step: 1 | -1): number {
  const sizes = step === 1 ? TEXT_SIZES.filter((size) => size > now) : TEXT_SIZES.filter((size) => size < now).reverse();
  return sizes[0] ?? now;
}
