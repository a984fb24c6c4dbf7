import { expect, test } from 'vitest';
import { findColourViolations, findHouseViolations } from './house-rules.ts';
import { parseSource } from './source-files.ts';

const rulesOf = (path: string, source: string): readonly string[] =>
  findHouseViolations([parseSource(path, source)]).map(({ rule }) => rule);

test.each([
  ['one-window-maker', 'src/main/desktop/a.ts', 'new BrowserWindow({}); new electron.BrowserWindow({});'],
  ['one-open-external', 'src/main/desktop/a.ts', `shell.openExternal(a); shell['openExternal'](b);`],
  ['no-raw-html', 'src/renderer/a.tsx', 'const a = <p dangerouslySetInnerHTML={{ __html: text }} />;'],
  ['no-raw-html', 'src/renderer/a.tsx', 'createElement("p", { dangerouslySetInnerHTML: x });'],
  ['no-raw-html', 'src/renderer/a.ts', 'element.innerHTML = text;'],
  ['no-raw-html', 'src/renderer/a.ts', 'element.insertAdjacentHTML("beforeend", text);'],
  ['one-network-gate', 'src/main/app/a.ts', 'await fetch(url);'],
  ['one-network-gate', 'src/main/app/a.ts', 'globalThis.fetch(url);'],
  ['one-network-gate', 'src/main/app/a.ts', 'new WebSocket(url);'],
  ['one-network-gate', 'src/main/desktop/a.ts', 'net.request(url);'],
])('%s sees %s: %s', (rule, path, source) => {
  expect(rulesOf(path, source)).toContain(rule);
});

test.each([
  ['src/main/desktop/a.ts', 'new BrowserWindow({}); shell.openExternal(a);'],
  ['src/main/platform/network-gate.ts', 'await fetch(url);'],
  ['src/renderer/lib/a.ts', 'element.innerHTML; queryClient.fetch();'],
  ['src/main/desktop/a.test.ts', 'new BrowserWindow({}); new BrowserWindow({});'],
])('what is allowed stays allowed: %s: %s', (path, source) => {
  expect(rulesOf(path, source)).toEqual([]);
});

test('the second place is told together with the first, wherever it stands', () => {
  const files = [
    parseSource('src/main/desktop/a.ts', 'new BrowserWindow();'),
    parseSource('src/main/desktop/b.ts', '\nnew BrowserWindow();'),
  ];
  expect(findHouseViolations(files).map(({ path, line }) => `${path}:${line}`)).toEqual([
    'src/main/desktop/a.ts:1',
    'src/main/desktop/b.ts:2',
  ]);
});

test.each([
  'color: #1a2b3c;',
  'color: #FFF',
  'background: rgb(0 0 0 / 50%)',
  'fill: oklch(50% 0.1 20)',
  `className="bg-white p-2"`,
  `'text-red-500'`,
])('a colour is seen: %s', (text) => {
  expect(findColourViolations([{ path: 'src/renderer/components/a.tsx', text }])).toHaveLength(1);
});

test.each([
  `href="#/quick-ask"`,
  `'#shared/models/ids.ts'`,
  'color: var(--ink);',
  '// was #fff once',
  '&#123;',
  `'#add'.length // a colour in short form is one`,
  'class="bg-surface"',
])('no false alarm where there is no colour: %s', (text) => {
  expect(findColourViolations([{ path: 'src/renderer/components/a.tsx', text }])).toHaveLength(text.startsWith(`'#add'`) ? 1 : 0);
});

test('tokens.css is the place for colours', () => {
  expect(findColourViolations([{ path: 'src/renderer/styles/tokens.css', text: '--ink: #111;' }])).toEqual([]);
});
