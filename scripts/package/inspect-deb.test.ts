import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findControlFaults, findPostinstFaults } from './inspect-deb.ts';

const control = (architecture: string): string =>
  [
    'Package: inkstone',
    `Architecture: ${architecture}`,
    'Section: utils',
    'Depends: libc6 (>= 2.34), libgtk-3-0 | libgtk-3-0t64',
    'Recommends: libvulkan1, xdotool, xclip',
  ].join('\n');

// Catches: the check that fails on the arm64 machine that makes the arm64 package, and one that takes a package for another processor.
test('a package is for the processor of the machine that made it', () => {
  expect(findControlFaults(control('amd64'), 'x64')).toEqual([]);
  expect(findControlFaults(control('arm64'), 'arm64')).toEqual([]);
  expect(findControlFaults(control('amd64'), 'arm64')).toEqual(['the control file lacks Architecture: arm64']);
  expect(findControlFaults(control('riscv64'), 'riscv64')).toEqual(['no package is made for riscv64']);
});

// Catches: a package after which `inkstone --quick-ask`, the way out when the shortcut is taken, is no command.
test("electron-builder's own install script links the command inkstone", () => {
  const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'));
  const folder = dirname(builder.resolve('app-builder-lib/package.json'));
  const template = readFileSync(join(folder, 'templates/linux/after-install.tpl'), 'utf8');
  const script = template.replaceAll('${executable}', 'inkstone').replaceAll('${sanitizedProductName}', 'Inkstone');
  expect(findPostinstFaults(script)).toEqual([]);
  const withoutLink = script.replaceAll(/^.*(?:ln -sf|update-alternatives --install).*$/gm, '');
  expect(findPostinstFaults(withoutLink)).toHaveLength(2);
});
