/** What a spec may ask of the double and fire in it. */
import type { Call } from './recorded.ts';
import type { MenuModel } from './menus.ts';

export interface WindowState {
  readonly id: number;
  readonly url: string;
  readonly title: string;
  readonly bounds: Readonly<Record<'x' | 'y' | 'width' | 'height', number>>;
  readonly isVisible: boolean;
  readonly isFocused: boolean;
  readonly isMinimized: boolean;
  readonly isAlwaysOnTop: boolean;
}

interface Asked {
  readonly isMainFrame: boolean;
  readonly requestingUrl: string;
}

export interface Commands {
  windows(): readonly WindowState[];
  /** As the user closes it; says whether it is gone. */
  closeWindow(id: number): boolean;
  blurWindow(id: number): void;
  moveWindow(id: number, bounds: Partial<WindowState['bounds']>): void;
  minimizeWindow(id: number): void;
  shortcuts(): readonly string[];
  areShortcutsSuspended(): boolean;
  /** Says whether anybody listened. */
  pressShortcut(accelerator: string): boolean;
  /** Another program has it from now on. */
  takeShortcut(accelerator: string): void;
  /** All that main told the system. */
  calls(): readonly Call[];
  /** Of what was recorded: calls and notifications. */
  forget(): void;
  /** The next question gets this button; without an answer it is cancelled. */
  answerQuestion(button: number): void;
  answerFileDialog(paths: readonly string[]): void;
  menu(): readonly MenuModel[];
  chooseMenu(labels: readonly string[]): void;
  hasTray(): boolean;
  trayMenu(): readonly MenuModel[];
  chooseTray(labels: readonly string[]): void;
  clickTray(): void;
  /** The context menu opened last. */
  contextMenu(): readonly MenuModel[];
  notifications(): readonly { readonly title: string; readonly body: string }[];
  clickNotification(at: number): void;
  /** A link of ours, as macOS brings it. */
  openUrl(url: string): void;
  quit(): void;
  firePower(name: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen' | 'shutdown'): void;
  changeDisplays(widths: readonly number[], cursor: { readonly x: number; readonly y: number }): void;
  readClipboard(type?: 'clipboard' | 'selection'): Promise<string>;
  writeClipboard(text: string, type?: 'clipboard' | 'selection'): Promise<void>;
  /** What the three permission handlers say. */
  askPermission(
    id: number,
    permission: string,
    asked: Asked,
  ): Promise<Readonly<Record<'isGranted' | 'isAllowed' | 'isDeviceAllowed', boolean>>>;
  /** A message of a forged sender; gives how many messages main sent it back. */
  sendFrom(id: number, channel: string, frame: { readonly url: string; readonly isMainFrame: boolean }): number;
  /** The page's process ended for this reason, without the page being touched. */
  crashPage(id: number, reason: 'crashed' | 'killed' | 'oom'): void;
  contextMenuAt(id: number, params: Readonly<Record<string, unknown>>): void;
}
