/** The main window: made once, shown when it can be seen, brought back after its page died. */
import type { BrowserWindow } from 'electron';
import type { WindowFactory } from './create-window.ts';
import { MAIN_PAGE } from '../links/ui-address.ts';
import type { WindowState } from './window-state.ts';

export interface MainWindowOptions {
  readonly createWindow: WindowFactory;
  readonly state: Pick<WindowState, 'opening' | 'follow'>;
  /** The page could not be loaded. */
  readonly onLoadFailed: (error: unknown) => void;
  /** Whether closing only hides it, because there is a tray to bring it back. */
  readonly isKept: () => boolean;
  readonly onClosed: () => void;
  readonly onFocus: () => void;
}

export interface MainWindow {
  /** Opens or brings to the front; `fragment` is a hash route such as `/write`. */
  show(fragment?: string): void;
  window(): BrowserWindow | null;
}

export function createMainWindow({ createWindow, state, onLoadFailed, isKept, onClosed, onFocus }: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null;

  const load = (opened: BrowserWindow, fragment: string): void => {
    opened.loadURL(fragment === '' ? MAIN_PAGE : `${MAIN_PAGE}#${fragment}`).catch(onLoadFailed);
  };
  const open = (fragment: string): BrowserWindow => {
    const { bounds, isMaximized } = state.opening();
    const opened = createWindow({ ...bounds, minWidth: 480, minHeight: 480, title: 'Inkstone', autoHideMenuBar: true });
    state.follow(opened);
    opened.once('ready-to-show', () => {
      if (isMaximized) opened.maximize();
      opened.show();
    });
    opened.on('focus', onFocus);
    opened.on('close', (event) => {
      if (!isKept()) return;
      event.preventDefault();
      opened.hide();
    });
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
