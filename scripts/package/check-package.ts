/** `npm run package -- --check`: packages against a stand-in for Electron and looks at everything that can be looked at without it. */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as z from 'zod';
import { findStaleIcons } from './draw-icons.ts';
import { inspectDeb } from './inspect-deb.ts';
import { inspectLinuxPackage } from './inspect-package.ts';
import type { Inspection } from './inspect-package.ts';
import { runBuilder } from './run-builder.ts';
import { runPackedFiles } from './run-packed-files.ts';
import { makeStandInElectron } from './stand-in-electron.ts';

const NOT_PROVED = [
  'Electron itself: the stand-in is a shell script with a fuse wire. The fuses were set in it and read back; that Electron obeys them was not seen.',
  'AppImage, NSIS and dmg: their tools are downloaded by electron-builder and were not tried here.',
  "fpm: electron-builder's deb target ran with our stand-in for fpm, over dpkg-deb.",
  'Signing and notarisation: they need certificates.',
];

const packageSchema = z.object({ devDependencies: z.object({ electron: z.string() }) });

/** The build must be current and the starter model present. Returns whether there was no fault; prints what was found. */
export async function checkPackage(root: string): Promise<boolean> {
  if (process.platform !== 'linux') {
    console.log('package --check: runs on Linux only, where the package can be made and opened without Electron');
    return true;
  }
  const { devDependencies } = packageSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const folder = join(root, 'dist', 'check');
  const electronDist = join(folder, 'electron');
  const output = join(folder, 'out');
  rmSync(folder, { recursive: true, force: true });
  makeStandInElectron(electronDist, devDependencies.electron);
  const code = await runBuilder({
    root,
    electronDist,
    output,
    args: ['--linux', 'dir', 'deb'],
    env: { CUSTOM_FPM_PATH: join(root, 'scripts/package/fpm-stand-in.mjs') },
  });
  if (code !== 0) return report('electron-builder', { faults: [`ended with code ${code}`], facts: [] });
  const unpacked = readdirSync(output).find((name) => /^linux.*-unpacked$/.test(name)) ?? 'linux-unpacked';
  const deb = readdirSync(output).find((name) => name.endsWith('.deb'));
  const icons = await findStaleIcons(root);
  const results = [
    report('icons', { faults: icons.map((path) => `stale: ${path}`), facts: ['every size is what its source says'] }),
    report('package', await inspectLinuxPackage(join(output, unpacked), electronDist, process.arch)),
    report('deb', deb === undefined ? { faults: ['none was made'], facts: [] } : inspectDeb(join(output, deb), process.arch)),
    report('packed files', await runPackedFiles(join(output, unpacked, 'resources'))),
  ];
  console.log(`not proved here:\n${NOT_PROVED.map((line) => `  - ${line}`).join('\n')}`);
  const isGood = results.every(Boolean);
  console.log(isGood ? 'package --check: passed' : 'package --check: FAILED');
  return isGood;
}

function report(name: string, { faults, facts }: Inspection): boolean {
  console.log(`${faults.length === 0 ? 'ok    ' : 'FAILED'}  ${name}`);
  for (const line of faults.length === 0 ? facts : faults) console.log(`          ${line}`);
  return faults.length === 0;
}
