/** The engine as an Electron utility process. Same promises as the child-process transport; only the desktop host uses it. */
import type { utilityProcess as ElectronUtilityProcess } from 'electron';
import type { EngineExit, EngineTransportFactory } from '#main/inference/engine-transport.ts';
import { parseFromEngine } from '#main/inference/engine-wire.ts';

export interface UtilityProcessTransportOptions {
  readonly utilityProcess: Pick<typeof ElectronUtilityProcess, 'fork'>;
  /** The engine's built entry file. */
  readonly entry: string;
  /** `process.kill`: `UtilityProcess.kill` sends only SIGTERM, to which a hung process does not listen. */
  readonly killPid: (pid: number, signal: 'SIGKILL') => void;
}

/** Each call of the factory starts one engine process. Call after the app is ready. */
export function utilityProcessTransport({ utilityProcess, entry, killPid }: UtilityProcessTransportOptions): EngineTransportFactory {
  return () => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Inkstone engine',
      stdio: 'ignore',
      // One libuv thread: decode calls otherwise hop between pool threads (engine brief, section 11).
      env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    });
    const exitListeners: ((exit: EngineExit) => void)[] = [];
    let hasEnded = false;
    let isKilled = false;
    let lastPid = child.pid;
    const kill = (pid: number): void => {
      try {
        killPid(pid, 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
    };
    child.once('spawn', () => {
      lastPid = child.pid;
      if (isKilled && lastPid !== undefined) kill(lastPid);
    });
    child.once('exit', (code) => {
      hasEnded = true;
      for (const listener of exitListeners) listener({ code, signal: null });
    });
    return {
      get pid() {
        return lastPid;
      },
      send(message) {
        if (!hasEnded) child.postMessage(message);
      },
      onMessage(listener) {
        child.on('message', (raw: unknown) => {
          const message = parseFromEngine(raw);
          if (message !== undefined) listener(message);
        });
      },
      onExit(listener) {
        exitListeners.push(listener);
      },
      kill() {
        isKilled = true; // also for a process that is not spawned yet
        if (!hasEnded && lastPid !== undefined) kill(lastPid);
      },
    };
  };
}
