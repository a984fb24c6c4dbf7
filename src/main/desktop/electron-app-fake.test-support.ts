/** `app` of the fake Electron: records what it was told in order, and quits only as far as a test lets it. */
import { EventEmitter } from 'node:events';
import type { ShellFake } from './electron-shell-fake.test-support.ts';

export class FakeApp extends EventEmitter {
  readonly isPackaged = true;
  readonly calls: string[] = [];
  readonly paths: Record<string, string> = {};
  readonly switches = new Set<string>();
  readonly exited = Promise.withResolvers<number>();
  readonly commandLine = {
    hasSwitch: (name: string) => this.switches.has(name),
    removeSwitch: (name: string) => void this.switches.delete(name),
    getSwitchValue: (name: string) => (name === 'enable-features' ? this.features : ''),
    appendSwitch: (name: string, value: string) => {
      if (name === 'enable-features') this.features = value;
    },
  };
  /** The value of `enable-features`. */
  features = '';
  isFirst = true;
  readonly loginItem: ShellFake;
  constructor(loginItem: ShellFake) {
    super();
    this.loginItem = loginItem;
  }
  setBadgeCount(count: number): boolean {
    this.loginItem.badgeCount = count;
    return true;
  }
  getLoginItemSettings(): { openAtLogin: boolean; wasOpenedAtLogin: boolean } {
    return { openAtLogin: this.loginItem.opensAtLogin, wasOpenedAtLogin: false };
  }
  setLoginItemSettings(settings: { openAtLogin: boolean }): void {
    this.loginItem.loginItems.push(settings);
    this.loginItem.opensAtLogin = settings.openAtLogin;
  }
  getPreferredSystemLanguages(): string[] {
    return ['en-GB'];
  }
  getPath(name: string): string {
    return this.paths[name] ?? '/nowhere';
  }
  disableHardwareAcceleration(): void {
    this.calls.push('disableHardwareAcceleration');
  }
  relaunch(): void {
    this.calls.push('relaunch');
  }
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
  readonly protocols: string[] = [];
  setAsDefaultProtocolClient(protocol: string): boolean {
    this.protocols.push(protocol);
    return true;
  }
  getAppPath(): string {
    return '/work/inkstone';
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
