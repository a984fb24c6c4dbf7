/** What the desktop gives: shortcuts, dialogs, the clipboard, screens, power. Recorded, and fired from a spec. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { cancellable } from './cancellable.ts';
import { recorded } from './recorded.ts';
import { readX11, writeX11 } from './x11-clipboard.ts';

const shortcuts = new Map<string, () => void>();
/** Accelerators that another program has. */
export const takenShortcuts = new Set<string>();
let areShortcutsSuspended = false;
const KEY =
  /^(?:[A-Z0-9]|F\d{1,2}|Space|Tab|Enter|Return|Escape|Esc|Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete|Backspace|Plus|[`~!@#$%^&*()\-_=[\]{}\\|;:'",.<>/?]|num[0-9]|PrintScreen|Media\w+|Volume\w+)$/i;
const MODIFIER = /^(?:Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)$/i;

const checkAccelerator = (accelerator: string): void => {
  const parts = accelerator.split('+');
  const key = parts.at(-1) ?? '';
  if (!KEY.test(key) || !parts.slice(0, -1).every((part) => MODIFIER.test(part)))
    throw new TypeError(`conversion failure from ${accelerator}`);
};

export const globalShortcut = {
  register(accelerator: string, callback: () => void): boolean {
    checkAccelerator(accelerator);
    if (takenShortcuts.has(accelerator) || shortcuts.has(accelerator)) return false;
    shortcuts.set(accelerator, callback);
    return true;
  },
  registerAll(accelerators: readonly string[], callback: () => void): void {
    for (const accelerator of accelerators) globalShortcut.register(accelerator, callback);
  },
  isRegistered: (accelerator: string) => shortcuts.has(accelerator),
  unregister: (accelerator: string) => void shortcuts.delete(accelerator),
  unregisterAll: () => shortcuts.clear(),
  setSuspended: (isSuspended: boolean) => void (areShortcutsSuspended = isSuspended),
  isSuspended: () => areShortcutsSuspended,
};

/** The user's key. Says whether anybody listened. */
export function pressShortcut(accelerator: string): boolean {
  const run = shortcuts.get(accelerator);
  if (run === undefined || areShortcutsSuspended) return false;
  run();
  return true;
}

export const registeredShortcuts = (): string[] => [...shortcuts.keys()];

/** What the user answers: a button's number for questions, paths for file dialogs (none: cancelled). */
export const dialogAnswers: { readonly buttons: number[]; readonly files: string[][] } = { buttons: [], files: [] };

const question = (args: readonly unknown[]): Electron.MessageBoxOptions => args.at(-1) as Electron.MessageBoxOptions;
const answerTo = (options: Electron.MessageBoxOptions): number => dialogAnswers.buttons.shift() ?? options.cancelId ?? 0;

export const dialog = {
  showMessageBox: async (...args: unknown[]) => {
    recorded('dialog.showMessageBox', question(args));
    return { response: answerTo(question(args)), checkboxChecked: false };
  },
  showMessageBoxSync: (...args: unknown[]) => {
    recorded('dialog.showMessageBoxSync', question(args));
    return answerTo(question(args));
  },
  showErrorBox: (title: string, content: string) => recorded('dialog.showErrorBox', title, content),
  showOpenDialog: async (...args: unknown[]) => {
    recorded('dialog.showOpenDialog', args.at(-1));
    const filePaths = dialogAnswers.files.shift() ?? [];
    return { canceled: filePaths.length === 0, filePaths };
  },
  showSaveDialog: async (...args: unknown[]) => {
    recorded('dialog.showSaveDialog', args.at(-1));
    const [filePath = ''] = dialogAnswers.files.shift() ?? [];
    return { canceled: filePath === '', filePath };
  },
};

export const shell = {
  openExternal: async (url: string) => recorded('shell.openExternal', url),
  openPath: async (path: string) => {
    recorded('shell.openPath', path);
    return '';
  },
  showItemInFolder: (path: string) => recorded('shell.showItemInFolder', path),
  beep: () => recorded('shell.beep'),
  trashItem: async (path: string) => recorded('shell.trashItem', path),
};

/** As Electron's: values of one copy, by type. */
export class ClipboardItem {
  readonly #values: Readonly<Record<string, string | Blob>>;
  constructor(values: Readonly<Record<string, string | Blob>>) {
    this.#values = values;
  }
  get types(): string[] {
    return Object.keys(this.#values);
  }
  async getType(type: string): Promise<Blob> {
    const value = this.#values[type];
    if (value === undefined) throw new Error(`there is no ${type} on the clipboard`);
    return typeof value === 'string' ? new Blob([value], { type }) : value;
  }
}

const TEXT = 'text/plain';

/** Set where a real X server with other programs' windows is part of the spec: the clipboard is the server's then, as Electron's is. */
const isX11 = process.env['ELECTRON_DOUBLE_CLIPBOARD'] === 'x11';

class Board {
  readonly #selection: 'clipboard' | 'primary';
  #items: readonly ClipboardItem[] = [];
  constructor(selection: 'clipboard' | 'primary') {
    this.#selection = selection;
  }
  async readText(): Promise<string> {
    const item = (await this.read()).find(({ types }) => types.includes(TEXT));
    return item === undefined ? '' : (await item.getType(TEXT)).text();
  }
  async writeText(text: string): Promise<void> {
    await this.write([new ClipboardItem({ [TEXT]: text })]);
  }
  async has(type: string): Promise<boolean> {
    return (await this.read()).some(({ types }) => types.includes(type));
  }
  async read(): Promise<ClipboardItem[]> {
    if (!isX11) return [...this.#items];
    const contents = await readX11(this.#selection);
    return Object.keys(contents).length === 0 ? [] : [new ClipboardItem(contents)];
  }
  async write(items: readonly ClipboardItem[]): Promise<void> {
    this.#items = [...items];
    if (!isX11) return;
    const parts = items.flatMap((item) => item.types.map(async (type) => [type, await item.getType(type)] as const));
    await writeX11(this.#selection, Object.fromEntries(await Promise.all(parts)));
  }
  clear(): void {
    void this.write([]);
  }
}

/** The clipboard, and X11's selection beside it. */
class DoubleClipboard extends Board {
  readonly selection = new Board('primary');
}

export const clipboard = new DoubleClipboard('clipboard');

const display = (
  id: number,
  x: number,
  width: number,
  height: number,
): Pick<Electron.Display, 'id' | 'bounds' | 'workArea' | 'workAreaSize' | 'size' | 'scaleFactor' | 'rotation' | 'internal' | 'label'> => ({
  id,
  bounds: { x, y: 0, width, height },
  workArea: { x, y: 28, width, height: height - 28 },
  workAreaSize: { width, height: height - 28 },
  size: { width, height },
  scaleFactor: 1,
  rotation: 0,
  internal: false,
  label: `Display ${id}`,
});
type DoubleDisplay = ReturnType<typeof display>;

class DoubleScreen extends EventEmitter {
  displays: DoubleDisplay[] = [display(1, 0, 1_920, 1_080)];
  cursor: Electron.Point = { x: 400, y: 300 };

  getCursorScreenPoint(): Electron.Point {
    return { ...this.cursor };
  }
  getPrimaryDisplay(): DoubleDisplay {
    const [first] = this.displays;
    if (first === undefined) throw new Error('there is no display');
    return first;
  }
  getAllDisplays(): DoubleDisplay[] {
    return [...this.displays];
  }
  getDisplayNearestPoint({ x }: Electron.Point): DoubleDisplay {
    const distance = ({ bounds }: DoubleDisplay): number => Math.max(bounds.x - x, x - (bounds.x + bounds.width - 1), 0);
    return this.displays.toSorted((one, other) => distance(one) - distance(other))[0] ?? this.getPrimaryDisplay();
  }
  getDisplayMatching({ x, y, width, height }: Electron.Rectangle): DoubleDisplay {
    return this.getDisplayNearestPoint({ x: x + width / 2, y: y + height / 2 });
  }

  /** The user plugs displays in and out: widths from left to right, all 1,080 high. */
  change(widths: readonly number[], cursor: Electron.Point): void {
    const before = this.displays;
    let x = 0;
    this.displays = widths.map((width, at) => {
      const made = display(at + 1, x, width, 1_080);
      x += width;
      return made;
    });
    this.cursor = cursor;
    for (const gone of before.slice(this.displays.length)) this.emit('display-removed', {}, gone);
    for (const added of this.displays.slice(before.length)) this.emit('display-added', {}, added);
    for (const kept of this.displays.slice(0, before.length)) this.emit('display-metrics-changed', {}, kept, ['bounds', 'workArea']);
  }
}

export const screen = new DoubleScreen();

class DoublePowerMonitor extends EventEmitter {
  /** The system's news; a shutdown can be put off, so that there is time to quit. */
  override emit(name: string, ...args: unknown[]): boolean {
    return name === 'shutdown' ? super.emit(name, cancellable({})) : super.emit(name, ...args);
  }
  getSystemIdleTime(): number {
    return 0;
  }
  isOnBatteryPower(): boolean {
    return false;
  }
  onBatteryPower = false;
}

export const powerMonitor = new DoublePowerMonitor();

class DoubleTheme extends EventEmitter {
  themeSource: Electron.NativeTheme['themeSource'] = 'system';
  shouldUseDarkColors = false;
}

export const nativeTheme = new DoubleTheme();

/** No real protection here: the text is only turned round. */
export const safeStorage = {
  isEncryptionAvailable: () => true,
  encryptString: (text: string) => Buffer.from([...text].toReversed().join('')),
  decryptString: (data: Buffer) => [...data.toString()].toReversed().join(''),
  getSelectedStorageBackend: () => 'basic_text' as const,
};

export const systemPreferences = {
  isTrustedAccessibilityClient: () => false,
  getMediaAccessStatus: () => 'denied' as const,
};
