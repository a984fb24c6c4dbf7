/** Remembers where the main window was, and brings it back onto a display that is there. */
import type { BrowserWindow, Rectangle, Screen } from 'electron';
import type { Logger } from '#main/platform/logger.ts';
import { createRememberedFile } from './remembered-file.ts';
import { fitBounds, parsePlace } from './window-place.ts';
import type { WindowPlace } from './window-place.ts';

const PAUSE_MS = 500;
const SIZE = { width: 1_280, height: 800 };

export interface WindowState {
  /** Where to open the window: size, and the place unless the system may choose it. */
  opening(): { readonly bounds: Partial<Rectangle> & typeof SIZE; readonly isMaximized: boolean };
  /** Remembers every move of this window from now on. */
  follow(window: BrowserWindow): void;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
}

export interface WindowStateOptions {
  readonly file: string;
  readonly screen: Pick<Screen, 'getAllDisplays' | 'on'>;
  readonly log: Pick<Logger, 'warn'>;
}

const isSame = (a: Rectangle, b: Rectangle): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

export function createWindowState({ file, screen, log }: WindowStateOptions): WindowState {
  const place = createRememberedFile<WindowPlace | null>({
    file,
    parse: parsePlace,
    initial: null,
    pauseMs: PAUSE_MS,
    log,
    complaint: 'the window’s place was not kept',
  });
  let followed: BrowserWindow | null = null;

  const note = (window: BrowserWindow): void => {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    place.set({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  };
  const workAreas = (): Rectangle[] => screen.getAllDisplays().map(({ workArea }) => workArea);
  const bringBack = (): void => {
    const window = followed;
    if (window === null || window.isDestroyed() || window.isMaximized() || window.isFullScreen() || window.isMinimized()) return;
    const bounds = window.getBounds();
    const fitted = fitBounds(bounds, workAreas());
    if (!isSame(bounds, fitted)) window.setBounds(fitted);
  };
  screen.on('display-removed', bringBack);
  screen.on('display-metrics-changed', bringBack);

  return {
    opening: () => {
      const last = place.get();
      return last === null
        ? { bounds: SIZE, isMaximized: false }
        : { bounds: fitBounds(last.bounds, workAreas()), isMaximized: last.isMaximized };
    },
    follow: (window) => {
      followed = window;
      const noteThis = (): void => note(window);
      window.on('resize', noteThis);
      window.on('move', noteThis);
      window.on('maximize', noteThis);
      window.on('unmaximize', noteThis);
      window.on('close', noteThis);
    },
    flush: place.flush,
  };
}
