/** A real X display with a window manager and editors in it, for tests: Xvfb, openbox, mousepad, and a clipboard made of xclip. */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SystemClipboard } from './system-clipboard.ts';

const NEEDED = ['Xvfb', 'openbox', 'mousepad', 'xterm', 'xdotool', 'xclip', 'xsel', 'xprop'];

/** What is missing for the real test; empty when it can run. */
export function missingX11Tools(): string[] {
  return NEEDED.filter((name) => {
    try {
      execFileSync('which', [name], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
}

/** Asks again until it holds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const startedAt = performance.now();
  while (!(await holds())) {
    if (performance.now() - startedAt > limitMs) throw new Error(`waited too long: ${what}`);
    await pause(20);
  }
}

/** An Xauthority file with one entry: any address, any display (as `xauth` writes them: each field with its length before it). */
function cookieForAll(): Buffer {
  const fields = [Buffer.alloc(0), Buffer.alloc(0), Buffer.from('MIT-MAGIC-COOKIE-1'), randomBytes(16)];
  return Buffer.concat([Buffer.from([255, 255]), ...fields.flatMap((field) => [Buffer.from([0, field.length]), field])]);
}

export class X11Session {
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  private readonly children: ChildProcess[] = [];

  private constructor(env: NodeJS.ProcessEnv, folder: string, server: ChildProcess) {
    this.env = env;
    this.folder = folder;
    this.children.push(server);
  }

  /** `isGuarded`: the server lets nobody in without its cookie, as on a real desktop. */
  static async start({ isGuarded = false } = {}): Promise<X11Session> {
    const folder = mkdtempSync(join(tmpdir(), 'inkstone-x11-'));
    const cookieFile = join(folder, 'cookie');
    const guard = isGuarded ? ['-auth', cookieFile] : [];
    if (isGuarded) writeFileSync(cookieFile, cookieForAll());
    const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1024x768x24', '-nolisten', 'tcp', ...guard], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    server.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
    server.once('exit', () => reject(new Error('Xvfb ended')));
    const { WAYLAND_DISPLAY: _wayland, ...inherited } = process.env;
    const env = {
      ...inherited,
      DISPLAY: `:${await promise}`,
      XDG_SESSION_TYPE: 'x11',
      XDG_CONFIG_HOME: folder,
      XDG_DATA_HOME: folder,
      GSETTINGS_BACKEND: 'memory',
      NO_AT_BRIDGE: '1',
      LC_ALL: 'C.UTF-8',
      XAUTHORITY: cookieFile,
    };
    const session = new X11Session(env, folder, server);
    session.launch('openbox', []);
    await until('openbox', () => session.tool('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK']).includes('window id'));
    return session;
  }

  launch(name: string, args: readonly string[]): ChildProcess {
    const child = spawn(name, args, { env: this.env, stdio: 'ignore' });
    this.children.push(child);
    return child;
  }

  /** The output of a tool; empty when it fails. */
  tool(name: string, args: readonly string[]): string {
    try {
      return execFileSync(name, args, { env: this.env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 5_000 });
    } catch {
      return '';
    }
  }

  key(...keys: readonly string[]): void {
    this.tool('xdotool', ['key', '--clearmodifiers', ...keys]);
  }

  activeWindow(): string {
    return this.tool('xdotool', ['getactivewindow']).trim();
  }

  /** A program whose window is in front when this resolves. */
  async open(name: string, args: readonly string[]): Promise<{ readonly window: string; close(): void }> {
    const child = this.launch(name, args);
    let window = '';
    await until(`a window of ${name}`, () => {
      window =
        this.tool('xdotool', ['search', '--all', '--onlyvisible', '--pid', String(child.pid), '--name', '.'])
          .trim()
          .split('\n')[0] ?? '';
      return window !== '';
    });
    await this.activate(window);
    return { window, close: () => void child.kill('SIGKILL') };
  }

  /** An editor window in front, with this text in it and nothing selected. */
  async openEditor(text: string): Promise<{ readonly window: string; readonly path: string; close(): void }> {
    const path = join(this.folder, `text-${this.children.length}.txt`);
    writeFileSync(path, text);
    const { window, close } = await this.open('mousepad', ['--disable-server', path]);
    await until('the editor takes keys', () => {
      this.key('ctrl+a');
      return this.primary() === text;
    });
    this.key('ctrl+Home');
    await until('nothing is selected', () => this.primary() === '');
    return { window, path, close };
  }

  /** Types a line into a terminal that echoes it and selects it, with three clicks as a person does. */
  async selectInTerminal(window: string, line: string): Promise<void> {
    this.tool('xdotool', ['type', '--delay', '1', line]);
    await until('the line is selected', () => {
      this.tool('xdotool', ['mousemove', '--window', window, '20', '10', 'click', '--repeat', '3', '--delay', '30', '1']);
      return this.primary() === `${line}\n`;
    });
  }

  async activate(window: string): Promise<void> {
    this.tool('xdotool', ['windowactivate', window]);
    await until('the window in front', () => this.activeWindow() === window);
  }

  primary(): string {
    return this.tool('xclip', ['-o', '-selection', 'primary', '-t', 'UTF8_STRING']);
  }

  /** Empty when nobody has that. */
  clipboard(target: string): Buffer {
    const options = { env: this.env, timeout: 5_000, stdio: ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'] };
    try {
      return execFileSync('xclip', ['-o', '-selection', 'clipboard', '-t', target], options);
    } catch {
      return Buffer.alloc(0);
    }
  }

  /** As another program that copied: its xclip goes on serving until somebody else takes over. */
  async copy(target: string, data: Buffer): Promise<void> {
    const child = spawn('xclip', ['-quiet', '-i', '-selection', 'clipboard', '-t', target], {
      env: this.env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.children.push(child);
    child.stdin?.end(data);
    await until('the copy is served', () => this.tool('xclip', ['-o', '-selection', 'clipboard', '-t', 'TARGETS']).includes(target));
    await until('the copied bytes', () => this.clipboard(target).equals(data));
  }

  /** The whole text of the editor in front, as a person would take it: all of it copied. */
  async editorText(): Promise<string> {
    const nothingYet = `nothing yet ${Math.random()}`;
    await this.copy('UTF8_STRING', Buffer.from(nothingYet));
    this.key('ctrl+a', 'ctrl+c');
    await until('the text is copied', () => this.clipboard('UTF8_STRING').toString() !== nothingYet);
    return this.clipboard('UTF8_STRING').toString();
  }

  async end(): Promise<void> {
    const alive = this.children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const ended = alive.map((child) => new Promise((done) => child.once('exit', done)));
    for (const child of alive.toReversed()) child.kill('SIGKILL');
    await Promise.all(ended);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What Electron's clipboard is in the product. xclip serves one format at a time, so tests put one format on it. */
export function xclipClipboard(session: X11Session): SystemClipboard {
  const writeText = (text: string): Promise<void> => session.copy('UTF8_STRING', Buffer.from(text));
  const targets = (): string[] => session.tool('xclip', ['-o', '-selection', 'clipboard', '-t', 'TARGETS']).split('\n');
  return {
    readText: async () => (targets().includes('UTF8_STRING') ? session.clipboard('UTF8_STRING').toString() : ''),
    save: async () => {
      const target = targets().find((name) => name !== '' && name !== 'TARGETS');
      if (target === undefined) return async () => undefined;
      const data = session.clipboard(target);
      return () => session.copy(target, data);
    },
    writeText,
    writePassing: writeText,
    clear: () => writeText(''),
  };
}
