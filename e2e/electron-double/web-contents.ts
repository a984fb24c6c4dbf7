/** `WebContents`: one page of Chromium, its navigations announced before they happen, its requests answered by our protocol. */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type * as Electron from 'electron';
import type { Page, Route } from 'playwright-core';
import { fromChromium, toChromium } from './address.ts';
import { opened } from './browser.ts';
import { cancellable } from './cancellable.ts';
import { ipcMain } from './ipc-main.ts';
import { PageLine } from './page-line.ts';
import { recorded } from './recorded.ts';
import { DoubleFrame } from './web-frame.ts';
import { defaultSession } from './session.ts';

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

let lastId = 0;
const all = new Map<number, DoubleContents>();
const byPage = new Map<Page, DoubleContents>();

const answered = async (route: Route): Promise<void> => {
  const request = route.request();
  const url = fromChromium(request.url());
  const frame = ((): ReturnType<typeof request.frame> | null => {
    try {
      return request.frame();
    } catch {
      return null; // a navigation that has no frame yet
    }
  })();
  const contents = frame === null ? undefined : byPage.get(frame.page());
  if (contents === undefined) return route.abort('blockedbyclient');
  const isMainFrame = frame?.parentFrame() === null;
  if (request.isNavigationRequest() && !contents.mayNavigate(url, isMainFrame)) return route.abort('aborted');
  return defaultSession.answer(route, url, isMainFrame, contents);
};

const routed = opened.then((context) => context.route('**/*', (route) => answered(route).catch(() => undefined)));

