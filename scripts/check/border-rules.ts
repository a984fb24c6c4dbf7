/**
 * The borders of the house (docs/architecture.md), one rule each, with what to do instead. scripts/check/border-seeds.ts holds a
 * violation of every rule: a rule without a seed fails the self-test.
 */

/** What an import points to: a file of ours (its path), a package, or a Node built-in. */
export interface Target {
  readonly kind: 'file' | 'package' | 'node';
  readonly name: string;
}

export interface Edge {
  readonly from: string;
  readonly to: Target;
  readonly isTypeOnly: boolean;
  readonly isTest: boolean;
}

export interface BorderRule {
  readonly name: string;
  readonly instead: string;
  breaks(edge: Edge): boolean;
}

const isFile = (to: Target, pattern: RegExp): boolean => to.kind === 'file' && pattern.test(to.name);
const isPackage = (to: Target, ...names: readonly string[]): boolean =>
  to.kind === 'package' && names.some((name) => (name.endsWith('/*') ? to.name.startsWith(name.slice(0, -1)) : to.name === name));

const PURE_PACKAGES = ['zod', '@orpc/contract'];
const MAIN_PACKAGES = ['electron', 'better-sqlite3', 'kysely', 'node-llama-cpp', 'hono', '@hono/*', 'ws'];

/** Only product code: what stands beside it to test it may reach further. */
const inProduct =
  (breaks: (edge: Edge) => boolean) =>
  (edge: Edge): boolean =>
    !edge.isTest && breaks(edge);

const only = (name: string, packages: readonly string[], allowed: RegExp, instead: string): BorderRule => ({
  name,
  instead,
  breaks: ({ from, to }) => isPackage(to, ...packages) && !allowed.test(from),
});

const neverTo = (name: string, from: RegExp, target: RegExp, instead: string): BorderRule => ({
  name,
  instead,
  breaks: inProduct((edge) => from.test(edge.from) && isFile(edge.to, target)),
});

