/** Electron as far as the desktop host uses it: records what it was told, and lets a test fire what Electron would. */
import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { BrowserWindowConstructorOptions } from 'electron';
import { invariant } from '#shared/utils/invariant.ts';
import type { DesktopElectron } from './desktop-host.ts';

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

class FakeApp extends EventEmitter {
  readonly isPackaged = true;
  readonly calls: string[] = [];
  readonly paths: Record<string, string> = {};
  readonly switches = new Set<string>();
  readonly exited = Promise.withResolvers<number>();
  readonly commandLine = {
    hasSwitch: (name: string) => this.switches.has(name),
    removeSwitch: (name: string) => void this.switches.delete(name),
  };
  isFirst = true;
  enableSandbox(): void {
    this.calls.push('enableSandbox');
  }
  setPath(name: string, path: string): void {
    this.paths[name] = path;
    this.calls.push(`setPath ${name}`);
  }
  requestSingleInstanceLock(): boolean {
    this.calls.push('requestSingleInstanceLock');
    return this.isFirst;
  }
  whenReady(): Promise<void> {
    this.calls.push('whenReady');
    return Promise.resolve();
  }
  getLocale(): string {
    return 'en-GB';
  }
  quit(): void {
    this.emit('before-quit', { preventDefault: () => undefined });
  }
  exit(code: number): void {
    this.exited.resolve(code);
  }
}

type Handler = (...args: unknown[]) => unknown;

export interface ElectronFake {
  readonly electron: DesktopElectron;
  readonly app: FakeApp;
  readonly ipcMain: EventEmitter;
  readonly windows: FakeWindow[];
  readonly shortcuts: Map<string, () => void>;
  /** Accelerators that the system refuses. */
  readonly refused: Set<string>;
  readonly opened: string[];
  readonly asked: unknown[];
  readonly handlers: Map<string, Handler>;
  readonly errors: [string, string][];
  answer: number;
}

/** The fake has what the desktop host uses of these types, not all that the types have. */
function standsForElectron(value: object): value is DesktopElectron {
  return 'app' in value;
}

/** `utilityProcess` has no process behind it: what is forked ends at once, as an engine does that cannot start. */
export function createElectronFake(): ElectronFake {
  const app = new FakeApp();
  const ipcMain = new EventEmitter();
  const windows: FakeWindow[] = [];
  const handlers = new Map<string, Handler>();
  const take =
    (name: string) =>
    (...args: unknown[]): void =>
      void handlers.set(name, args.find((arg): arg is Handler => typeof arg === 'function') ?? (() => args[0]));
  const fake: Omit<ElectronFake, 'electron'> = {
    app,
    ipcMain,
    windows,
    shortcuts: new Map(),
    refused: new Set(),
    opened: [],
    asked: [],
    handlers,
    errors: [],
    answer: 0,
  };
  const electron = {
    app,
    ipcMain,
    BrowserWindow: class extends FakeWindow {
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
      showOpenDialog: async () => ({ canceled: fake.answer !== 0, filePaths: ['/models/a.gguf'] }),
      showErrorBox: (title: string, text: string) => void fake.errors.push([title, text]),
    },
    globalShortcut: {
      register: (accelerator: string, run: () => void) => {
        if (accelerator.includes('Bogus')) throw new TypeError('conversion failure');
        if (fake.refused.has(accelerator)) return false;
        fake.shortcuts.set(accelerator, run);
        return true;
      },
      unregister: (accelerator: string) => void fake.shortcuts.delete(accelerator),
    },
    Menu: { setApplicationMenu: take('menu'), buildFromTemplate: (template: unknown) => template },
    protocol: {
      handle: take('protocol'),
      registerSchemesAsPrivileged: () => void app.calls.push('registerSchemes'),
    },
    screen: {
      getCursorScreenPoint: () => ({ x: 2_000, y: 10 }),
      getDisplayNearestPoint: ({ x }: { x: number }) => ({ workArea: { x: x > 1_920 ? 1_920 : 0, y: 0, width: 1_920, height: 1_080 } }),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: take('permissionRequest'),
        setPermissionCheckHandler: take('permissionCheck'),
        setDevicePermissionHandler: take('devicePermission'),
        setDisplayMediaRequestHandler: take('displayMedia'),
        webRequest: { onBeforeRequest: take('beforeRequest') },
      },
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
