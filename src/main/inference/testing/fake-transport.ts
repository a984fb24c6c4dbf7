/** An engine process under a test's control: it says only what the test lets it say. */
import type { EngineExit, EngineTransport, FromEngine, ToEngine } from '../engine-transport.ts';

export interface FakeProcess {
  readonly transport: EngineTransport;
  readonly sent: ToEngine[];
  readonly isKilled: boolean;
  say(message: FromEngine): void;
  exit(exit?: EngineExit): void;
  /** The id of the last message of that type. */
  lastId(type: ToEngine['type']): number;
}

export function createFakeProcess(): FakeProcess {
  const sent: ToEngine[] = [];
  const messageListeners: ((message: FromEngine) => void)[] = [];
  const exitListeners: ((exit: EngineExit) => void)[] = [];
  let isKilled = false;
  const exit = (how: EngineExit = { code: null, signal: 'SIGSEGV' }): void => {
    for (const listener of exitListeners) listener(how);
  };
  return {
    sent,
    get isKilled() {
      return isKilled;
    },
    say(message) {
      for (const listener of messageListeners) listener(message);
    },
    exit,
    lastId: (type) => sent.findLast((message) => message.type === type)?.id ?? -1,
    transport: {
      pid: 4_242,
      send: (message) => void sent.push(message),
      onMessage: (listener) => void messageListeners.push(listener),
      onExit: (listener) => void exitListeners.push(listener),
      kill() {
        isKilled = true;
        exit({ code: null, signal: 'SIGKILL' });
      },
    },
  };
}
