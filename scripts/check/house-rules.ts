/**
 * Rules about single places: one window maker, one way out to the browser, no raw HTML, colours in one file, network calls in one
 * module. Each names the only files where the thing may stand, and how often.
 */
import type { Violation } from './borders.ts';
import { isTestPath, lineOf, textOf, toNode, walk } from './source-files.ts';
import type { SourceFile, SyntaxNode } from './source-files.ts';

interface HouseRule {
  readonly name: string;
  readonly message: string;
  /** How often it may occur in all of `src/`. */
  readonly allowed: number;
  matches(node: SyntaxNode, path: string): boolean;
}

const NETWORK_GATE = 'src/main/platform/network-gate.ts';

const identifier = (node: SyntaxNode | undefined): string | undefined =>
  (node?.type === 'Identifier' || node?.type === 'JSXIdentifier') && typeof node['name'] === 'string' ? node['name'] : undefined;

/** `a.b` and `a['b']`: the name `b`. */
function memberName(node: SyntaxNode | undefined): string | undefined {
  if (node?.type !== 'MemberExpression') return undefined;
  const property = toNode(node['property']);
  return node['computed'] === true ? textOf(property) : identifier(property);
}

/** The last name of what is called or constructed: `BrowserWindow` in `new electron.BrowserWindow()`. */
function calleeName(node: SyntaxNode): string | undefined {
  const callee = toNode(node['callee']);
  return memberName(callee) ?? identifier(callee);
}

const RULES: readonly HouseRule[] = [
  {
    name: 'one-window-maker',
    message: 'windows are made in one place, with the secure settings: call that function',
    allowed: 1,
    matches: (node) => node.type === 'NewExpression' && calleeName(node) === 'BrowserWindow',
  },
  {
    name: 'one-open-external',
    message: 'links leave through the one gate in src/main/desktop, which checks the scheme: call that function',
    allowed: 1,
    matches: (node) =>
      node.type === 'CallExpression' && calleeName(node) === 'openExternal' && toNode(node['callee'])?.type === 'MemberExpression',
  },
  {
    name: 'no-raw-html',
    message: 'build elements instead: text from a model must never become markup',
    allowed: 0,
    matches: (node) =>
      (node.type === 'JSXAttribute' && identifier(toNode(node['name'])) === 'dangerouslySetInnerHTML') ||
      (node.type === 'Property' && identifier(toNode(node['key'])) === 'dangerouslySetInnerHTML') ||
      (node.type === 'AssignmentExpression' && ['innerHTML', 'outerHTML', 'srcdoc'].includes(memberName(toNode(node['left'])) ?? '')) ||
      (node.type === 'CallExpression' && ['insertAdjacentHTML', 'setHTMLUnsafe'].includes(calleeName(node) ?? '')),
  },
  {
    name: 'one-network-gate',
    message: `outbound connections go through ${NETWORK_GATE} alone`,
    allowed: 0,
    matches: (node, path) =>
      path.startsWith('src/main/') &&
      path !== NETWORK_GATE &&
      ((node.type === 'CallExpression' && identifier(toNode(node['callee'])) === 'fetch') ||
        (node.type === 'CallExpression' &&
          memberName(toNode(node['callee'])) === 'fetch' &&
          ['globalThis', 'net', 'session'].includes(objectName(node) ?? '')) ||
        (node.type === 'CallExpression' &&
          ['http', 'https', 'net', 'tls'].includes(objectName(node) ?? '') &&
          ['request', 'get', 'connect', 'createConnection'].includes(calleeName(node) ?? '')) ||
        (node.type === 'NewExpression' && ['WebSocket', 'EventSource', 'XMLHttpRequest'].includes(calleeName(node) ?? ''))),
  },
];

function objectName(node: SyntaxNode): string | undefined {
  return identifier(toNode(toNode(node['callee'])?.['object']));
}

/** Every broken rule about single places in these product files. */
export function findHouseViolations(files: readonly SourceFile[]): readonly Violation[] {
  const product = files.filter(({ path }) => !isTestPath(path));
  return RULES.flatMap((rule) => {
    const found = product.flatMap((file) =>
      [...walk(file.program)]
        .filter((node) => rule.matches(node, file.path))
        .map((node) => ({ rule: rule.name, path: file.path, line: lineOf(file.text, node.start), message: rule.message })),
    );
    return found.length > rule.allowed ? found : [];
  });
}

const TOKENS_FILE = 'src/renderer/styles/tokens.css';
const COLOUR =
  /(?<![\w&#-])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b|\b(?:rgba?|hsla?|hwb|oklch|oklab|lab|lch)\(|\b(?:text|bg|border|ring|fill|stroke|outline|divide|accent|caret|decoration|shadow)-(?:(?:red|orange|amber|yellow|lime|green|emerald|teal|cyan|sky|blue|indigo|violet|purple|fuchsia|pink|rose|slate|gray|zinc|neutral|stone)-\d{2,3}|white|black)\b/gi;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<!:)\/\/[^\n]*/g;

/** Colours written anywhere in the renderer but in tokens.css. */
export function findColourViolations(files: readonly { readonly path: string; readonly text: string }[]): readonly Violation[] {
  return files
    .filter(({ path }) => path !== TOKENS_FILE && !isTestPath(path))
    .flatMap(({ path, text }) => {
      const code = text.replace(COMMENT, (comment) => comment.replaceAll(/[^\n]/g, ' '));
      return [...code.matchAll(COLOUR)].map((match) => ({
        rule: 'colours-are-tokens',
        path,
        line: lineOf(text, match.index),
        message: `"${match[0]}" is a colour: name it in ${TOKENS_FILE} and use the token`,
      }));
    });
}
