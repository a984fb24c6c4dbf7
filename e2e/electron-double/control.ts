/**
 * The spec's hand in the double: reads what was recorded and fires what a person or a system would. It speaks over a pipe of its
 * own (file descriptor 3), whose object nobody else has.
 */
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import type { Commands, WindowState } from './control-commands.ts';
import { ipcMain } from './ipc-main.ts';
import { Menu, Notification, poppedUp, Tray } from './menus.ts';
import { calls } from './recorded.ts';
import { defaultSession } from './session.ts';
import {
  clipboard,
  dialogAnswers,
  globalShortcut,
  powerMonitor,
  pressShortcut,
  registeredShortcuts,
  screen,
  takenShortcuts,
} from './system.ts';
import { DoubleFrame } from './web-frame.ts';

const windowOf = (id: number): BrowserWindow => {
  const window = BrowserWindow.fromId(id);
  if (window === null) throw new Error(`there is no window ${id}`);
  return window;
};

const stateOf = (window: BrowserWindow): WindowState => ({
  id: window.id,
  url: window.webContents.getURL(),
  title: window.getTitle(),
  bounds: window.getBounds(),
  isVisible: window.isVisible(),
  isFocused: window.isFocused(),
  isMinimized: window.isMinimized(),
  isAlwaysOnTop: window.isAlwaysOnTop(),
});

const applicationMenu = (): Menu => Menu.getApplicationMenu() ?? new Menu();
const tray = (): Tray => {
  const [first] = Tray.alive;
  if (first === undefined) throw new Error('there is no tray');
  return first;
};

const commands: Commands = {
  windows: () => BrowserWindow.getAllWindows().map(stateOf),
  closeWindow: (id) => windowOf(id).close(),
  blurWindow: (id) => windowOf(id).blur(),
  moveWindow: (id, bounds) => windowOf(id).setBounds(bounds),
  minimizeWindow: (id) => windowOf(id).minimize(),
  shortcuts: registeredShortcuts,
  areShortcutsSuspended: () => globalShortcut.isSuspended(),
  pressShortcut,
  takeShortcut: (accelerator) => void takenShortcuts.add(accelerator),
  calls: () => calls,
  forget: () => {
    calls.length = 0;
    Notification.shown.length = 0;
  },
  answerQuestion: (button) => void dialogAnswers.buttons.push(button),
  answerFileDialog: (paths) => void dialogAnswers.files.push([...paths]),
  menu: () => applicationMenu().model(),
  chooseMenu: (labels) => applicationMenu().choose(labels, BrowserWindow.getFocusedWindow()),
  hasTray: () => Tray.alive.size > 0,
  trayMenu: () => tray().menu?.model() ?? [],
  chooseTray: (labels) => (tray().menu ?? new Menu()).choose(labels, null),
  clickTray: () => void tray().emit('click', {}, tray().getBounds(), { x: 0, y: 0 }),
  contextMenu: () => poppedUp.at(-1)?.model() ?? [],
  notifications: () => Notification.shown.map(({ title, body }) => ({ title, body })),
  clickNotification: (at) => void Notification.shown.at(at)?.emit('click', {}),
  openUrl: (url) => void app.emit('open-url', { preventDefault: () => undefined }, url),
  quit: () => app.quit(),
  firePower: (name) => void powerMonitor.emit(name, {}),
  changeDisplays: (widths, cursor) => screen.change(widths, cursor),
  readClipboard: (type) => (type === 'selection' ? clipboard.selection : clipboard).readText(),
  writeClipboard: (text, type) => (type === 'selection' ? clipboard.selection : clipboard).writeText(text),
  async askPermission(id, permission, { isMainFrame, requestingUrl }) {
    const contents = windowOf(id).webContents as unknown as Electron.WebContents;
    const { request, check, device } = defaultSession.permissions;
    const details = { isMainFrame, requestingUrl, requestingOrigin: requestingUrl } as unknown as Electron.PermissionRequest;
    const isGranted = await new Promise<boolean>((resolve) =>
      request === null ? resolve(true) : request(contents, permission as never, resolve, details),
    );
    const isAllowed = check === null || check(contents, permission as never, requestingUrl, details);
    const isDeviceAllowed = device === null || device({ deviceType: 'usb', origin: requestingUrl, device: {} } as never);
    return { isGranted, isAllowed, isDeviceAllowed };
  },
  sendFrom(id, channel, { url, isMainFrame }) {
    const { webContents } = windowOf(id);
    let posted = 0;
    const parent = isMainFrame ? null : webContents.mainFrame;
    const frame = new DoubleFrame(parent, () => (posted += 1));
    frame.url = url;
    ipcMain.emit(channel, { sender: webContents, senderFrame: frame, ports: [] });
    return posted;
  },
  crashPage: (id, reason) => windowOf(id).webContents.crashed(reason),
  contextMenuAt: (id, params) => void windowOf(id).webContents.emit('context-menu', {}, params),
};

/** Answers the spec until the process ends. */
export function listen(descriptor: number): void {
  const pipe = new Socket({ fd: descriptor, readable: true, writable: true });
  pipe.on('error', () => undefined);
  createInterface({ input: pipe }).on('line', (line) => {
    const { id, name, args } = JSON.parse(line) as { id: number; name: keyof Commands; args: never[] };
    const run = async (): Promise<unknown> => Reflect.apply(commands[name], commands, args);
    run().then(
      (value) => pipe.write(`${JSON.stringify({ id, value })}\n`),
      (error: unknown) => pipe.write(`${JSON.stringify({ id, error: String(error) })}\n`),
    );
  });
}
