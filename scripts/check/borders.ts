/** Holds every import of `src/` against the rules of border-rules.ts, and finds import cycles. Resolves paths instead of guessing. */
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { BORDER_RULES } from './border-rules.ts';
import type { Edge, Target } from './border-rules.ts';
import { isTestPath } from './source-files.ts';
import type { SourceFile } from './source-files.ts';

export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

const OWN_FOLDERS: readonly (readonly [prefix: string, folder: string])[] = [
  ['#shared/', 'src/shared/'],
  ['#main/', 'src/main/'],
  ['#renderer/', 'src/renderer/'],
];

/** Where an import written in the file `from` points to. */
export function resolveTarget(from: string, specifier: string): Target {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('.')) return { kind: 'file', name: posix.join(posix.dirname(from), bare) };
  const own = OWN_FOLDERS.find(([prefix]) => bare.startsWith(prefix));
  if (own !== undefined) return { kind: 'file', name: own[1] + bare.slice(own[0].length) };
  if (bare.startsWith('node:')) return { kind: 'node', name: bare.slice('node:'.length) };
  if (builtinModules.includes(bare)) return { kind: 'node', name: bare };
  const parts = bare.split('/');
  return { kind: 'package', name: parts.slice(0, bare.startsWith('@') ? 2 : 1).join('/') };
}

/** Every broken border in these files, cycles included. */
export function findBorderViolations(files: readonly SourceFile[]): readonly Violation[] {
  return [...files.flatMap(checkFile), ...findCycles(files)];
}

function checkFile(file: SourceFile): readonly Violation[] {
  const isTest = isTestPath(file.path);
  return file.imports.flatMap(({ specifier, isTypeOnly, line }) => {
    const edge: Edge = { from: file.path, to: resolveTarget(file.path, specifier), isTypeOnly, isTest };
    return BORDER_RULES.filter((rule) => rule.breaks(edge)).map((rule) => ({
      rule: rule.name,
      path: file.path,
      line,
      message: `may not import ${specifier}: ${rule.instead}`,
    }));
  });
}

/** Each cycle once, named from its alphabetically first file. */
function findCycles(files: readonly SourceFile[]): readonly Violation[] {
  const known = new Set(files.map(({ path }) => path));
  const graph = new Map(
    files.map((file) => [
      file.path,
      file.imports.flatMap(({ specifier }) => {
        const target = resolveTarget(file.path, specifier);
        return target.kind === 'file' && known.has(target.name) ? [target.name] : [];
      }),
    ]),
  );
  const done = new Set<string>();
  const cycles = new Map<string, readonly string[]>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      const cycle = trail.slice(at);
      cycles.set(cycle.toSorted().join(), cycle);
      return;
    }
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return [...cycles.values()].map((cycle) => ({
    rule: 'no-cycles',
    path: cycle[0] ?? '',
    line: 1,
    message: `imports itself by way of ${[...cycle.slice(1), cycle[0]].join(' → ')}: move what both need into a file of its own`,
  }));
}
