/** What Debian's own tools say about a .deb of the app. lintian is asked where it is installed; the rest must be there. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Inspection } from './inspect-package.ts';

const DESKTOP_FILE = 'usr/share/applications/inkstone.desktop';
const CONTENT = [
  './opt/Inkstone/inkstone',
  './opt/Inkstone/chrome-sandbox',
  './opt/Inkstone/resources/app.asar',
  './usr/share/doc/inkstone/copyright',
  './opt/Inkstone/resources/apparmor-profile',
  './opt/Inkstone/resources/LICENSE.txt',
  './opt/Inkstone/resources/THIRD-PARTY-NOTICES.txt',
  './opt/Inkstone/resources/models/SmolLM2-135M-Instruct.Q4_1.gguf',
  `./${DESKTOP_FILE}`,
  ...[16, 32, 48, 128, 256, 512].map((size) => `./usr/share/icons/hicolor/${size}x${size}/apps/inkstone.png`),
];
const FIELDS = ['Package: inkstone', 'Section: utils', 'Depends: libc6 (>= 2.34), libgtk-3-0', 'Recommends: libvulkan1'];
const DESKTOP_LINES = [
  'Exec=/opt/Inkstone/inkstone %U',
  'Icon=inkstone',
  'Type=Application',
  'StartupWMClass=inkstone',
  'MimeType=x-scheme-handler/inkstone;',
  'Categories=Utility;',
  'Actions=quick-ask;write;translate;',
];
/** Processors as Node names them, and as Debian does. */
const DEBIAN_ARCHITECTURES: ReadonlyMap<string, string> = new Map([
  ['x64', 'amd64'],
  ['arm64', 'arm64'],
]);
/** What lintian holds against any program of its own under /opt with prebuilt libraries; every other error is a fault. */
const EXPECTED_TAGS = new Set(['custom-library-search-path', 'dir-or-file-in-opt', 'no-changelog', 'unstripped-binary-or-object']);

function output(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64_000_000 });
}

const missing = (text: string, parts: readonly string[], where: string): readonly string[] =>
  parts.filter((part) => !text.includes(part)).map((part) => `${where} lacks ${part}`);

/** Complaints about the control file of a package for a processor, by Node's name of it. */
export function findControlFaults(control: string, arch: string): readonly string[] {
  const architecture = DEBIAN_ARCHITECTURES.get(arch);
  if (architecture === undefined) return [`no package is made for ${arch}`];
  return missing(control, [...FIELDS, `Architecture: ${architecture}`], 'the control file');
}

/**
 * Complaints about the script that runs after the files are laid out: Chromium's sandbox, its AppArmor profile, and the command
 * `inkstone`, by which a shortcut of the desktop itself opens quick ask where ours is taken.
 */
export function findPostinstFaults(script: string): readonly string[] {
  const lines = [
    'chmod 4755',
    'apparmor_parser',
    "update-alternatives --install '/usr/bin/inkstone' 'inkstone' '/opt/Inkstone/inkstone'",
    "ln -sf '/opt/Inkstone/inkstone' '/usr/bin/inkstone'",
  ];
  return missing(script, lines, 'the install script');
}

export function inspectDeb(deb: string, arch: string): Inspection {
  const control = output('dpkg-deb', ['-I', deb]);
  const content = output('dpkg-deb', ['-c', deb]);
  const folder = mkdtempSync(join(tmpdir(), 'inkstone-deb-'));
  try {
    output('sh', ['-c', 'dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" "./$3"', 'sh', deb, folder, DESKTOP_FILE]);
    output('dpkg-deb', ['-e', deb, join(folder, 'control')]);
    const desktopPath = join(folder, DESKTOP_FILE);
    const desktop = readFileSync(desktopPath, 'utf8');
    const postinst = readFileSync(join(folder, 'control', 'postinst'), 'utf8');
    const validation = runIfThere('desktop-file-validate', [desktopPath]);
    const lint = runIfThere('lintian', ['--no-tag-display-limit', deb]);
    const errors = (lint ?? '').split('\n').filter((line) => line.startsWith('E: ') && !EXPECTED_TAGS.has(tagOf(line) ?? ''));
    return {
      faults: [
        ...findControlFaults(control, arch),
        ...missing(content, CONTENT, 'the deb'),
        ...missing(desktop, DESKTOP_LINES, 'the desktop file'),
        ...findPostinstFaults(postinst),
        ...(validation === undefined || validation === '' ? [] : [`desktop-file-validate: ${validation}`]),
        ...errors.map((line) => `lintian: ${line}`),
      ],
      facts: [
        `control file, ${content.split('\n').length} entries, desktop file and install scripts looked at with dpkg-deb`,
        validation === undefined ? 'desktop-file-validate is not installed: not asked' : 'desktop-file-validate has no complaint',
        lint === undefined ? 'lintian is not installed: not asked' : `lintian: ${describeLint(lint)}`,
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Its output, or undefined where the program is not installed. */
function runIfThere(program: string, args: readonly string[]): string | undefined {
  const { error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64_000_000 });
  return error === undefined ? `${stdout}${stderr}`.trim() : undefined;
}

const tagOf = (line: string): string | undefined => /^[EW]: [^:]+: ([\w-]+)/.exec(line)?.[1];

function describeLint(text: string): string {
  const tags = text.split('\n').flatMap((line) => tagOf(line) ?? []);
  const counts = Map.groupBy(tags, (tag) => tag);
  return [...counts].map(([tag, all]) => `${tag} ×${all.length}`).join(', ') || 'no complaint';
}
