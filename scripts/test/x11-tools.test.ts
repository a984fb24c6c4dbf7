import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missingX11Tools } from './x11-tools.mjs';

test('names what is missing, so that nothing is installed that is there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-x11-tools-'));
  try {
    for (const name of ['Xvfb', 'xdotool', 'xterm']) writeFileSync(join(folder, name), '');
    expect(missingX11Tools(folder)).toEqual(['openbox', 'mousepad', 'xclip', 'xsel', 'xprop']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
