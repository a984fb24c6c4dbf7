import { describe, expect, it } from 'vitest';
import css from './tokens.css?raw';

const [light = '', dark = ''] = String(css).split(':root[data-theme=');

const colours = (block: string): Map<string, string> =>
  new Map([...block.matchAll(/--([\w-]+):\s*(#[\da-f]{6})/g)].map(([, name = '', value = '']) => [name, value]));

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = ['paper', 'surface', 'sunken', 'accent-soft'];
const TEXTS = ['ink', 'ink-2', 'accent', 'danger', 'warning', 'success'];

describe.each([
  ['light', colours(light)],
  ['dark', colours(dark)],
])('the %s theme', (_name, theme) => {
  const pairs = [
    ...TEXTS.flatMap((text) => SURFACES.map((surface) => [text, surface])),
    ['on-accent', 'accent'],
    ['ink', 'added'],
    ['ink', 'removed'],
    ['ink', 'found'],
  ];

  it.each(pairs)('can be read: %s on %s', (text = '', surface = '') => {
    expect(contrast(theme.get(text) ?? '', theme.get(surface) ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it('shows the borders that mean something, and the focus ring, on every surface', () => {
    for (const surface of SURFACES) {
      expect(contrast(theme.get('accent') ?? '', theme.get(surface) ?? '')).toBeGreaterThanOrEqual(3);
      expect(contrast(theme.get('line-strong') ?? '', theme.get(surface) ?? '')).toBeGreaterThanOrEqual(2.9);
    }
  });
});
