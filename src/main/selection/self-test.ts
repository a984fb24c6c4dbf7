/** Tries each part of the desktop. What cannot be tried without disturbing the user is `unknown`, never `pass`. */
import type { SelfTestItem } from '#shared/contract/selection-contract.ts';
import type { BackEnd, Finding } from './back-end.ts';
import type { DesktopKind } from './desktop-kind.ts';
import type { Tools } from './tools.ts';
import { within } from './within.ts';

const ITEM_LIMIT_MS = 8_000;
const BUS_MS = 1_500;
const BROKEN: Finding = { state: 'unknown', reason: 'testBroke' };

/** What only the host knows; called anew on every run. */
export interface SelfTestProbes {
  /** The registered shortcuts; `isWanted` false: the user has set none. */
  shortcut(): Promise<{ readonly isWanted: boolean; readonly isRegistered: boolean }>;
  tray(): Promise<'shown' | 'no-host' | 'no-icon'>;
  canNotify(): boolean;
  gpu(): Promise<'used' | 'not-used' | 'off' | 'no-model'>;
}

const NOTIFICATIONS = 'org.freedesktop.Notifications';

/** Whether somebody on the session bus answers to the name, or would be started for it; null: the bus cannot be asked. */
async function isOnBus(tools: Tools, name: string): Promise<boolean | null> {
  const ask = async (method: 'ListNames' | 'ListActivatableNames'): Promise<boolean | null> => {
    const args = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus', `org.freedesktop.DBus.${method}`];
    const result = await tools.run('dbus-send', { args, timeoutMs: BUS_MS });
    return result.state === 'done' && result.code === 0 ? result.out.toString('utf8').includes(`"${name}"`) : null;
  };
  const [now, onDemand] = await Promise.all([ask('ListNames'), ask('ListActivatableNames')]);
  return now === null ? null : now || onDemand === true;
}

async function testShortcut(probes: SelfTestProbes, desktop: DesktopKind): Promise<Finding> {
  const { isWanted, isRegistered } = await probes.shortcut();
  if (!isWanted) return { state: 'unknown', reason: 'shortcutNone' };
  // On Wayland a registered shortcut may still have no keys: the user gives them in the system's settings.
  if (desktop.system === 'wayland') return { state: isRegistered ? 'unknown' : 'fail', reason: 'shortcutWayland' };
  return isRegistered ? { state: 'pass', reason: 'shortcutWorks' } : { state: 'fail', reason: 'shortcutRefused' };
}

async function testTray(probes: SelfTestProbes, desktop: DesktopKind): Promise<Finding> {
  const tray = await probes.tray();
  if (tray === 'shown') return { state: 'pass', reason: 'trayShown' };
  return { state: 'fail', reason: tray === 'no-host' && desktop.shell === 'gnome' ? 'trayGnome' : 'trayNoHost' };
}

async function testNotifications(tools: Tools, probes: SelfTestProbes, desktop: DesktopKind): Promise<Finding> {
  if (!probes.canNotify()) return { state: 'fail', reason: 'notificationsMissing' };
  if (desktop.system === 'macos' || desktop.system === 'windows') return { state: 'unknown', reason: 'notificationsMuted' };
  const isThere = await isOnBus(tools, NOTIFICATIONS);
  if (isThere === null) return { state: 'unknown', reason: 'notificationsUnknown' };
  return isThere ? { state: 'pass', reason: 'notificationsThere' } : { state: 'fail', reason: 'notificationsMissing' };
}

async function testGpu(probes: SelfTestProbes): Promise<Finding> {
  const gpu = await probes.gpu();
  if (gpu === 'used') return { state: 'pass', reason: 'gpuUsed' };
  if (gpu === 'no-model') return { state: 'unknown', reason: 'gpuNoModel' };
  return gpu === 'off' ? { state: 'unknown', reason: 'gpuOff' } : { state: 'fail', reason: 'gpuNotUsed' };
}

/** Never throws; a part whose test breaks is `unknown`. */
export async function runSelfTest(options: {
  readonly backEnd: BackEnd;
  readonly desktop: DesktopKind;
  readonly tools: Tools;
  readonly probes: SelfTestProbes;
}): Promise<SelfTestItem[]> {
  const { backEnd, desktop, tools, probes } = options;
  const bounded = (test: () => Promise<Finding>): Promise<Finding> => within(test(), ITEM_LIMIT_MS, BROKEN);
  const [parts, shortcut, tray, notifications, gpu] = await Promise.all([
    within(backEnd.check(), ITEM_LIMIT_MS, { capture: BROKEN, paste: BROKEN, permissions: BROKEN }),
    bounded(() => testShortcut(probes, desktop)),
    bounded(() => testTray(probes, desktop)),
    bounded(() => testNotifications(tools, probes, desktop)),
    bounded(() => testGpu(probes)),
  ]);
  const found = { shortcut, ...parts, tray, notifications, gpu };
  return (['shortcut', 'capture', 'paste', 'permissions', 'tray', 'notifications', 'gpu'] as const).map((name) => ({
    name,
    ...found[name],
  }));
}
