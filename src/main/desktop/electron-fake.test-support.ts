/** Electron as far as the desktop host uses it: records what it was told, and lets a test fire what Electron would. */
import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { BrowserWindowConstructorOptions } from 'electron';
import { invariant } from '#shared/utils/invariant.ts';
import type { DesktopElectron } from './desktop-host.ts';
import { FakeApp } from './electron-app-fake.test-support.ts';
import { createShellFake, FakeSpelling } from './electron-shell-fake.test-support.ts';
import type { ShellFake } from './electron-shell-fake.test-support.ts';

let lastId = 0;

export class FakeFrame {
  parent: FakeFrame | null = null;
  url: string;
  readonly posted: { channel: string; ports: readonly FakePort[] }[] = [];
  constructor(url: string) {
    this.url = url;
  }
  postMessage(channel: string, _message: unknown, ports: readonly FakePort[]): void {
    this.posted.push({ channel, ports });
  }
}

export class FakeContents extends EventEmitter {
  readonly id = (lastId += 1);
  readonly mainFrame = new FakeFrame('about:blank');
  reloads = 0;
  readonly inputs: unknown[] = [];
  readonly replaced: string[] = [];
  readonly learned: string[] = [];
  readonly session = { addWordToSpellCheckerDictionary: (word: string) => this.learned.push(word) > 0 };
  sendInputEvent(event: unknown): void {
    this.inputs.push(event);
  }
  replaceMisspelling(text: string): void {
    this.replaced.push(text);
  }
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  getURL(): string {
    return this.mainFrame.url;
  }
  reload(): void {
    this.reloads += 1;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  /** Fires a cancellable event and says whether it was prevented. */
  fire(name: string, details: Record<string, unknown>): boolean {
    let isPrevented = false;
    this.emit(name, { ...details, preventDefault: () => (isPrevented = true) });
    return isPrevented;
  }
}

export class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: BrowserWindowConstructorOptions;
  readonly loaded: string[] = [];
  bounds: unknown = null;
  isShown = false;
  hasFocus = false;
  isGone = false;
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    this.webContents.mainFrame.url = url;
    queueMicrotask(() => this.emit('ready-to-show'));
    return Promise.resolve();
  }
  show(): void {
    this.isShown = true;
  }
  showInactive(): void {
    this.isShown = true;
  }
  hide(): void {
    this.isShown = false;
    this.hasFocus = false;
  }
  focus(): void {
    this.hasFocus = true;
  }
  isVisible(): boolean {
    return this.isShown;
  }
  isFocused(): boolean {
    return this.hasFocus;
  }
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  isMaximizedNow = false;
  isMaximized(): boolean {
    return this.isMaximizedNow;
  }
  maximize(): void {
    this.isMaximizedNow = true;
    this.emit('maximize');
  }
  isFullScreen(): boolean {
    return false;
  }
  getNormalBounds(): unknown {
    return this.getBounds();
  }
  setOverlayIcon(): void {
    // only Windows shows it
  }
  getBounds(): unknown {
    return this.bounds;
  }
  setBounds(bounds: unknown): void {
    this.bounds = bounds;
  }
  destroy(): void {
    this.isGone = true;
    this.emit('closed');
  }
  /** As the user does it. */
  userCloses(): void {
    let isPrevented = false;
    this.emit('close', { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) this.destroy();
  }
}

/** Main's end of a channel: an emitter whose messages come inside an event, which starts on demand. */
export class FakePort extends EventEmitter {
  readonly node: MessagePort;
  isClosed = false;
  constructor(node: MessagePort) {
    super();
    this.node = node;
    node.on('close', () => this.emit('close'));
    node.unref();
  }
  postMessage(message: unknown): void {
    this.node.postMessage(message);
  }
  start(): void {
    this.node.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
  }
  close(): void {
    this.isClosed = true;
    this.node.close();
  }
}

export class FakeChannel {
  readonly port1: FakePort;
  readonly port2: FakePort;
  constructor() {
    const channel = new MessageChannel();
    this.port1 = new FakePort(channel.port1);
    this.port2 = new FakePort(channel.port2);
  }
}

type Handler = (...args: unknown[]) => unknown;

export interface ElectronFake {
  readonly electron: DesktopElectron;
  readonly app: FakeApp;
  readonly ipcMain: EventEmitter;
  readonly powerMonitor: EventEmitter;
  readonly windows: FakeWindow[];
  readonly shortcuts: Map<string, () => void>;
  /** Accelerators that the system refuses. */
  readonly refused: Set<string>;
  readonly opened: string[];
  readonly asked: unknown[];
  readonly handlers: Map<string, Handler>;
  readonly errors: [string, string][];
  readonly shell: ShellFake;
  readonly spelling: FakeSpelling;
  answer: number;
}

