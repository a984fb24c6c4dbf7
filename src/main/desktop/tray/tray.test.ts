import { describe, expect, it } from 'vitest';
import type { EngineState } from '#shared/models/model.ts';
import { desktopStrings } from '../strings/desktop-strings.ts';
import { createElectronFake } from '../electron-fake.test-support.ts';
import { recordActions } from '../shell-actions.test-support.ts';
import { trayModel, trayState } from './tray-model.ts';
import { hasTrayHost } from './tray-presence.ts';
import { createTray, trayImageName } from './tray.ts';
import type { TrayIcon } from './tray.ts';

const ready = (isBusy: boolean) => ({ state: 'ready', isBusy, queued: 0, model: { name: 'Tiny' } }) as unknown as EngineState;
const loading = { state: 'loading', name: 'Tiny', fraction: 0.5 } as unknown as EngineState;
const stopped: EngineState = { state: 'stopped' };

describe('what the tray says', () => {
  const { actions, done } = recordActions();
  const model = (engine: EngineState, language = 'en') => trayModel({ strings: desktopStrings(language), engine, actions });

  it('is the state of the engine, in the language of the settings', () => {
    expect([ready(false), ready(true), loading, stopped].map(trayState)).toEqual(['ready', 'writing', 'loading', 'none']);
    expect([ready(true), stopped].map((engine) => model(engine).tooltip)).toEqual([
      'Inkstone: Writing an answer · Tiny',
      'Inkstone: No model is loaded',
    ]);
    expect(model(ready(false), 'zh-CN').items.map(({ label }) => label)).toEqual([
      '就绪 · Tiny',
      undefined,
      '打开 Inkstone',
      '快问',
      '新对话',
      '停止所有回答',
      undefined,
      '退出 Inkstone',
    ]);
  });
  it('offers to stop only what is being written, and to quit always', () => {
    const enabled = (engine: EngineState) =>
      model(engine)
        .items.filter(({ click, enabled: isEnabled }) => click && isEnabled !== false)
        .map(({ id }) => id);
    expect(enabled(ready(true))).toEqual(['open', 'quick-ask', 'new-chat', 'stop-all', 'quit']);
    expect(enabled(stopped)).toEqual(['open', 'quick-ask', 'new-chat', 'quit']);
  });
  it('does what it offers', () => {
    for (const item of model(ready(true)).items) Reflect.apply(item.click ?? (() => undefined), undefined, []);
    expect(done).toEqual(['go ', 'showQuickAsk', 'go /chat', 'stopAll', 'quit']);
  });
});

describe('the tray icon', () => {
  const make = (fake: ReturnType<typeof createElectronFake>): TrayIcon =>
    createTray({ ...fake.electron, folder: '/tray', platform: 'linux', onOpen: () => undefined });
  it('is a template on macOS and fits the bar elsewhere', () => {
    expect([trayImageName('darwin', true), trayImageName('win32', true), trayImageName('linux', false)]).toEqual([
      'trayTemplate.png',
      'tray-light.png',
      'tray.png',
    ]);
  });
  it('does not close its open menu while nothing changes', () => {
    const fake = createElectronFake();
    const tray = make(fake);
    const model = () => trayModel({ strings: desktopStrings('en'), engine: ready(false), actions: recordActions().actions });
    tray.show(model());
    tray.show(model());
    expect(fake.shell.trays[0]?.menusSet).toBe(1);
  });
  it('is not there rather than invisible when its picture is missing', () => {
    const fake = createElectronFake();
    fake.shell.isTrayIconMissing = true;
    expect(() => make(fake)).toThrow('missing');
  });
});

describe('whether there is a tray', () => {
  it('is asked of the session bus on Linux, by whatever program is there', async () => {
    const asked: string[] = [];
    const answers = (by: Record<string, string>) => (command: string) => {
      asked.push(command);
      const answer = by[command];
      return answer === undefined ? Promise.reject(new Error('ENOENT')) : Promise.resolve(answer);
    };
    expect(await hasTrayHost('linux', answers({ gdbus: '(true,)' }))).toBe(true);
    expect(await hasTrayHost('linux', answers({ busctl: 'b false' }))).toBe(false);
    expect(await hasTrayHost('linux', answers({}))).toBe(false);
    expect(await hasTrayHost('win32', answers({}))).toBe(true);
    expect(asked).toEqual(['busctl', 'gdbus', 'busctl', 'busctl', 'gdbus', 'dbus-send']);
  });
});
