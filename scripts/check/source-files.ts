/** Reads source files as syntax trees, for the checks that ordinary lint rules cannot express. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from 'vite';

export interface ImportEdge {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
  readonly line: number;
}

/** Any node of the tree; the fields a check reads are looked up by name. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly ImportEdge[];
  readonly program: SyntaxNode;
}

/** Paths below `folder` that match `pattern`, relative to `root`, with forward slashes, sorted. */
export function listFiles(root: string, folder: string, pattern: RegExp): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => pattern.test(path))
    .toSorted();
}

/** Whether a file under src/ is there for tests only. */
export function isTestPath(path: string): boolean {
  return /\.test(-support)?\.tsx?$|\/test-setup\.ts$/.test(path);
}

/** Every TypeScript file below `folder`. */
export function readSourceFiles(root: string, folder: string): readonly SourceFile[] {
  return listFiles(root, folder, /\.(ts|tsx)$/).map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Throws when the text is not valid TypeScript. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(path, text);
  const broken = errors[0];
  if (broken !== undefined) throw new Error(`${path}: ${broken.message}`);
  const line = (offset: number): number => lineOf(text, offset);
  const statics = module.staticImports.map((found) => ({
    specifier: found.moduleRequest.value,
    isTypeOnly: found.entries.length > 0 && found.entries.every((entry) => entry.isType),
    line: line(found.start),
  }));
  const reexports = module.staticExports.flatMap((found) =>
    found.entries.flatMap((entry) =>
      entry.moduleRequest === null ? [] : [{ specifier: entry.moduleRequest.value, isTypeOnly: entry.isType, line: line(found.start) }],
    ),
  );
  const dynamics = module.dynamicImports.flatMap((found) => {
    const literal = /^(['"`])([^$]*)\1$/.exec(text.slice(found.moduleRequest.start, found.moduleRequest.end))?.[2];
    return literal === undefined ? [] : [{ specifier: literal, isTypeOnly: false, line: line(found.start) }];
  });
  const root = toNode(program);
  if (root === undefined) throw new Error(`${path}: no syntax tree`);
  const typeImports = [...walk(root)].flatMap((node) => {
    const specifier = node.type === 'TSImportType' ? textOf(toNode(node['source'])) : undefined;
    return specifier === undefined ? [] : [{ specifier, isTypeOnly: true, line: line(node.start) }];
  });
  return { path, text, imports: [...statics, ...reexports, ...dynamics, ...typeImports], program: root };
}

/** The 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Every node of the tree, parents first. */
export function* walk(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      const childNode = toNode(child);
      if (childNode !== undefined) yield* walk(childNode);
    }
  }
}

/** The value as a node, if it is one. */
export function toNode(value: unknown): SyntaxNode | undefined {
  return isNode(value) ? value : undefined;
}

/** The text of a string literal node. */
export function textOf(node: SyntaxNode | undefined): string | undefined {
  return node?.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : undefined;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value;
}
