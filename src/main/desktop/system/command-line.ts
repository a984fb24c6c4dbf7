/** What may come in by the command line: three views, and no Chromium switch that weakens the app (H22). */
import type { CommandLine } from 'electron';

export type View = 'quick-ask' | 'write' | 'translate';
const VIEWS: readonly View[] = ['quick-ask', 'write', 'translate'];

/** The view a command line asks for. Everything else on it is ignored, whoever wrote it. */
export function viewOf(argv: readonly string[]): View | null {
  return VIEWS.find((view) => argv.includes(`--${view}`)) ?? null;
}

const posixQuoted = (word: string): string => (/^[\w./:=+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/**
 * What a shortcut of the desktop itself runs to open quick ask: this very program, in words the shells of the system read.
 * `appFolder` only where Electron runs the app from its sources. A data folder of its own goes along, or another Inkstone would open.
 */
export function launchCommand(
  { env, execPath, platform }: Pick<NodeJS.Process, 'env' | 'execPath' | 'platform'>,
  appFolder: string | null,
): string {
  // The mounted program of an AppImage is gone when the app ends; the file itself stays.
  const program = env['APPIMAGE'] ?? execPath;
  const words = [program, ...(appFolder === null ? [] : [appFolder]), '--quick-ask'];
  if (platform === 'win32') return words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ');
  const home = env['INKSTONE_HOME'];
  return [...(home === undefined ? [] : ['env', `INKSTONE_HOME=${home}`]), ...words].map(posixQuoted).join(' ');
}

/** Switches that load foreign code, reroute the network or take protection away. */
const DANGEROUS = [
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'auth-server-allowlist',
  'browser-subprocess-path',
  'disable-features',
  'disable-gpu-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-setuid-sandbox',
  'disable-site-isolation-trials',
  'disable-web-security',
  'enable-blink-features',
  'gpu-launcher',
  'host-resolver-rules',
  'host-rules',
  'ignore-certificate-errors',
  'js-flags',
  'load-extension',
  'log-net-log',
  'no-sandbox',
  'no-zygote',
  'ppapi-plugin-launcher',
  'proxy-pac-url',
  'proxy-server',
  'renderer-cmd-prefix',
  'renderer-process-limit',
  'single-process',
  'ssl-key-log-file',
  'unsafely-treat-insecure-origin-as-secure',
  'utility-cmd-prefix',
] as const;
/** Needed by the end-to-end tests, which never run a package that is shipped. */
const DANGEROUS_IN_PACKAGES = [
  'remote-allow-origins',
  'remote-debugging-address',
  'remote-debugging-pipe',
  'remote-debugging-port',
] as const;

/** Before the app is ready. Returns the names of what was removed, for the log. */
export function dropDangerousSwitches(commandLine: Pick<CommandLine, 'hasSwitch' | 'removeSwitch'>, isPackaged: boolean): string[] {
  const names = [...DANGEROUS, ...(isPackaged ? DANGEROUS_IN_PACKAGES : [])].filter((name) => commandLine.hasSwitch(name));
  for (const name of names) commandLine.removeSwitch(name);
  return names;
}
