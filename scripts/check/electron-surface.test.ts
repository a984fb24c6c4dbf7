import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { doubleMembers, electronUses, findUnmodelled, readDesktopSources, readDoubleSources } from './electron-surface.ts';
import { parseSource } from './source-files.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const members = doubleMembers(readDoubleSources(root));

// Catches: desktop code that calls what the double lacks, so that its specs prove nothing about it.
it('the double models every Electron member that the desktop code names', () => {
  const uses = readDesktopSources(root).flatMap(electronUses);
  expect(uses.length).toBeGreaterThan(80);
  expect(findUnmodelled(uses, members)).toEqual([]);
});

// Catches: a module of Electron that is undefined under the double.
it('the double has every module that the desktop host takes', () => {
  const [, taken = ''] =
    /DesktopElectron = Pick<\s*typeof Electron,([^>]*)>/.exec(readFileSync(join(root, 'src/main/desktop/desktop-host.ts'), 'utf8')) ?? [];
  const names = [...taken.matchAll(/'(\w+)'/g)].map(([, name = '']) => name);
  const double = readFileSync(join(root, 'e2e/electron-double/electron.ts'), 'utf8');
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => !new RegExp(`export (?:const ${name}\\b|\\{[^}]*\\b${name}\\b)`).test(double))).toEqual([]);
});

// Catches: a scan that finds nothing because it looks past the code.
it('finds a member in a Pick, behind an alias, of a nullable and of a qualified type', () => {
  const file = parseSource(
    'seed.ts',
    `import type { App as ElectronApp, BrowserWindow } from 'electron';
     import type * as Electron from 'electron';
     export const a = (app: Pick<ElectronApp, 'quit' | 'getBadge'>, window: BrowserWindow | null, tray: Electron.Tray): void => {
       window?.setKiosk(true);
       window?.show();
       tray.displayBalloon({});
       window?.on('show', () => undefined);
     };`,
  );
  expect(findUnmodelled(electronUses(file), members)).toEqual([
    'App.getBadge (seed.ts)',
    'BrowserWindow.setKiosk (seed.ts)',
    'Tray.displayBalloon (seed.ts)',
  ]);
});
