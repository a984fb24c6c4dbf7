import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { APP_ID } from './app-id.ts';

// Catches: Windows notifications without an owner, and a start at login that outlives the uninstaller, which deletes it by this id.
test('the running app says the id that the package is built with', () => {
  expect(/^appId: (.+)$/m.exec(readFileSync('electron-builder.yml', 'utf8'))?.[1]).toBe(APP_ID);
  expect(readFileSync('build/installer.nsh', 'utf8')).toMatch(/CurrentVersion.Run" "\$\{APP_ID\}"/);
});
