/**
 * The engine as a Node child process: the browser host and the tests use it. One libuv thread, because node-llama-cpp's
 * decode calls otherwise hop between pool threads and collide with its compute threads (engine brief, section 11).
 */
import { fork } from 'node:child_process';
import type { EngineExit, EngineTransportFactory, FromEngine } from './engine-transport.ts';
import { parseFromEngine } from './engine-wire.ts';

export interface ChildProcessTransportOptions {
  /** The engine's entry file: TypeScript source in development, the built file otherwise. */
  readonly entry: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Each call of the factory starts one engine process; its output is discarded, its messages are checked. */
export function childProcessTransport({ entry, env = {} }: ChildProcessTransportOptions): EngineTransportFactory {
  return () => {
    const child = fork(entry, [], {
      env: { ...process.env, ...env, UV_THREADPOOL_SIZE: '1' },
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const exitListeners: ((exit: EngineExit) => void)[] = [];
    let hasEnded = false;
    const end = (exit: EngineExit): void => {
      if (hasEnded) return;
      hasEnded = true;
      for (const listener of exitListeners) listener(exit);
    };
    child.on('exit', (code, signal) => end({ code, signal }));
    child.on('error', () => end({ code: null, signal: null }));
    return {
      pid: child.pid,
      send(message) {
        // The callback takes the error of a channel that closed meanwhile; `exit` reports that end.
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage(listener: (message: FromEngine) => void) {
        child.on('message', (raw) => {
          const message = parseFromEngine(raw);
          if (message !== undefined) listener(message);
        });
      },
      onExit(listener) {
        exitListeners.push(listener);
      },
      kill() {
        child.kill('SIGKILL');
      },
    };
  };
}
