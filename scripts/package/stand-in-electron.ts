/**
 * A folder that electron-builder takes for an Electron distribution of Linux: the names it expects, and a program that is a shell
 * script with Electron's fuse wire in it, so that setting the fuses is really done. It proves packaging, and nothing about Electron.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** electron/build/fuses; the wire follows it: version, length, one state a fuse. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Electron's defaults in the order of its fuses: on, off, on, on, off, off, off, on, on. */
const DEFAULT_WIRE = '101100011';
const PROGRAM = `#!/bin/sh
echo "This is a stand-in for Electron: it only proves packaging." >&2
exit 69
`;
const FILES = ['LICENSE', 'LICENSES.chromium.html', 'icudtl.dat', 'resources.pak', 'v8_context_snapshot.bin', 'libffmpeg.so'];
const LOCALES = ['de', 'en-US', 'fr', 'zh-CN'];

export function makeStandInElectron(folder: string, version: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const program = Buffer.concat([
    Buffer.from(`${PROGRAM}# ${SENTINEL}`),
    Buffer.from([1, DEFAULT_WIRE.length]),
    Buffer.from(`${DEFAULT_WIRE}\n`),
  ]);
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) {
    writeFileSync(join(folder, name), name === 'electron' ? program : PROGRAM);
    chmodSync(join(folder, name), 0o755);
  }
  for (const name of FILES) writeFileSync(join(folder, name), `stand-in for ${name}\n`);
  for (const name of LOCALES) writeFileSync(join(folder, 'locales', `${name}.pak`), `stand-in for ${name}\n`);
  writeFileSync(join(folder, 'version'), version);
}
