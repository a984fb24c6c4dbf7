/**
 * Which members of Electron's objects the desktop code uses, and which of them the double in e2e/electron-double has. A use is a
 * name in `Pick<Type, …>` or a member of something whose type is one of Electron's; uses through inference alone are not seen.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTestPath, parseSource, readSourceFiles, toNode, walk } from './source-files.ts';
import type { SourceFile, SyntaxNode } from './source-files.ts';

/** Electron's type → the double's class or constant. */
const DOUBLES: Readonly<Record<string, string>> = {
  App: 'DoubleApp',
  BrowserWindow: 'BrowserWindow',
  Clipboard: 'DoubleClipboard',
  CommandLine: 'DoubleCommandLine',
  CrashReporter: 'crashReporter',
  Dialog: 'dialog',
  GlobalShortcut: 'globalShortcut',
  Menu: 'Menu',
  MessagePortMain: 'DoublePort',
  NativeTheme: 'DoubleTheme',
  Notification: 'Notification',
  PowerMonitor: 'DoublePowerMonitor',
  Protocol: 'DoubleProtocol',
  Screen: 'DoubleScreen',
  Session: 'DoubleSession',
  Shell: 'shell',
  SystemPreferences: 'systemPreferences',
  Tray: 'Tray',
  WebContents: 'DoubleContents',
  WebFrameMain: 'DoubleFrame',
};
const EMITTER = new Set(['on', 'once', 'off', 'addListener', 'removeListener', 'removeAllListeners', 'emit']);

export interface Use {
  readonly type: string;
  readonly member: string;
  readonly path: string;
}

const text = (node: SyntaxNode | undefined, field: string): string => {
  const value = node?.[field];
  return typeof value === 'string' ? value : '';
};
const nodes = (value: unknown): readonly SyntaxNode[] => (Array.isArray(value) ? value.flatMap((item) => toNode(item) ?? []) : []);

/** `Electron.BrowserWindow`, `BrowserWindow` or its local alias, as Electron's name; '' for any other type. */
function electronType(reference: SyntaxNode | undefined, aliases: ReadonlyMap<string, string>): string {
  if (reference?.type !== 'TSTypeReference') return '';
  const name = toNode(reference['typeName']);
  if (name?.type === 'TSQualifiedName') return text(toNode(name['right']), 'name');
  return aliases.get(text(name, 'name')) ?? '';
}

function aliasesOf(file: SourceFile): ReadonlyMap<string, string> {
  const pattern = /import (?:type )?\{([^}]*)\} from 'electron'/g;
  return new Map(
    [...file.text.matchAll(pattern)].flatMap(([, names = '']) =>
      names.split(',').flatMap((part): [string, string][] => {
        const [name = '', alias = name] = part
          .trim()
          .replace(/^type /, '')
          .split(/ as /);
        return name === '' ? [] : [[alias.trim(), name.trim()]];
      }),
    ),
  );
}

/** Every use in one file. */
export function electronUses(file: SourceFile): readonly Use[] {
  const aliases = aliasesOf(file);
  const uses: Use[] = [];
  const typed = new Map<string, string>();
  for (const node of walk(file.program)) {
    if (node.type === 'TSTypeReference' && text(toNode(node['typeName']), 'name') === 'Pick') {
      const [whole, names] = nodes(toNode(node['typeArguments'])?.['params']);
      const type = electronType(whole, aliases);
      if (type === '' || names === undefined) continue;
      for (const literal of walk(names)) {
        const value = toNode(literal['literal'])?.['value'];
        if (literal.type === 'TSLiteralType' && typeof value === 'string') uses.push({ type, member: value, path: file.path });
      }
    }
    if (node.type === 'Identifier' && toNode(node['typeAnnotation']) !== undefined) {
      const written = toNode(toNode(node['typeAnnotation'])?.['typeAnnotation']);
      const parts = written?.type === 'TSUnionType' ? nodes(written['types']) : [written];
      const type = parts.map((part) => electronType(part, aliases)).find((name) => name !== '');
      if (type !== undefined) typed.set(text(node, 'name'), type);
    }
  }
  for (const node of walk(file.program)) {
    if (node.type !== 'MemberExpression' || node['computed'] === true) continue;
    const type = typed.get(text(toNode(node['object']), 'name'));
    if (type !== undefined) uses.push({ type, member: text(toNode(node['property']), 'name'), path: file.path });
  }
  return uses;
}

/** What the double has: class members and the keys of constants, by name. */
export function doubleMembers(files: readonly SourceFile[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const node of files.flatMap(({ program }) => [...walk(program)])) {
    const isClass = node.type === 'ClassDeclaration';
    if (!isClass && node.type !== 'VariableDeclarator') continue;
    const body = isClass ? toNode(node['body'])?.['body'] : toNode(node['init'])?.['properties'];
    const names = nodes(body).map((member) => text(toNode(member['key']), 'name'));
    // A class has what it inherits from one of ours, too.
    const inherited = found.get(text(toNode(node['superClass']), 'name')) ?? [];
    if (names.length > 0) found.set(text(toNode(node['id']), 'name'), new Set([...inherited, ...names]));
  }
  return found;
}

/** The uses that the double does not model, as `Type.member (path)`. */
export function findUnmodelled(uses: readonly Use[], members: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  return uses
    .filter(({ type, member }) => {
      const double = DOUBLES[type];
      return double !== undefined && !EMITTER.has(member) && members.get(double)?.has(member) !== true;
    })
    .map(({ type, member, path }) => `${type}.${member} (${path})`);
}

/** The desktop host's sources. */
export function readDesktopSources(root: string): readonly SourceFile[] {
  return [...readSourceFiles(root, 'src/main/desktop'), ...readSourceFiles(root, 'src/preload')].filter(({ path }) => !isTestPath(path));
}

/** The double's sources. */
export function readDoubleSources(root: string): readonly SourceFile[] {
  const folder = 'e2e/electron-double';
  return readdirSync(join(root, folder)).map((name) => parseSource(`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8')));
}
