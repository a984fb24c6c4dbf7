/** The main window: made once, shown when it can be seen, brought back after its page died. */
import type { BrowserWindow } from 'electron';
import type { WindowFactory } from './create-window.ts';
import { MAIN_PAGE } from './ui-address.ts';

export interface MainWindowOptions {
  readonly createWindow: WindowFactory;
  /** The page could not be loaded. */
  readonly onLoadFailed: (error: unknown) => void;
  readonly onClosed: () => void;
}

export interface MainWindow {
  /** Opens or brings to the front; `fragment` is a hash route such as `/write`. */
  show(fragment?: string): void;
  window(): BrowserWindow | null;
}

export function createMainWindow({ createWindow, onLoadFailed, onClosed }: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null;

  const load = (opened: BrowserWindow, fragment: string): void => {
    opened.loadURL(fragment === '' ? MAIN_PAGE : `${MAIN_PAGE}#${fragment}`).catch(onLoadFailed);
  };
  const open = (fragment: string): BrowserWindow => {
    const opened = createWindow({ width: 1_280, height: 800, minWidth: 480, minHeight: 480, title: 'Inkstone', autoHideMenuBar: true });
    opened.once('ready-to-show', () => opened.show());
    opened.once('closed', () => {
      if (window === opened) window = null;
      onClosed();
    });
    load(opened, fragment);
    return opened;
  };

  return {
    show: (fragment = '') => {
      if (window === null || window.isDestroyed()) {
        window = open(fragment);
        return;
      }
      // Only the fragment differs, so the page stays and its router follows.
      if (fragment !== '') load(window, fragment);
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    window: () => (window === null || window.isDestroyed() ? null : window),
  };
}
