import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { initialScriptBytes, partsInFirstLoad } from './bundle-size.ts';

test('the entry and everything preloaded for it counts, once; what is loaded later does not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-bundle-'));
  try {
    const html =
      '<link rel="stylesheet" href="./a.css"><script type="module" src="./entry.js"></script>' +
      '<link rel="modulepreload" crossorigin href="./shared.js"><link rel="modulepreload" href="./shared.js">';
    const sources = { 'index.html': html, 'entry.js': 'import("./later.js")', 'shared.js': 'let shared = 1', 'later.js': 'x'.repeat(999) };
    for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
    const expected = gzipSync(sources['entry.js']).length + gzipSync(sources['shared.js']).length;
    expect(initialScriptBytes(join(folder, 'index.html'))).toBe(expected);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a part is found in the first load when the page names its script, and when it has no script of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-bundle-'));
  try {
    const path = join(folder, 'index.html');
    writeFileSync(path, '<script src="./index-AAAAAAAA.js"></script><link rel="modulepreload" href="./write-view-BBBBBBBB.js">');
    const all = ['index-AAAAAAAA.js', 'write-view-BBBBBBBB.js', 'models-view-CCC_CC-C.js', 'settings-view-more-DDDDDDDD.js'];
    expect(partsInFirstLoad(path, ['write-view', 'models-view', 'settings-view'], all)).toEqual(['write-view', 'settings-view']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