/** Two displays side by side. */
const displayAt = (x: number): unknown => ({
  id: x >= 1_920 ? 2 : 1,
  size: { width: 1_920, height: 1_080 },
  workArea: { x: x >= 1_920 ? 1_920 : 0, y: 0, width: 1_920, height: 1_080 },
});

/** The fake has what the desktop host uses of these types, not all that the types have. */
function standsForElectron(value: object): value is DesktopElectron {
  return 'app' in value;
}

/** `utilityProcess` has no process behind it: what is forked ends at once, as an engine does that cannot start. */
export function createElectronFake(): ElectronFake {
  const shellFake = createShellFake();
  const spelling = new FakeSpelling();
  const app = new FakeApp(shellFake.shell);
  const ipcMain = new EventEmitter();
  const powerMonitor = new EventEmitter();
  const windows: FakeWindow[] = [];
  const handlers = new Map<string, Handler>();
  const take =
    (name: string) =>
    (...args: unknown[]): void =>
      void handlers.set(name, args.find((arg): arg is Handler => typeof arg === 'function') ?? (() => args[0]));
  const fake: Omit<ElectronFake, 'electron'> = {
    app,
    ipcMain,
    powerMonitor,
    windows,
    shortcuts: new Map(),
    refused: new Set(),
    opened: [],
    asked: [],
    handlers,
    errors: [],
    shell: shellFake.shell,
    spelling,
    answer: 0,
  };
  let isSuspended = false;
  const electron = {
    ...shellFake.electron,
    app,
    ipcMain,
    BrowserWindow: class extends FakeWindow {
      static fromWebContents(contents: FakeContents): FakeWindow | null {
        return windows.find(({ webContents }) => webContents === contents) ?? null;
      }
      constructor(options: BrowserWindowConstructorOptions) {
        super(options);
        windows.push(this);
        app.emit('web-contents-created', {}, this.webContents);
      }
    },
    MessageChannelMain: FakeChannel,
    dialog: {
      showMessageBox: async (...args: unknown[]) => {
        fake.asked.push(args.at(-1));
        return { response: fake.answer };
      },
      showSaveDialog: async () => ({ canceled: fake.answer !== 0, filePath: '/exports/chat.md' }),
      showOpenDialog: async () => ({ canceled: fake.answer !== 0, filePaths: ['/models/a.gguf'] }),
      showErrorBox: (title: string, text: string) => void fake.errors.push([title, text]),
    },
    globalShortcut: {
      register: (accelerator: string, run: () => void) => {
        if (isSuspended) return false;
        if (accelerator.includes('Bogus')) throw new TypeError('conversion failure');
        if (fake.refused.has(accelerator)) return false;
        fake.shortcuts.set(accelerator, run);
        return true;
      },
      unregister: (accelerator: string) => void fake.shortcuts.delete(accelerator),
      isRegistered: (accelerator: string) => fake.shortcuts.has(accelerator),
      setSuspended: (suspended: boolean) => void (isSuspended = suspended),
      isSuspended: () => isSuspended,
    },
    Menu: { setApplicationMenu: take('menu'), buildFromTemplate: (template: unknown) => template },
    powerMonitor,
    protocol: {
      handle: take('protocol'),
      registerSchemesAsPrivileged: () => void app.calls.push('registerSchemes'),
    },
    screen: Object.assign(new EventEmitter(), {
      getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1_920, height: 1_080 } }],
      getCursorScreenPoint: () => ({ x: 2_000, y: 10 }),
      getDisplayNearestPoint: ({ x }: { x: number }) => displayAt(x),
      getDisplayMatching: ({ x }: { x: number }) => displayAt(x),
    }),
    session: {
      defaultSession: Object.assign(spelling, {
        setPermissionRequestHandler: take('permissionRequest'),
        setPermissionCheckHandler: take('permissionCheck'),
        setDevicePermissionHandler: take('devicePermission'),
        setDisplayMediaRequestHandler: take('displayMedia'),
        webRequest: { onBeforeRequest: take('beforeRequest') },
      }),
    },
    shell: {
      openExternal: async (url: string) => void fake.opened.push(url),
      openPath: async (path: string) => {
        fake.opened.push(path);
        return '';
      },
    },
    utilityProcess: {
      fork: () => {
        const child = new EventEmitter();
        setImmediate(() => child.emit('exit', 1));
        return Object.assign(child, { pid: undefined, postMessage: () => undefined });
      },
    },
  };
  invariant(standsForElectron(electron), 'the fake is an object');
  return Object.assign(fake, { electron });
}
