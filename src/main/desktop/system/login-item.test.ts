import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { autostartEntry } from './autostart-entry.ts';
import { createElectronFake } from '../electron-fake.test-support.ts';
import { autostartFile, createLoginItem, isHiddenStart } from './login-item.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inkstone-login-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the desktop file of Linux', () => {
  it('quotes what a shell or the format would read otherwise', () => {
    const execOf = (...command: string[]) => /^Exec=(.*)$/m.exec(autostartEntry(command))?.[1];
    expect(execOf('/opt/Inkstone/inkstone', '--hidden')).toBe('/opt/Inkstone/inkstone --hidden');
    expect(execOf('/home/a b/Ink$tone.AppImage')).toBe(String.raw`"/home/a b/Ink\\$tone.AppImage"`);
    expect(execOf('/a/100%/"x"')).toBe(String.raw`"/a/100%%/\\"x\\""`);
    expect(execOf('/a\nExec=evil')).toBe(String.raw`"/a\nExec=evil"`);
  });
  it('is written, found and removed again', async () => {
    const env = { XDG_CONFIG_HOME: folder, APPIMAGE: '/home/me/Inkstone.AppImage' };
    const item = createLoginItem({
      app: createElectronFake().electron.app,
      process: { env, execPath: '/tmp/.mount/inkstone', platform: 'linux' },
    });
    const file = join(folder, 'autostart', 'inkstone.desktop');
    expect([autostartFile(env), await item.isOn()]).toEqual([file, false]);
    await item.set(true);
    expect([await item.isOn(), (await readFile(file, 'utf8')).includes('Exec=/home/me/Inkstone.AppImage --hidden\n')]).toEqual([
      true,
      true,
    ]);
    await item.set(false);
    await item.set(false);
    await expect(access(file)).rejects.toThrow('ENOENT');
  });
});

it('is an entry of the system’s own on Windows and macOS', async () => {
  const fake = createElectronFake();
  const { app } = fake.electron;
  const win = createLoginItem({ app, process: { env: {}, execPath: 'C:\\Inkstone.exe', platform: 'win32' } });
  await win.set(true);
  expect(await win.isOn()).toBe(true);
  await createLoginItem({ app, process: { env: {}, execPath: '/Applications/Inkstone', platform: 'darwin' } }).set(false);
  expect(fake.shell.loginItems).toEqual([{ path: 'C:\\Inkstone.exe', args: ['--hidden'], openAtLogin: true }, { openAtLogin: false }]);
});

it('tells a start at login from one that somebody waits for', () => {
  const { app } = createElectronFake().electron;
  expect([isHiddenStart(['inkstone', '--hidden'], app, 'linux'), isHiddenStart(['inkstone'], app, 'darwin')]).toEqual([true, false]);
});
