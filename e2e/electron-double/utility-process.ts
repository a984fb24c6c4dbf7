/** `utilityProcess`: a child process whose `process.parentPort` is the channel of a forked Node process. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type * as Electron from 'electron';

const CHILD_PORT = fileURLToPath(new URL('child-port.ts', import.meta.url));

class DoubleUtilityProcess extends EventEmitter {
  readonly stdout = null;
  readonly stderr = null;
  readonly #child: ChildProcess;
  pid: number | undefined;

  constructor(path: string, args: readonly string[], options: Electron.ForkOptions) {
    super();
    const child = fork(path, args, {
      execArgv: [...(options.execArgv ?? []), '--import', CHILD_PORT],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      ...(options.env === undefined ? {} : { env: options.env as NodeJS.ProcessEnv }),
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    this.#child = child;
    child.once('spawn', () => {
      this.pid = child.pid;
      this.emit('spawn');
    });
    child.on('message', (message) => this.emit('message', message));
    child.on('error', () => undefined);
    child.once('exit', (code) => {
      this.pid = undefined;
      this.emit('exit', code ?? 9);
    });
  }

  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object, () => undefined);
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }
}

export const utilityProcess = {
  fork: (path: string, args: readonly string[] = [], options: Electron.ForkOptions = {}) => new DoubleUtilityProcess(path, args, options),
};
