/** Actions that only note that they were chosen. */
import type { ShellActions } from './shell-actions.ts';

export function recordActions(): { readonly actions: ShellActions; readonly done: string[] } {
  const done: string[] = [];
  const note =
    (name: keyof ShellActions) =>
    (...args: readonly (string | number)[]): void =>
      void done.push([name, ...args].join(' '));
  const actions: ShellActions = {
    go: note('go'),
    showQuickAsk: note('showQuickAsk'),
    stopAll: note('stopAll'),
    zoom: note('zoom'),
    showShortcuts: note('showShortcuts'),
    checkForUpdates: note('checkForUpdates'),
    openFolder: note('openFolder'),
    openNotices: note('openNotices'),
    showAbout: note('showAbout'),
    restart: note('restart'),
    quit: note('quit'),
  };
  return { actions, done };
}
