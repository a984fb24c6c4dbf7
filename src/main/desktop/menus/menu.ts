/**
 * The application menu as a value. Labels are ours, because Electron's own are English on Windows and Linux. Keys that the
 * page answers itself are shown but not registered where Electron allows that, so that one press never acts twice.
 */
import type { MenuItemConstructorOptions } from 'electron';
import type { ShortcutId } from '#shared/models/shortcuts.ts';
import { acceleratorOf } from './accelerator.ts';
import type { DesktopStrings } from '../strings/desktop-strings-en.ts';
import type { ShellActions } from '../shell-actions.ts';

export interface MenuOptions {
  readonly strings: Readonly<DesktopStrings>;
  readonly isMac: boolean;
  readonly isPackaged: boolean;
  readonly isSafeMode: boolean;
  readonly actions: ShellActions;
}

type Items = MenuItemConstructorOptions[];
const LINE: MenuItemConstructorOptions = { type: 'separator' };

/** An item whose key the page binds itself. */
const keyed = (label: string, id: ShortcutId, click: () => void): MenuItemConstructorOptions => ({
  label,
  accelerator: acceleratorOf(id),
  registerAccelerator: false,
  click,
});

function appMenu({ strings, actions }: MenuOptions): Items {
  return [
    { label: strings.about, click: actions.showAbout },
    { label: strings.checkForUpdates, click: actions.checkForUpdates },
    LINE,
    keyed(strings.settings, 'settings', () => actions.go('/settings')),
    LINE,
    { role: 'services', label: strings.services },
    LINE,
    { role: 'hide', label: strings.hide },
    { role: 'hideOthers', label: strings.hideOthers },
    { role: 'unhide', label: strings.showAll },
    LINE,
    { role: 'quit', label: strings.quit },
  ];
}

function fileMenu({ strings, isMac, actions }: MenuOptions): Items {
  return [
    keyed(strings.newChat, 'newChat', () => actions.go('/chat')),
    { label: strings.stopAll, click: actions.stopAll },
    LINE,
    { role: 'close', label: strings.closeWindow, accelerator: 'CommandOrControl+W' },
    ...(isMac
      ? []
      : [
          LINE,
          keyed(strings.settings, 'settings', () => actions.go('/settings')),
          LINE,
          { label: strings.quit, accelerator: 'Control+Q', click: actions.quit },
        ]),
  ];
}

const editMenu = ({ strings }: MenuOptions): Items => [
  { role: 'undo', label: strings.undo },
  { role: 'redo', label: strings.redo },
  LINE,
  { role: 'cut', label: strings.cut },
  { role: 'copy', label: strings.copy },
  { role: 'paste', label: strings.paste },
  { role: 'pasteAndMatchStyle', label: strings.pastePlain },
  { role: 'selectAll', label: strings.selectAll },
];

function viewMenu({ strings, isPackaged, actions }: MenuOptions): Items {
  const development: Items = isPackaged
    ? []
    : [LINE, { role: 'reload', label: strings.reload, accelerator: '' }, { role: 'toggleDevTools', label: strings.developerTools }];
  return [
    keyed(strings.chat, 'chat', () => actions.go('')),
    keyed(strings.quickAsk, 'quickAsk', actions.showQuickAsk),
    keyed(strings.write, 'write', () => actions.go('/write')),
    keyed(strings.translate, 'translate', () => actions.go('/translate')),
    keyed(strings.playground, 'playground', () => actions.go('/playground')),
    keyed(strings.models, 'models', () => actions.go('/models')),
    LINE,
    keyed(strings.zoomIn, 'zoomIn', () => actions.zoom(1)),
    keyed(strings.zoomOut, 'zoomOut', () => actions.zoom(-1)),
    keyed(strings.zoomReset, 'zoomReset', () => actions.zoom(0)),
    LINE,
    { role: 'togglefullscreen', label: strings.fullScreen },
    ...development,
  ];
}

const windowMenu = ({ strings, isMac, actions }: MenuOptions): Items => [
  { label: strings.openInkstone, click: () => actions.go('') },
  LINE,
  { role: 'minimize', label: strings.minimize },
  ...(isMac ? [{ role: 'zoom' as const, label: strings.zoomWindow }, LINE, { role: 'front' as const, label: strings.bringToFront }] : []),
];

function helpMenu({ strings, isMac, isSafeMode, actions }: MenuOptions): Items {
  return [
    keyed(strings.keyboardShortcuts, 'help', actions.showShortcuts),
    { label: strings.selfTest, click: () => actions.go('/settings/self-test') },
    ...(isMac ? [] : [{ label: strings.checkForUpdates, click: actions.checkForUpdates }]),
    ...(isSafeMode ? [{ label: strings.startNormally, click: actions.restart }] : []),
    LINE,
    { label: strings.dataFolder, click: () => actions.openFolder('data') },
    { label: strings.logFolder, click: () => actions.openFolder('logs') },
    { label: strings.crashFolder, click: () => actions.openFolder('crashes') },
    LINE,
    { label: strings.notices, click: actions.openNotices },
    ...(isMac ? [] : [LINE, { label: strings.about, click: actions.showAbout }]),
  ];
}

/** The template for `Menu.buildFromTemplate`. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { strings, isMac } = options;
  return [
    ...(isMac ? [{ label: 'Inkstone', submenu: appMenu(options) }] : []),
    { label: strings.file, submenu: fileMenu(options) },
    { label: strings.edit, submenu: editMenu(options) },
    { label: strings.view, submenu: viewMenu(options) },
    { role: 'window', label: strings.window, submenu: windowMenu(options) },
    { role: 'help', label: strings.help, submenu: helpMenu(options) },
  ];
}
