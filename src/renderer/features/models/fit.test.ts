import { describe, expect, it } from 'vitest';
import { fitOf } from './fit.ts';

const GB = 1_000_000_000;

describe('fitOf', () => {
  it('counts the working memory on top of the file, so that an 8 GB file is not promised to an 8 GB machine', () => {
    const machine = { totalMemoryBytes: 8 * GB, freeMemoryBytes: 6 * GB };
    expect(fitOf(0.1 * GB, machine)).toBe('fits');
    expect(fitOf(5.4 * GB, machine)).toBe('tight');
    expect(fitOf(8 * GB, machine)).toBe('tooBig');
  });

  it('says tight when other programs hold the memory now', () => {
    expect(fitOf(2 * GB, { totalMemoryBytes: 16 * GB, freeMemoryBytes: 1 * GB })).toBe('tight');
  });
});
