/**
 * `node --import e2e/electron-double/register.ts out/main/index.js`: boots the built desktop entry under plain Node. Every import
 * and require of `electron` in this process gets the double. See docs/how-to/electron-double.md for what that proves and what not.
 */
import { fstatSync } from 'node:fs';
import { registerHooks } from 'node:module';
import process from 'node:process';

const DOUBLE = new URL('electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: DOUBLE, shortCircuit: true } : next(specifier, context)),
});

const hasControl = process.env['ELECTRON_DOUBLE_CONTROL'] === '1' && fstatSync(3).isSocket();
delete process.env['ELECTRON_DOUBLE_CONTROL'];
const { listen } = await import('./control.ts');
if (hasControl) listen(3);
