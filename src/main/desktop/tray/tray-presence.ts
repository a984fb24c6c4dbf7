/** Whether the desktop shows tray icons at all. Electron does not say: on Linux an icon without a host is simply not there. */
import { execFile } from 'node:child_process';

type Run = (command: string, args: readonly string[]) => Promise<string>;

const LIMIT_MS = 2_000;
const WATCHER = 'org.kde.StatusNotifierWatcher';
/** Three programs that ask the session bus the same question; a desktop has at least one. */
const QUESTIONS: readonly (readonly [string, readonly string[]])[] = [
  ['busctl', ['--user', 'call', 'org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'NameHasOwner', 's', WATCHER]],
  [
    'gdbus',
    ['call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/', '--method', 'org.freedesktop.DBus.NameHasOwner', WATCHER],
  ],
  [
    'dbus-send',
    ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', `string:${WATCHER}`],
  ],
];

const runProgram: Run = (command, args) =>
  new Promise((resolve, reject) => {
    execFile(command, args, { timeout: LIMIT_MS }, (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });

/** Windows and macOS always have one. On Linux: whether somebody answers for StatusNotifier icons; false when nobody can say. */
export async function hasTrayHost(platform: NodeJS.Platform, run: Run = runProgram): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [command, args] of QUESTIONS) {
    try {
      return /\btrue\b/.test(await run(command, args));
    } catch {
      // Not installed, or no session bus: the next one is asked.
    }
  }
  return false;
}
