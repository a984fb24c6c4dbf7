/** Menus, the tray, notifications and images: models that a spec reads and clicks. */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { recorded } from './recorded.ts';

type Options = Electron.MenuItemConstructorOptions;

export class MenuItem {
  label: string;
  readonly type: NonNullable<Options['type']>;
  readonly role: Options['role'];
  readonly id: string;
  readonly accelerator: string;
  readonly submenu: Menu | null;
  readonly click: Options['click'];
  enabled: boolean;
  visible: boolean;
  checked: boolean;

  constructor(options: Options) {
    this.label = options.label ?? options.role ?? '';
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : null;
    this.type = options.type ?? (this.submenu === null ? 'normal' : 'submenu');
    this.role = options.role;
    this.id = options.id ?? '';
    this.accelerator = String(options.accelerator ?? '');
    this.click = options.click;
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
  }
}

/** A menu as text, for a spec. */
export interface MenuModel {
  readonly label: string;
  readonly role?: string;
  readonly accelerator?: string;
  readonly isEnabled: boolean;
  readonly isChecked: boolean;
  readonly items?: readonly MenuModel[];
}

export class Menu extends EventEmitter {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (Options | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): MenuItem | null {
    return (
      this.items.find((item) => item.id === id) ??
      this.items.map((item) => item.submenu?.getMenuItemById(id) ?? null).find((item) => item !== null) ??
      null
    );
  }

  popup(): void {
    poppedUp.push(this);
  }

  closePopup(): void {}

  model(): MenuModel[] {
    return this.items
      .filter(({ visible, type }) => visible && type !== 'separator')
      .map(({ label, role, accelerator, enabled, checked, submenu }) => ({
        label,
        ...(role === undefined ? {} : { role }),
        ...(accelerator === '' ? {} : { accelerator }),
        isEnabled: enabled,
        isChecked: checked,
        ...(submenu === null ? {} : { items: submenu.model() }),
      }));
  }

  /** The user chooses: labels from the top down. @throws Error when there is no such item that can be chosen */
  choose([label = '', ...rest]: readonly string[], window: unknown): void {
    const item = this.items.find((known) => known.visible && known.label === label);
    if (item === undefined || !item.enabled)
      throw new Error(`no item "${label}" can be chosen; there are: ${this.items.map((known) => known.label).join(', ')}`);
    if (rest.length > 0 && item.submenu !== null) return item.submenu.choose(rest, window);
    if (item.type === 'checkbox') item.checked = !item.checked;
    item.click?.(item as never, window as never, {});
  }
}

/** Context menus, in the order in which they opened. */
export const poppedUp: Menu[] = [];

/** A picture by its size only. */
class DoubleImage {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
  isEmpty(): boolean {
    return this.source === '';
  }
  setTemplateImage(): void {}
  getSize(): Electron.Size {
    return { width: 32, height: 32 };
  }
  resize(): DoubleImage {
    return this;
  }
  addRepresentation(): void {}
  toPNG(): Buffer {
    return Buffer.alloc(0);
  }
}

export const nativeImage = {
  createEmpty: () => new DoubleImage(''),
  createFromPath: (path: string) => new DoubleImage(path),
  createFromDataURL: (url: string) => new DoubleImage(url),
  createFromBitmap: () => new DoubleImage('bitmap'),
  createFromBuffer: () => new DoubleImage('buffer'),
};

export class Tray extends EventEmitter {
  static readonly alive = new Set<Tray>();
  toolTip = '';
  menu: Menu | null = null;
  constructor() {
    super();
    Tray.alive.add(this);
  }
  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }
  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
  }
  popUpContextMenu(menu?: Menu): void {
    poppedUp.push(menu ?? this.menu ?? new Menu());
  }
  setImage(): void {}
  setTitle(): void {}
  setPressedImage(): void {}
  setIgnoreDoubleClickEvents(): void {}
  getBounds(): Electron.Rectangle {
    return { x: 1_800, y: 0, width: 24, height: 24 };
  }
  isDestroyed(): boolean {
    return !Tray.alive.has(this);
  }
  destroy(): void {
    Tray.alive.delete(this);
  }
}

export class Notification extends EventEmitter {
  static readonly shown: Notification[] = [];
  readonly title: string;
  readonly body: string;
  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions = {}) {
    super();
    this.title = title;
    this.body = body;
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    Notification.shown.push(this);
    recorded('Notification.show', this.title, this.body);
    setImmediate(() => this.emit('show', {}));
  }
  close(): void {
    this.emit('close', {});
  }
}
