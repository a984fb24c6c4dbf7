/** What may come in by the command line: three views, and no Chromium switch that weakens the app (H22). */
import type { CommandLine } from 'electron';

export type View = 'quick-ask' | 'write' | 'translate';
const VIEWS: readonly View[] = ['quick-ask', 'write', 'translate'];

/** The view a command line asks for. Everything else on it is ignored, whoever wrote it. */
export function viewOf(argv: readonly string[]): View | null {
  return VIEWS.find((view) => argv.includes(`--${view}`)) ?? null;
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
