/** Wayland gives no program keys of another; the desktop's portal is asked for shortcuts, and only if Chromium is told to. */
import type { CommandLine } from 'electron';
import { windowSystem } from '#main/platform/window-system.ts';
import type { Surroundings } from '#main/platform/window-system.ts';

/** Before the app is ready; features that were asked for already stay. */
export function enableShortcutPortal(commandLine: Pick<CommandLine, 'getSwitchValue' | 'appendSwitch'>, session: Surroundings): void {
  if (windowSystem(session) !== 'wayland') return;
  const features = commandLine.getSwitchValue('enable-features').split(',');
  commandLine.appendSwitch('enable-features', [...features.filter((name) => name !== ''), 'GlobalShortcutsPortal'].join(','));
}
