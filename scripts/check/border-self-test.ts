/** Runs the border checker on seeded violations: each must be caught by its rule and by no other, and every rule must have one. */
import { BORDER_RULES } from './border-rules.ts';
import { BORDER_SEEDS } from './border-seeds.ts';
import type { Seed } from './border-seeds.ts';
import { findBorderViolations } from './borders.ts';
import { parseSource } from './source-files.ts';

/** What the checker got wrong, one line each; empty when it can be trusted. */
export function findMissedSeeds(seeds: readonly Seed[] = BORDER_SEEDS): readonly string[] {
  const wrong = seeds.flatMap(({ rule, files }) => {
    const sources = Object.entries(files).map(([path, text]) => parseSource(path, text));
    const caught = [...new Set(findBorderViolations(sources).map((violation) => violation.rule))];
    if (caught.length === 1 && caught[0] === rule) return [];
    return [`${Object.keys(files).join(', ')}: wanted ${rule}, caught ${caught.join(', ') || 'nothing'}`];
  });
  const seeded = new Set(seeds.map(({ rule }) => rule));
  const bare = [...new Set(BORDER_RULES.map(({ name }) => name))].filter((name) => !seeded.has(name));
  return [...wrong, ...bare.map((name) => `the rule ${name} has no seeded violation`)];
}
