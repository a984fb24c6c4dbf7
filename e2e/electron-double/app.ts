/** `app`: the life of the process, the single-instance lock, and what the system is told. */
import { EventEmitter } from 'node:events';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type * as Electron from 'electron';
import { opened } from './browser.ts';
import { cancellable } from './cancellable.ts';
import { recorded } from './recorded.ts';
import { becomeReady } from './session.ts';
import { SingleInstance } from './single-instance.ts';
import { DoubleContents } from './web-contents.ts';

/** The switches of the command line, as Chromium reads them. */
class DoubleCommandLine implements Electron.CommandLine {
  readonly #switches = new Map(
    process.argv
      .slice(2)
      .filter((argument) => argument.startsWith('--'))
      .map((argument): [string, string] => {
        const [name = '', ...value] = argument.slice(2).split('=');
        return [name.toLowerCase(), value.join('=')];
      }),
  );
  readonly #arguments: string[] = [];
  appendSwitch(name: string, value = ''): void {
    this.#switches.set(name.toLowerCase(), value);
  }
  appendArgument(value: string): void {
    this.#arguments.push(value);
  }
  hasSwitch(name: string): boolean {
    return this.#switches.has(name.toLowerCase());
  }
  getSwitchValue(name: string): string {
    return this.#switches.get(name.toLowerCase()) ?? '';
  }
  removeSwitch(name: string): void {
    this.#switches.delete(name.toLowerCase());
  }
}

const isPackaged = process.env['ELECTRON_DOUBLE_PACKAGED'] === '1';
const locale = process.env['ELECTRON_DOUBLE_LOCALE'] ?? 'en-US';

class DoubleApp extends EventEmitter {
  readonly isPackaged = isPackaged;
  readonly commandLine = new DoubleCommandLine();
  readonly dock = undefined;
  readonly #paths = new Map<string, string>([
    ['home', homedir()],
    ['appData', join(homedir(), '.config')],
    ['userData', join(homedir(), '.config', 'Electron')],
    ['temp', tmpdir()],
    ['desktop', join(homedir(), 'Desktop')],
    ['documents', join(homedir(), 'Documents')],
    ['downloads', join(homedir(), 'Downloads')],
    ['exe', process.execPath],
  ]);
  readonly #ready = Promise.withResolvers<void>();
  readonly #instance = new SingleInstance((argv, folder) => this.emit('second-instance', {}, argv, folder, null));
  #isReady = false;
  #isEnding = false;
  #closeWindows: () => boolean = () => true;
  #login: Electron.LoginItemSettings = {
    openAtLogin: false,
    wasOpenedAtLogin: false,
    status: 'not-registered',
    executableWillLaunchAtLogin: false,
    launchItems: [],
  };
  #badge = 0;

  constructor() {
    super();
    opened.then(
      () => {
        becomeReady();
        this.#isReady = true;
        this.emit('will-finish-launching');
        this.#ready.resolve();
        this.emit('ready', {}, {});
      },
      (error: unknown) => {
        process.stderr.write(`electron double: there is no browser: ${String(error)}\n`);
        process.exit(70);
      },
    );
  }

  setWindowCloser(close: () => boolean): void {
    this.#closeWindows = close;
  }

  allWindowsClosed(): void {
    if (this.#isEnding) return;
    if (!this.emit('window-all-closed')) this.quit();
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  isReady(): boolean {
    return this.#isReady;
  }

  quit(): void {
    const event = cancellable({});
    this.emit('before-quit', event);
    if (event.isPrevented() || !this.#closeWindows()) return;
    const last = cancellable({});
    this.emit('will-quit', last);
    if (!last.isPrevented()) this.exit(0);
  }

  exit(exitCode = 0): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.emit('quit', {}, exitCode);
    this.#instance.release();
    // The windows go with the process; the pages of another instance in the same browser stay.
    const end = (): never => process.exit(exitCode);
    setTimeout(end, 1_000);
    Promise.all(DoubleContents.all().map((contents) => contents.destroy())).then(end, end);
  }

  relaunch(options?: Electron.RelaunchOptions): void {
    recorded('app.relaunch', options ?? {});
  }

  focus(): void {}
  show(): void {}
  hide(): void {}

  enableSandbox(): void {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    recorded('app.enableSandbox');
  }

  disableHardwareAcceleration(): void {
    recorded('app.disableHardwareAcceleration');
  }

  getName(): string {
    return 'Inkstone';
  }

  getVersion(): string {
    return '0.1.0';
  }

  getAppPath(): string {
    return process.cwd();
  }

  getPath(name: string): string {
    const path = this.#paths.get(name);
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  setAppLogsPath(path?: string): void {
    if (path !== undefined) this.setPath('logs', path);
  }

  getLocale(): string {
    return locale;
  }

  getSystemLocale(): string {
    return locale;
  }

  getPreferredSystemLanguages(): string[] {
    return [locale];
  }

  getFileIcon(): Promise<never> {
    return Promise.reject(new Error('electron double: icons of files are not modelled'));
  }

  getGPUFeatureStatus(): Partial<Electron.GPUFeatureStatus> {
    return { gpu_compositing: 'disabled_software', '2d_canvas': 'disabled_software' };
  }

  getAppMetrics(): never[] {
    return [];
  }

  requestSingleInstanceLock(): boolean {
    return this.#instance.request(this.getPath('userData'));
  }

  hasSingleInstanceLock(): boolean {
    return this.#instance.isHeld;
  }

  releaseSingleInstanceLock(): void {
    this.#instance.release();
  }

  setAsDefaultProtocolClient(scheme: string, ...rest: unknown[]): boolean {
    recorded('app.setAsDefaultProtocolClient', scheme, ...rest);
    return true;
  }

  isDefaultProtocolClient(): boolean {
    return false;
  }

  removeAsDefaultProtocolClient(scheme: string): boolean {
    recorded('app.removeAsDefaultProtocolClient', scheme);
    return true;
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    this.#login = { ...this.#login, openAtLogin: settings.openAtLogin ?? false };
    recorded('app.setLoginItemSettings', settings);
  }

  getLoginItemSettings(): Electron.LoginItemSettings {
    return this.#login;
  }

  setBadgeCount(count = 0): boolean {
    this.#badge = count;
    recorded('app.setBadgeCount', count);
    return true;
  }

  getBadgeCount(): number {
    return this.#badge;
  }

  setAppUserModelId(id: string): void {
    recorded('app.setAppUserModelId', id);
  }

  setName(): void {}

  setDesktopName(name: string): void {
    recorded('app.setDesktopName', name);
  }

  setAboutPanelOptions(options: Electron.AboutPanelOptionsOptions): void {
    recorded('app.setAboutPanelOptions', options);
  }

  showAboutPanel(): void {
    recorded('app.showAboutPanel');
  }

  isAccessibilitySupportEnabled(): boolean {
    return false;
  }

  isUnityRunning(): boolean {
    return false;
  }
}

export const app = new DoubleApp();
