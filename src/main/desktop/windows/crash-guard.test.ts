import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardStart } from './crash-guard.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-crash-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const crash = (): boolean => guardStart(folder).isSafeMode;

describe('safe mode', () => {
  it('comes after three starts in a row that ended by themselves within a minute', () => {
    expect([crash(), crash(), crash(), crash()]).toEqual([false, false, false, true]);
  });
  it('stays while the starts go on crashing, and ends with one that went well', () => {
    for (let index = 0; index < 4; index += 1) crash();
    const safe = guardStart(folder);
    expect(safe.isSafeMode).toBe(true);
    safe.settle();
    expect(guardStart(folder).isSafeMode).toBe(false);
  });
  it('does not count starts that were closed on purpose or lived for a minute', () => {
    for (let index = 0; index < 5; index += 1) guardStart(folder).settle();
    expect(crash()).toBe(false);
  });
  it('does not hold a damaged file against the start', () => {
    writeFileSync(join(folder, 'starts.json'), '{"crashes":99');
    expect(crash()).toBe(false);
  });
  it('never keeps Inkstone from starting where nothing can be written', () => {
    expect(guardStart(join(folder, 'absent')).isSafeMode).toBe(false);
  });
});
