/** The quick-ask window: loaded once, hidden, and only shown by the shortcut, so that the caret is there at once. */
import type { BrowserWindow, GlobalShortcut, Screen } from 'electron';
import type { WindowFactory } from './create-window.ts';
import { QUICK_PAGE } from './ui-address.ts';

const WIDTH = 680;
const HEIGHT = 480;

export interface QuickAskOptions {
  readonly createWindow: WindowFactory;
  readonly screen: Pick<Screen, 'getCursorScreenPoint' | 'getDisplayNearestPoint'>;
  readonly globalShortcut: Pick<GlobalShortcut, 'register' | 'unregister'>;
}

export interface QuickAsk {
  /** Loads the window, hidden. */
  preload(): Promise<void>;
  toggle(): void;
  show(): void;
  hide(): void;
  /** Replaces the shortcut; the system may refuse it, then there is none. */
  setShortcut(accelerator: string): void;
  /** The shortcut that is registered now. */
  shortcut(): string | null;
  window(): BrowserWindow | null;
  dispose(): void;
}

/** Near the top third of the display with the pointer. */
export function quickAskBounds(area: { x: number; y: number; width: number; height: number }): Electron.Rectangle {
  const width = Math.min(WIDTH, area.width);
  const height = Math.min(HEIGHT, area.height);
  return {
    width,
    height,
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.round(area.y + Math.min((area.height - height) / 3, area.height - height)),
  };
}

export function createQuickAsk({ createWindow, screen, globalShortcut }: QuickAskOptions): QuickAsk {
  let window: BrowserWindow | null = null;
  let registered: string | null = null;

  const open = (): BrowserWindow => {
    if (window !== null && !window.isDestroyed()) return window;
    const opened = createWindow({
      width: WIDTH,
      height: HEIGHT,
      frame: false,
      transparent: false,
      resizable: true,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      title: 'Inkstone quick ask',
    });
    // Closing it (Alt+F4) only hides it: the next shortcut must find it loaded.
    opened.on('close', (event) => {
      if (window !== opened) return;
      event.preventDefault();
      opened.hide();
    });
    window = opened;
    return opened;
  };
  const show = (): void => {
    const shown = open();
    shown.setBounds(quickAskBounds(screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea));
    shown.show();
    shown.focus();
  };
  const hide = (): void => {
    if (window !== null && !window.isDestroyed()) window.hide();
  };
  const toggle = (): void => {
    if (window !== null && !window.isDestroyed() && window.isVisible() && window.isFocused()) hide();
    else show();
  };
  const unregister = (): void => {
    if (registered !== null) globalShortcut.unregister(registered);
    registered = null;
  };
  const register = (accelerator: string): boolean => {
    try {
      return globalShortcut.register(accelerator, toggle);
    } catch {
      return false; // not an accelerator at all: the settings show that there is no shortcut
    }
  };

  return {
    preload: () => open().loadURL(QUICK_PAGE),
    toggle,
    show,
    hide,
    setShortcut: (accelerator) => {
      if (accelerator === registered) return;
      unregister();
      if (accelerator !== '' && register(accelerator)) registered = accelerator;
    },
    shortcut: () => registered,
    window: () => (window === null || window.isDestroyed() ? null : window),
    dispose: () => {
      unregister();
      const closing = window;
      window = null;
      if (closing !== null && !closing.isDestroyed()) closing.destroy();
    },
  };
}
