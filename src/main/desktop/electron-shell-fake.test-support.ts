/** The parts of the fake Electron that only the shell around the windows uses: tray, notifications, images, spelling. */
import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions, NotificationConstructorOptions } from 'electron';

export interface FakeImage {
  readonly path: string;
  readonly isEmpty: () => boolean;
}

export class FakeTray extends EventEmitter {
  image: FakeImage;
  tooltip = '';
  menu: MenuItemConstructorOptions[] = [];
  menusSet = 0;
  isGone = false;
  constructor(image: FakeImage) {
    super();
    this.image = image;
  }
  setImage(image: FakeImage): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.tooltip = text;
  }
  setContextMenu(menu: unknown): void {
    this.menusSet += 1;
    this.menu = menu as MenuItemConstructorOptions[];
  }
  isDestroyed(): boolean {
    return this.isGone;
  }
  destroy(): void {
    this.isGone = true;
  }
}

export class FakeNotification extends EventEmitter {
  readonly options: NotificationConstructorOptions;
  isShown = false;
  isClosed = false;
  constructor(options: NotificationConstructorOptions) {
    super();
    this.options = options;
  }
  show(): void {
    this.isShown = true;
  }
  close(): void {
    this.isClosed = true;
  }
}

export class FakeSpelling {
  readonly availableSpellCheckerLanguages = ['de', 'en-GB', 'en-US', 'fr'];
  dictionaryUrl = 'the default';
  isSpelling = true;
  languages: string[] = ['en-GB'];
  setSpellCheckerDictionaryDownloadURL(url: string): void {
    this.dictionaryUrl = url;
  }
  setSpellCheckerEnabled(isOn: boolean): void {
    this.isSpelling = isOn;
  }
  setSpellCheckerLanguages(languages: string[]): void {
    this.languages = languages;
  }
}

export interface ShellFake {
  readonly trays: FakeTray[];
  readonly notifications: FakeNotification[];
  readonly copied: string[];
  /** What the login item was set to. */
  readonly loginItems: unknown[];
  opensAtLogin: boolean;
  badgeCount: number;
  isTrayIconMissing: boolean;
}

/** `electron` has what the desktop host takes by these names. */
export function createShellFake() {
  const shell: ShellFake = {
    trays: [],
    notifications: [],
    copied: [],
    loginItems: [],
    opensAtLogin: false,
    badgeCount: 0,
    isTrayIconMissing: false,
  };
  const image = (path: string): FakeImage => ({ path, isEmpty: () => shell.isTrayIconMissing });
  const electron = {
    Tray: class extends FakeTray {
      constructor(of: FakeImage) {
        super(of);
        shell.trays.push(this);
      }
    },
    Notification: class extends FakeNotification {
      static isSupported(): boolean {
        return true;
      }
      constructor(options: NotificationConstructorOptions) {
        super(options);
        shell.notifications.push(this);
      }
    },
    nativeImage: { createFromPath: image, createFromBitmap: () => image('bitmap') },
    nativeTheme: Object.assign(new EventEmitter(), { shouldUseDarkColors: false }),
    clipboard: {
      clear: () => undefined,
      read: async () => [],
      readText: async () => shell.copied.at(-1) ?? '',
      selection: { readText: async () => '' },
      write: async () => undefined,
      writeText: async (text: string) => void shell.copied.push(text),
    },
    ClipboardItem: class {},
    systemPreferences: { isTrustedAccessibilityClient: () => false },
    crashReporter: { start: () => undefined },
  };
  return { shell, electron };
}