export class DoubleContents extends EventEmitter {
  readonly id = (lastId += 1);
  readonly session = defaultSession;
  readonly mainFrame = new DoubleFrame(null, (channel, message, ports) => this.#line?.post(channel, message, ports));
  /** The page, once there is one; a new one after a crash. */
  page: Promise<Page>;
  #line: PageLine | null = null;
  #openHandler: OpenHandler | null = null;
  #expected: string | null = null;
  #last = '';
  #isGone = false;
  #isCrashed = false;
  #zoom = 1;
  readonly #preload: string | null;
  readonly #size: { readonly width: number; readonly height: number };

  constructor(preload: string | undefined, size: { readonly width: number; readonly height: number }) {
    super();
    this.#preload = preload === undefined ? null : readFileSync(preload, 'utf8');
    this.#size = size;
    all.set(this.id, this);
    this.page = this.#open();
    this.page.catch((error: unknown) => {
      if (!this.#isGone) throw error;
    });
  }

  static get(id: number): DoubleContents | undefined {
    return all.get(id);
  }

  static all(): DoubleContents[] {
    return [...all.values()];
  }

  async #open(): Promise<Page> {
    const context = await opened;
    await routed;
    const page = await context.newPage();
    byPage.set(page, this);
    const session = await context.newCDPSession(page);
    const line = new PageLine(session, {
      onSend: (channel, args, href) => {
        this.mainFrame.url = fromChromium(href);
        ipcMain.emit(
          channel,
          { sender: this, senderFrame: this.mainFrame, ports: [], frameId: 1, processId: this.id, returnValue: undefined },
          ...args,
        );
      },
      onPreloadError: (message) => {
        process.stderr.write(`electron double: the preload failed: ${message}\n`);
        this.emit('preload-error', {}, '', new Error(message));
      },
    });
    this.#line = line;
    await line.install(this.#preload);
    if (this.#size.width !== page.viewportSize()?.width || this.#size.height !== page.viewportSize()?.height)
      await page.setViewportSize(this.#size);
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      const url = fromChromium(frame.url());
      const isInPage = url.split('#')[0] === this.mainFrame.url.split('#')[0] && url !== this.mainFrame.url;
      this.mainFrame.url = url;
      this.emit(isInPage ? 'did-navigate-in-page' : 'did-navigate', {}, url, ...(isInPage ? [true] : [200]));
    });
    page.on('domcontentloaded', () => this.emit('dom-ready', {}));
    page.on('load', () => this.emit('did-finish-load', {}));
    page.on('crash', () => this.crashed('crashed'));
    page.on('popup', (popup) => void this.#popup(popup));
    session.on('Page.windowOpen', ({ url, windowName }) => this.#windowOpened(fromChromium(url), windowName));
    page.on('close', () => {
      byPage.delete(page);
      line.close();
    });
    return page;
  }

  /** Whether a navigation of the page itself may happen; what main asked for always may. */
  mayNavigate(url: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.#expected !== null) return true;
    const frame = isMainFrame ? this.mainFrame : new DoubleFrame(this.mainFrame, () => undefined);
    const details = cancellable({ url, isMainFrame, isSameDocument: false, frame, initiator: this.mainFrame });
    this.emit('will-frame-navigate', details);
    if (isMainFrame && !details.isPrevented()) this.emit('will-navigate', details, url);
    return !details.isPrevented();
  }

  #windowOpened(url: string, frameName: string): void {
    const details = {
      url,
      frameName,
      features: '',
      disposition: 'foreground-tab' as const,
      referrer: { url: '', policy: 'default' as const },
    };
    const answer = this.#openHandler?.(details) ?? { action: 'allow' as const };
    if (answer.action === 'allow') throw new Error(`electron double: child windows are not modelled (${url})`);
  }

  async #popup(popup: Page): Promise<void> {
    await popup.close();
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.page;
    this.#last = url;
    this.#expected = url;
    try {
      this.emit('did-start-loading');
      await page.goto(toChromium(url));
      this.mainFrame.url = url;
    } catch (cause) {
      this.emit('did-fail-load', {}, -2, String(cause), url, true);
      throw new Error(`ERR_FAILED (-2) loading '${url}'`, { cause });
    } finally {
      this.#expected = null;
    }
  }

  reload(): void {
    const again = async (): Promise<void> => {
      const before = await this.page;
      if (this.#isCrashed || before.isClosed()) {
        this.#isCrashed = false;
        this.page = this.#open();
        await before.close().catch(() => undefined);
      }
      await this.loadURL(this.mainFrame.url === '' ? this.#last : this.mainFrame.url);
    };
    again().catch((error: unknown) => {
      if (!this.#isGone) process.stderr.write(`electron double: a reload failed: ${String(error)}\n`);
    });
  }

  /** The page's process is gone. */
  crashed(reason: Electron.RenderProcessGoneDetails['reason']): void {
    this.#isCrashed = true;
    this.#line?.close();
    this.emit('render-process-gone', {}, { reason, exitCode: 133 });
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#line?.post(channel, args[0], []);
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  getTitle(): string {
    return '';
  }

  isDestroyed(): boolean {
    return this.#isGone;
  }

  isCrashed(): boolean {
    return this.#isCrashed;
  }

  isLoading(): boolean {
    return this.#expected !== null;
  }

  isDevToolsOpened(): boolean {
    return false;
  }

  setZoomFactor(factor: number): void {
    this.#zoom = factor;
  }

  getZoomFactor(): number {
    return this.#zoom;
  }

  setZoomLevel(level: number): void {
    this.#zoom = 1.2 ** level;
  }

  getZoomLevel(): number {
    return Math.round((Math.log(this.#zoom) / Math.log(1.2)) * 1_000) / 1_000;
  }

  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }

  focus(): void {
    this.emit('focus');
  }

  /** Edit commands of the context menu. */
  #edit(command: string): void {
    this.page.then((page) => page.evaluate((name) => document.execCommand(name), command)).catch(() => undefined);
  }

  readonly cut = (): void => this.#edit('cut');
  readonly copy = (): void => this.#edit('copy');
  readonly paste = (): void => this.#edit('paste');
  readonly selectAll = (): void => this.#edit('selectAll');
  readonly undo = (): void => this.#edit('undo');
  readonly redo = (): void => this.#edit('redo');

  sendInputEvent(event: unknown): void {
    recorded('webContents.sendInputEvent', event);
  }

  replaceMisspelling(): void {
    this.#edit('insertText');
  }

  /** The window is destroyed. */
  async destroy(): Promise<void> {
    if (this.#isGone) return;
    this.#isGone = true;
    all.delete(this.id);
    this.#line?.close();
    this.emit('destroyed');
    const page = await this.page.catch(() => null);
    await page?.close().catch(() => undefined);
  }
}
