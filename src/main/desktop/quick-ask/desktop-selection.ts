/** Joins the selection port to Electron: its clipboard, its permissions, and what only the host can say in the self-test. */
import type * as Electron from 'electron';
import type { App } from '#main/app/create-app.ts';
import type { Logger } from '#main/platform/logger.ts';
import { createSelection } from '#main/selection/create-selection.ts';
import type { SelectionPort } from '#main/selection/selection-port.ts';
import { createTools } from '#main/selection/tools.ts';
import { createElectronClipboard } from './electron-clipboard.ts';
import type { QuickAsk } from './quick-ask.ts';
import { hasTrayHost } from '../tray/tray-presence.ts';

export interface DesktopSelectionOptions {
  readonly electron: Pick<typeof Electron, 'clipboard' | 'ClipboardItem' | 'Notification' | 'systemPreferences'>;
  readonly process: Pick<NodeJS.Process, 'env' | 'platform'>;
  readonly log: Logger;
  readonly quickAsk: Pick<QuickAsk, 'stepAside'>;
  readonly isOwnWindowInFront: () => boolean;
  /** Whether there is a tray icon of ours. */
  readonly hasTray: () => boolean;
  readonly isShortcutHeld: () => boolean;
  readonly application: () => Pick<App, 'engine' | 'settings'>;
}

async function gpuState({ engine, settings }: Pick<App, 'engine' | 'settings'>): Promise<'used' | 'not-used' | 'off' | 'no-model'> {
  if (!(await settings.get()).useGpu) return 'off';
  const { state } = engine;
  if (state.state !== 'ready') return 'no-model';
  return state.model.gpuLayers > 0 ? 'used' : 'not-used';
}

export function createDesktopSelection(options: DesktopSelectionOptions): SelectionPort {
  const { electron, process, log, quickAsk, application } = options;
  const { env, platform } = process;
  return createSelection({
    platform,
    env,
    log,
    tools: createTools(env),
    clipboard: createElectronClipboard({ clipboard: electron.clipboard, ClipboardItem: electron.ClipboardItem, platform, log }),
    isOwnWindowInFront: options.isOwnWindowInFront,
    stepAside: () => quickAsk.stepAside(),
    isTrusted: () => platform === 'darwin' && electron.systemPreferences.isTrustedAccessibilityClient(false),
    // Until it was asked once with `true`, macOS does not list the app among those that can be switched on.
    askTrust: () => {
      if (platform === 'darwin') electron.systemPreferences.isTrustedAccessibilityClient(true);
    },
    probes: {
      shortcut: async () => {
        const { globalShortcuts } = await application().settings.get();
        const isWanted = globalShortcuts.some(({ action, accelerator }) => action.kind === 'quick-ask' && accelerator !== '');
        return { isWanted, isRegistered: options.isShortcutHeld() };
      },
      tray: async () => {
        if (!options.hasTray()) return 'no-icon';
        return (await hasTrayHost(platform)) ? 'shown' : 'no-host';
      },
      canNotify: () => electron.Notification.isSupported(),
      gpu: () => gpuState(application()),
    },
  });
}
