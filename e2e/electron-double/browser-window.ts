/** `BrowserWindow`: a window without pixels of its own, whose content is a page. Focus goes where main puts it. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { cancellable } from './cancellable.ts';
import { DoubleContents } from './web-contents.ts';

const windows: BrowserWindow[] = [];
/** The one window that has the focus. */
const focus: { at: BrowserWindow | null } = { at: null };

type Bounds = Electron.Rectangle;

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: DoubleContents;
  /** What the window was made with. */
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly #state = { isVisible: false, isGone: false, isMinimized: false, isMaximized: false, isFullScreen: false, isOnTop: false };
  #bounds: Bounds;
  #title: string;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    const { width = 800, height = 600, x = 100, y = 100 } = options;
    this.options = options;
    this.#bounds = { x, y, width, height };
    this.#title = options.title ?? 'Electron';
    this.#state.isOnTop = options.alwaysOnTop ?? false;
    this.webContents = new DoubleContents(options.webPreferences?.preload, { width, height });
    this.id = this.webContents.id;
    windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
    this.webContents.once('dom-ready', () => this.emit('ready-to-show', {}));
    if (options.show !== false) this.show();
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focus.at;
  }

  static fromWebContents(contents: { readonly id: number }): BrowserWindow | null {
    return windows.find((window) => window.webContents.id === contents.id) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return windows.find((window) => window.id === id) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.showInactive();
    this.focus();
  }

  showInactive(): void {
    if (this.#state.isVisible) return;
    this.#state.isVisible = true;
    this.emit('show', {});
  }

  hide(): void {
    this.blur();
    if (!this.#state.isVisible) return;
    this.#state.isVisible = false;
    this.emit('hide', {});
  }

  focus(): void {
    if (focus.at === this || !this.#state.isVisible) return;
    focus.at?.blur();
    focus.at = this;
    this.webContents.page.then((page) => page.bringToFront()).catch(() => undefined);
    this.emit('focus', {});
    app.emit('browser-window-focus', {}, this);
  }

  blur(): void {
    if (focus.at !== this) return;
    focus.at = null;
    this.emit('blur', {});
    app.emit('browser-window-blur', {}, this);
  }

  isVisible(): boolean {
    return this.#state.isVisible;
  }

  isFocused(): boolean {
    return focus.at === this;
  }

  isDestroyed(): boolean {
    return this.#state.isGone;
  }

  isMinimized(): boolean {
    return this.#state.isMinimized;
  }

  isMaximized(): boolean {
    return this.#state.isMaximized;
  }

  isFullScreen(): boolean {
    return this.#state.isFullScreen;
  }

  isAlwaysOnTop(): boolean {
    return this.#state.isOnTop;
  }

  isNormal(): boolean {
    return !this.#state.isMinimized && !this.#state.isMaximized && !this.#state.isFullScreen;
  }

  setAlwaysOnTop(flag: boolean): void {
    this.#state.isOnTop = flag;
  }

  setVisibleOnAllWorkspaces(): void {}
  setSkipTaskbar(): void {}
  setMenuBarVisibility(): void {}
  setAutoHideMenuBar(): void {}
  setOverlayIcon(): void {}
  setProgressBar(): void {}
  setIcon(): void {}
  setContentProtection(): void {}
  moveTop(): void {}
  flashFrame(): void {}

  setBackgroundColor(): void {}

  minimize(): void {
    this.#state.isMinimized = true;
    this.blur();
    this.emit('minimize', {});
  }

  restore(): void {
    this.#state.isMinimized = false;
    this.emit('restore', {});
  }

  maximize(): void {
    this.#state.isMaximized = true;
    this.emit('maximize', {});
  }

  unmaximize(): void {
    this.#state.isMaximized = false;
    this.emit('unmaximize', {});
  }

  setFullScreen(flag: boolean): void {
    this.#state.isFullScreen = flag;
    this.emit(flag ? 'enter-full-screen' : 'leave-full-screen', {});
  }

  getBounds(): Bounds {
    return { ...this.#bounds };
  }

  getNormalBounds(): Bounds {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Bounds>): void {
    const before = this.#bounds;
    this.#bounds = { ...before, ...bounds };
    const isResized = this.#bounds.width !== before.width || this.#bounds.height !== before.height;
    const isMoved = this.#bounds.x !== before.x || this.#bounds.y !== before.y;
    const { width, height } = this.#bounds;
    if (isResized) this.webContents.page.then((page) => page.setViewportSize({ width, height })).catch(() => undefined);
    if (isResized) for (const event of ['resize', 'resized']) this.emit(event, {});
    if (isMoved) for (const event of ['move', 'moved']) this.emit(event, {});
  }

  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getContentSize(): number[] {
    return this.getSize();
  }

  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }

  getPosition(): number[] {
    return [this.#bounds.x, this.#bounds.y];
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }

  setMinimumSize(): void {}

  center(): void {}

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getNativeWindowHandle(): Buffer {
    return Buffer.alloc(8);
  }

  /** As the user or main closes it: the page's owner may keep it. Returns whether it is gone. */
  close(): boolean {
    if (this.#state.isGone) return true;
    const event = cancellable({});
    this.emit('close', event);
    if (event.isPrevented()) return false;
    this.destroy();
    return true;
  }

  destroy(): void {
    if (this.#state.isGone) return;
    this.blur();
    this.#state.isGone = true;
    this.#state.isVisible = false;
    windows.splice(windows.indexOf(this), 1);
    void this.webContents.destroy();
    this.emit('closed');
    if (windows.length === 0) setImmediate(() => app.allWindowsClosed());
  }
}

app.setWindowCloser(() => windows.toReversed().every((window) => window.close()));
