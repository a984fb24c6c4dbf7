import { expect, it } from 'vitest';
import { dropDangerousSwitches, launchCommand, viewOf } from './command-line.ts';
import { createElectronFake } from '../electron-fake.test-support.ts';

it.each([
  [['inkstone', '--write'], 'write'],
  [['inkstone', '--translate', '--quick-ask'], 'quick-ask'],
  [['inkstone'], null],
  [['inkstone', '--write=../../etc'], null],
  [['inkstone', '--write\n--evil'], null],
  [['inkstone', 'inkstone://--write/../..'], null],
])('H22: %j asks for %s', (argv, view) => expect(viewOf(argv)).toBe(view));

it.each([
  ['a package', '/opt/Inkstone/inkstone', 'linux', {}, null, '/opt/Inkstone/inkstone --quick-ask'],
  [
    'an AppImage',
    '/tmp/.mount_x/inkstone',
    'linux',
    { APPIMAGE: "/home/a b/It's.AppImage" },
    null,
    "'/home/a b/It'\\''s.AppImage' --quick-ask",
  ],
  ['another data folder', '/i', 'linux', { INKSTONE_HOME: '/da ta' }, null, "env 'INKSTONE_HOME=/da ta' /i --quick-ask"],
  ['sources', '/electron', 'darwin', {}, '/src/inkstone', '/electron /src/inkstone --quick-ask'],
  ['Windows', 'C:\\Program Files\\Inkstone.exe', 'win32', {}, null, '"C:\\Program Files\\Inkstone.exe" --quick-ask'],
] as const)('the command to open quick ask starts this very program: %s', (_case, execPath, platform, env, folder, command) =>
  expect(launchCommand({ execPath, platform, env }, folder)).toBe(command),
);

it('switches that weaken the app are removed, harmless ones stay', () => {
  const { app } = createElectronFake();
  for (const name of ['no-sandbox', 'disable-web-security', 'gpu-launcher', 'remote-debugging-port', 'lang', 'force-device-scale-factor']) {
    app.switches.add(name);
  }
  expect(dropDangerousSwitches(app.commandLine, true).toSorted()).toEqual([
    'disable-web-security',
    'gpu-launcher',
    'no-sandbox',
    'remote-debugging-port',
  ]);
  expect([...app.switches]).toEqual(['lang', 'force-device-scale-factor']);
});
it('a test build may be driven from outside, a package may not', () => {
  const { app } = createElectronFake();
  app.switches.add('remote-debugging-port');
  expect([dropDangerousSwitches(app.commandLine, false), dropDangerousSwitches(app.commandLine, true)]).toEqual([
    [],
    ['remote-debugging-port'],
  ]);
});
