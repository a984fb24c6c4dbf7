/** `npm run icons`: draws every icon file from resources/icon*.svg and resources/tray/tray.svg. `npm run check` fails when one is stale. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { drawIcons } from './package/draw-icons.ts';

if (process.argv.includes('--help')) {
  console.log('Usage: npm run icons\n\nDraws the icons of the app, the installers and the tray from their SVG sources in resources/.');
} else {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const files = await drawIcons(root);
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
  console.log(`${files.size} icon files drawn`);
}
