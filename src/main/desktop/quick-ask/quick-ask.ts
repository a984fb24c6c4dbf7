/**
 * The quick-ask window: loaded once, hidden, and only shown by the shortcut, so that the caret is there at once. What other
 * programs have selected is read before it takes the focus from them. Knows nothing of tray, main window or settings.
 */
import type { BrowserWindow, Screen } from 'electron';
import { within } from '#main/selection/within.ts';
import type { WindowFactory } from '../windows/create-window.ts';
import { isSamePlace, keepOnScreen, QUICK_ASK_SIZE } from './quick-ask-placement.ts';
import type { Place } from './quick-ask-placement.ts';
import type { QuickAskPlaces } from './quick-ask-places.ts';
import { QUICK_PAGE } from '../links/ui-address.ts';

/** Moving a window takes the focus for a moment on some desktops. */
const BLUR_MS = 120;
/** How long the outcome of giving an answer back stays in sight. */
const OUTCOME_MS = 8_000;

export interface QuickAskOptions {
  readonly createWindow: WindowFactory;
  readonly screen: Pick<Screen, 'getCursorScreenPoint' | 'getDisplayNearestPoint' | 'getDisplayMatching' | 'on' | 'removeListener'>;
  readonly places: QuickAskPlaces;
  /** Reads the other programs' texts; from `stop` on it must press no key, because the window is about to take the focus. */
  readonly capture: (stop: AbortSignal) => Promise<unknown>;
  /** The window is never later than this. */
  readonly captureLimitMs: number;
  readonly isMac: boolean;
}

export interface QuickAsk {
  /** Loads the window, hidden. */
  preload(): Promise<void>;
  toggle(): void;
  show(): void;
  hide(): void;
  /** As `hide`, but a pinned window stays. */
  dismiss(): void;
  /** Pinned, it stays when it loses the focus. */
  setPinned(isPinned: boolean): void;
  /** Gives the focus back to the program that had it. */
  stepAside(): void;
  /** Comes back without taking the focus, for as long as it takes to read how that went. */
  stepBack(): void;
  window(): BrowserWindow | null;
  dispose(): void;
}

export function createQuickAsk({ createWindow, screen, places, capture, captureLimitMs, isMac }: QuickAskOptions): QuickAsk {
  let window: BrowserWindow | null = null;
  let isPinned = false;
  /** Where we put it ourselves; any other place is the user's. */
  let put: Place | null = null;
  /** Set while a capture is waited for; anything else that happens meanwhile ends it. */
  let coming: AbortController | null = null;
  let timer: NodeJS.Timeout | null = null;

  const alive = (): BrowserWindow | null => (window === null || window.isDestroyed() ? null : window);
  const stopTimer = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const stopCapture = (): void => {
    coming?.abort();
    coming = null;
  };
  const hide = (): void => {
    stopCapture();
    stopTimer();
    alive()?.hide();
  };
  const hideUnlessUsedIn = (ms: number): void => {
    stopTimer();
    timer = setTimeout(() => {
      if (!isPinned && alive()?.isFocused() === false) hide();
    }, ms);
    timer.unref();
  };
  const place = (shown: BrowserWindow, bounds: Place): void => {
    put = bounds;
    shown.setBounds(bounds);
  };
  const note = (): void => {
    const shown = alive();
    if (shown === null || !shown.isVisible()) return;
    const bounds = shown.getBounds();
    if (put !== null && isSamePlace(bounds, put)) return;
    put = null;
    places.remember(screen.getDisplayMatching(bounds), bounds);
  };

  const open = (): BrowserWindow => {
    const known = alive();
    if (known !== null) return known;
    const opened = createWindow({
      ...QUICK_ASK_SIZE,
      frame: false,
      transparent: false,
      resizable: true,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      title: 'Inkstone quick ask',
      // A panel takes the keys without bringing the whole application to the front, so hiding it leaves the other program there.
      ...(isMac && { type: 'panel' }),
    });
    // Closing it (Alt+F4) only hides it: the next shortcut must find it loaded.
    opened.on('close', (event) => {
      if (window !== opened) return;
      event.preventDefault();
      hide();
    });
    opened.on('blur', () => {
      if (!isPinned && opened.isVisible()) hideUnlessUsedIn(BLUR_MS);
    });
    opened.on('focus', stopTimer);
    opened.on('move', () => {
      note();
      // The user is dragging it: that it lost the focus for a moment means nothing.
      if (put === null) stopTimer();
    });
    opened.on('resize', note);
    window = opened;
    return opened;
  };
  const show = (): void => {
    if (coming !== null) return;
    const shown = open();
    const display = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    const turn = new AbortController();
    coming = turn;
    stopTimer();
    void within(capture(turn.signal), captureLimitMs, undefined).then(() => {
      if (coming !== turn || shown.isDestroyed()) return;
      stopCapture();
      place(shown, places.on(display));
      shown.show();
      shown.focus();
    });
  };
  const toggle = (): void => {
    const shown = alive();
    if (coming !== null || (shown !== null && shown.isVisible() && shown.isFocused())) hide();
    else show();
  };
  const bringBack = (): void => {
    const shown = alive();
    if (shown === null || !shown.isVisible()) return;
    const bounds = shown.getBounds();
    const kept = keepOnScreen(bounds, screen.getDisplayMatching(bounds).workArea);
    if (!isSamePlace(bounds, kept)) place(shown, kept);
  };
  screen.on('display-removed', bringBack);
  screen.on('display-metrics-changed', bringBack);

  return {
    preload: () => open().loadURL(QUICK_PAGE),
    toggle,
    show,
    hide,
    dismiss: () => {
      if (!isPinned) hide();
    },
    setPinned: (wanted) => {
      isPinned = wanted;
      stopTimer();
    },
    stepAside: hide,
    stepBack: () => {
      const shown = alive();
      if (shown === null || coming !== null) return;
      if (!shown.isVisible()) shown.showInactive();
      if (!shown.isFocused()) hideUnlessUsedIn(OUTCOME_MS);
    },
    window: alive,
    dispose: () => {
      stopCapture();
      stopTimer();
      screen.removeListener('display-removed', bringBack);
      screen.removeListener('display-metrics-changed', bringBack);
      const closing = alive();
      window = null;
      closing?.destroy();
    },
  };
}
