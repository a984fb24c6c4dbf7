/** Runs electron-builder with electron-builder.yml and what only the build knows: the packages that no built file needs. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { runInForeground } from '../start/child.mjs';
import { isSigning } from './native-files.ts';
import { excludePatterns } from './shipped-packages.ts';

/** A comment in electron-builder.yml, inside `files`. */
const PLACE = '  # (excludes of the build)\n';

/** @throws Error when the place for the excludes is gone */
export function withExcludes(yaml: string, patterns: readonly string[]): string {
  if (!yaml.includes(PLACE)) throw new Error(`electron-builder.yml has lost its line "${PLACE.trim()}"`);
  return yaml.replace(PLACE, () => patterns.map((pattern) => `  - '${pattern}'\n`).join(''));
}

export interface BuilderRun {
  readonly root: string;
  /** Where Electron lies; made by its own installer, or a stand-in. */
  readonly electronDist: string;
  /** Where the results go. */
  readonly output: string;
  /** Further arguments, such as `--dir`. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The build in `out/` must be current. Returns electron-builder's exit code. */
export async function runBuilder({ root, electronDist, output, args, env = {} }: BuilderRun): Promise<number> {
  mkdirSync(output, { recursive: true });
  const config = join(output, 'electron-builder.effective.yml');
  const yaml = readFileSync(join(root, 'electron-builder.yml'), 'utf8').replaceAll('\r\n', '\n');
  writeFileSync(config, withExcludes(yaml, excludePatterns(root)));
  // Without a certificate electron-builder would sign a Mac's app for this machine only, and change the native files by it.
  const unsigned = process.platform === 'darwin' && !isSigning(process.env) ? ['-c.mac.identity=null'] : [];
  return await runInForeground(
    process.execPath,
    [
      join(root, 'node_modules/electron-builder/cli.js'),
      '--config',
      config,
      '--publish',
      'never',
      `-c.electronDist=${electronDist}`,
      `-c.directories.output=${output}`,
      ...unsigned,
      ...args,
    ],
    { cwd: root, env: { ...process.env, ...env } },
  );
}
