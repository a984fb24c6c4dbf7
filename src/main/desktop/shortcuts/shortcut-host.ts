/**
 * Global shortcuts as a part of the desktop host: follows the settings, tells the pages how they fare, and hands quick ask
 * what a shortcut (or a link) wants of it. A request is given out once; the page is rung, and asks.
 */
import type { GlobalShortcut as Registry, PowerMonitor } from 'electron';
import type { App } from '#main/app/create-app.ts';
import type { HostServices } from '#main/app/host-services.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { QuickRequest, ShortcutAction } from '#shared/models/global-shortcut.ts';
import { createGlobalShortcuts } from './global-shortcuts.ts';

export interface ShortcutHostOptions {
  readonly globalShortcut: Pick<Registry, 'register' | 'unregister' | 'isRegistered' | 'setSuspended'>;
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  readonly isMac: boolean;
  readonly isPortal: boolean;
  /** What a shortcut of the desktop itself may run to open quick ask. */
  readonly command: string;
  /** Either may take a moment: the selection is read before the window covers it. */
  readonly quickAsk: { toggle(): unknown; show(): unknown };
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

export interface ShortcutHost {
  readonly services: Pick<HostServices, 'shortcuts' | 'pauseShortcuts' | 'takeQuickRequest'>;
  /** Shows quick ask with something to do. */
  request(request: QuickRequest): void;
  /** Keeps the registered shortcuts those of the settings until the signal. */
  follow(app: Pick<App, 'settings' | 'changes'>, signal: AbortSignal): void;
  dispose(): void;
}

/** Null: just the window. */
function requestOf(action: ShortcutAction): QuickRequest | null {
  if (action.kind === 'quick-ask') return null;
  if (action.kind === 'own') return action;
  return { kind: 'command', command: action.kind === 'translate-selection' ? 'translate' : 'proofread' };
}

export function createShortcutHost(options: ShortcutHostOptions): ShortcutHost {
  const { globalShortcut, powerMonitor, isMac, isPortal, command, quickAsk, log } = options;
  let changes: App['changes'] | null = null;
  let waiting: QuickRequest | null = null;

  const showAndRing = async (): Promise<void> => {
    await quickAsk.show();
    changes?.publish('quickRequest');
  };
  const request = (next: QuickRequest): void => {
    waiting = next;
    showAndRing().catch((error: unknown) => log.error('quick ask could not be shown', error));
  };
  const shortcuts = createGlobalShortcuts({
    registry: globalShortcut,
    isMac,
    isPortal,
    onAction: (action) => {
      const next = requestOf(action);
      if (next === null) quickAsk.toggle();
      else request(next);
    },
    onChanged: () => {
      const refused = shortcuts.states().filter(({ state }) => state === 'taken' || state === 'invalid');
      if (refused.length > 0) log.warn('the system refused shortcuts', undefined, { ids: refused.map(({ id }) => id).join(' ') });
      changes?.publish('shortcuts');
    },
  });

  const followSettings = async (app: Pick<App, 'settings' | 'changes'>, signal: AbortSignal): Promise<void> => {
    const watched = app.changes.watch(signal);
    shortcuts.apply((await app.settings.get()).globalShortcuts);
    for await (const { topic } of watched) {
      if (topic === 'settings') shortcuts.apply((await app.settings.get()).globalShortcuts);
    }
  };

  return {
    services: {
      shortcuts: () => ({ states: [...shortcuts.states()], isPortal, command }),
      pauseShortcuts: shortcuts.pause,
      takeQuickRequest: () => {
        const taken = waiting;
        waiting = null;
        return taken;
      },
    },
    request,
    follow: (app, signal) => {
      changes = app.changes;
      powerMonitor.on('resume', shortcuts.refresh);
      followSettings(app, signal).catch((error: unknown) => log.error('the shortcuts could not be followed', error));
    },
    dispose: shortcuts.dispose,
  };
}