export const BORDER_RULES: readonly BorderRule[] = [
  {
    name: 'shared-is-pure',
    instead: 'src/shared runs everywhere: pass in what it needs, or move the code to src/main or src/renderer',
    breaks: inProduct(
      ({ from, to }) =>
        from.startsWith('src/shared/') &&
        (to.kind === 'node' ||
          isFile(to, /^src\/(main|preload|renderer)\//) ||
          (to.kind === 'package' && !PURE_PACKAGES.includes(to.name))),
    ),
  },
  {
    name: 'renderer-is-sandboxed',
    instead: 'the renderer has no Node and no main process: ask through the contract (src/renderer/lib/rpc)',
    breaks: ({ from, to, isTest }) =>
      from.startsWith('src/renderer/') &&
      ((to.kind === 'node' && !isTest) || isFile(to, /^src\/(main|preload)\//) || isPackage(to, ...MAIN_PACKAGES)),
  },
  {
    name: 'main-knows-no-ui',
    instead: 'send data through the contract; shared types live in src/shared',
    breaks: ({ from, to }) =>
      from.startsWith('src/main/') && (isFile(to, /^src\/(renderer|preload)\//) || isPackage(to, 'react', 'react-dom')),
  },
  {
    name: 'preload-is-tiny',
    instead: 'the preload forwards one port: it may import electron and src/shared/bridge.ts only',
    breaks: inProduct(
      ({ from, to }) =>
        from.startsWith('src/preload/') && !isPackage(to, 'electron') && !isFile(to, /^src\/(preload\/|shared\/bridge\.ts$)/),
    ),
  },
  only(
    'electron-at-the-edges',
    ['electron'],
    /^src\/(main\/index\.ts$|main\/desktop\/|preload\/)/,
    'keep Electron in src/main/desktop and pass plain functions in',
  ),
  only(
    'sql-only-in-storage',
    ['better-sqlite3', 'kysely'],
    /^src\/main\/storage\//,
    'add a method to a repository in src/main/storage and call it through the store',
  ),
  only(
    'llama-only-in-host',
    ['node-llama-cpp'],
    /^src\/main\/inference\/host\//,
    'only the engine process loads the library: use the Engine interface of src/main/inference/engine.ts',
  ),
  {
    name: 'orpc-at-the-boundary',
    instead: 'keep RPC types at the border: take and return the types of src/shared/models',
    breaks: inProduct(
      ({ from, to }) => isPackage(to, '@orpc/*') && !/^src\/(shared\/contract|main\/rpc|main\/inference|renderer\/lib\/rpc)\//.test(from),
    ),
  },
  {
    name: 'features-are-isolated',
    instead: 'move the shared part down (src/shared, inference, storage, components, lib) or compose both in app/',
    breaks: inProduct(({ from, to }) => {
      const own = /^src\/(main|renderer)\/features\/([^/]+)\//.exec(from);
      const other = to.kind === 'file' ? /^src\/(main|renderer)\/features\/([^/]+)\//.exec(to.name) : null;
      return own !== null && other !== null && own[2] !== other[2];
    }),
  },
  neverTo(
    'features-know-no-host',
    /^src\/main\/features\//,
    /^src\/main\/(rpc|app|web|desktop)\/|^src\/main\/(index|serve)\.ts$/,
    'take what the feature needs as a parameter; src/main/app/create-app.ts wires it',
  ),
  neverTo('features-know-no-shell', /^src\/renderer\/features\//, /^src\/renderer\/app\//, 'move what both need to components/ or lib/'),
  neverTo(
    'storage-looks-down',
    /^src\/main\/storage\//,
    /^src\/main\/(?!storage\/|platform\/)/,
    'storage knows rows, not use cases: pass the value in',
  ),
  neverTo(
    'inference-looks-down',
    /^src\/main\/inference\//,
    /^src\/main\/(features|rpc|app|web|desktop)\//,
    'take a callback or an interface that the feature implements',
  ),
  {
    name: 'host-is-another-process',
    instead: 'talk to the engine process through EngineTransport; shared code belongs in src/main/inference',
    breaks: inProduct(
      ({ from, to, isTypeOnly }) =>
        !from.startsWith('src/main/inference/host/') && isFile(to, /^src\/main\/inference\/host\//) && !isTypeOnly,
    ),
  },
  neverTo(
    'platform-is-a-leaf',
    /^src\/main\/platform\//,
    /^src\/main\/(?!platform\/)/,
    'platform wraps the system and nothing of ours: pass the rest in',
  ),
  neverTo('hosts-do-not-mix', /^src\/main\/web\//, /^src\/main\/desktop\//, 'what both hosts need belongs in src/main/app'),
  // Headers and safe file access know neither HTTP nor Electron; both hosts must answer alike.
  neverTo(
    'hosts-do-not-mix',
    /^src\/main\/desktop\//,
    /^src\/main\/web\/(?!security-headers\.ts$|static-files\.ts$)/,
    'what both hosts need belongs in src/main/app',
  ),
  neverTo(
    'components-know-no-feature',
    /^src\/renderer\/components\//,
    /^src\/renderer\/(features|app|lib\/rpc)\//,
    'pass data and callbacks as props',
  ),
  neverTo(
    'lib-is-below-features',
    /^src\/renderer\/lib\//,
    /^src\/renderer\/(features|app|components)\//,
    'lib is the lowest layer of the renderer: turn the dependency round',
  ),
  {
    name: 'no-tests-in-product',
    instead: 'product code never imports tests, scripts or benchmarks: move the shared part into src',
    breaks: inProduct(({ from, to }) => from.startsWith('src/') && isFile(to, /\.test(-support)?\.tsx?$|^(e2e|bench|scripts)\//)),
  },
  {
    name: 'one-network-gate',
    instead: 'outbound connections go through src/main/platform/network-gate.ts alone; it names the purpose and obeys the switch',
    breaks: inProduct(
      ({ from, to }) =>
        from.startsWith('src/main/') &&
        from !== 'src/main/platform/network-gate.ts' &&
        ((to.kind === 'node' && /^(https|http2|tls|dgram|dns)($|\/)/.test(to.name)) ||
          // The X server's socket is a file of this machine.
          (to.kind === 'node' && /^(http|net)$/.test(to.name) && !/^src\/main\/(web\/|selection\/x11-owner\.ts$)/.test(from)) ||
          isPackage(to, 'undici', 'axios', 'got', 'node-fetch')),
    ),
  },
];
