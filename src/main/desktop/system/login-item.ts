/** Start at login, hidden: an entry of the system's own on macOS and Windows, a desktop file on Linux. */
import { access, mkdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { App as ElectronApp } from 'electron';
import { writePrivateFile } from '#main/platform/private-file.ts';
import { autostartEntry } from './autostart-entry.ts';

/** The switch of a start that nobody is waiting for. */
export const HIDDEN_SWITCH = '--hidden';

export interface LoginItem {
  /** What the system says, which the user may have changed there. */
  isOn(): Promise<boolean>;
  set(isOn: boolean): Promise<void>;
}

export interface LoginItemOptions {
  readonly app: Pick<ElectronApp, 'getAppPath' | 'getLoginItemSettings' | 'isPackaged' | 'setLoginItemSettings'>;
  readonly process: Pick<NodeJS.Process, 'env' | 'execPath' | 'platform'>;
}

/** The user's own autostart folder. */
export function autostartFile(env: NodeJS.ProcessEnv, home = homedir()): string {
  const config = env['XDG_CONFIG_HOME'];
  return join(config && isAbsolute(config) ? config : join(home, '.config'), 'autostart', 'inkstone.desktop');
}

function linuxLoginItem(file: string, command: readonly string[]): LoginItem {
  return {
    isOn: () =>
      access(file).then(
        () => true,
        () => false,
      ),
    set: async (isOn) => {
      if (!isOn) {
        await rm(file, { force: true });
        return;
      }
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writePrivateFile(file, autostartEntry(command));
    },
  };
}

export function createLoginItem({ app, process }: LoginItemOptions): LoginItem {
  const { env, execPath, platform } = process;
  const args = app.isPackaged ? [HIDDEN_SWITCH] : [app.getAppPath(), HIDDEN_SWITCH];
  // An AppImage runs from a folder that is gone after it ends.
  if (platform === 'linux') return linuxLoginItem(autostartFile(env), [env['APPIMAGE'] ?? execPath, ...args]);
  const entry = platform === 'win32' ? { path: execPath, args } : {};
  return {
    isOn: async () => app.getLoginItemSettings(entry).openAtLogin,
    set: async (openAtLogin) => app.setLoginItemSettings({ ...entry, openAtLogin }),
  };
}

/** Whether this start is one of those at login. */
export function isHiddenStart(argv: readonly string[], app: Pick<ElectronApp, 'getLoginItemSettings'>, platform: NodeJS.Platform): boolean {
  return argv.includes(HIDDEN_SWITCH) || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);
}
