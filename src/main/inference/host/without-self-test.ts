/**
 * node-llama-cpp loads a library into a forked process before it loads it here (always on Linux, for GPU builds on Windows). Inside
 * an Electron utility process that fork is the plain one of Node, which the `runAsNode` fuse forbids: it would start the app itself,
 * and no library would be found at all. The engine process is already what the fork is for: it holds no data, the supervisor
 * notices its death and goes on with the next backend. So the self-test is answered here, and every other fork is refused.
 * It also saves a process start for each load, a third of a second.
 */
import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';

const SELF_TEST = 'testBindingBinary.js';
/** What the library's test process says, and to which message (dist/bindings/utils/testBindingBinary.js). */
const ANSWERS: Readonly<Record<string, string>> = { start: 'loaded', test: 'done' };

/** Stands for the test process: says what it would say when the library works, and ends with 0. */
class PassedSelfTest extends EventEmitter {
  exitCode: number | null = null;
  readonly killed = false;
  readonly stdout = null;
  readonly stderr = null;

  constructor() {
    super();
    this.#say('ready');
  }

  send(message: { readonly type: string }): boolean {
    const answer = ANSWERS[message.type];
    if (answer !== undefined) this.#say(answer);
    else if (message.type === 'exit') this.#end();
    return true;
  }

  kill(): boolean {
    this.#end();
    return true;
  }

  #say(type: string): void {
    queueMicrotask(() => this.emit('message', { type }));
  }

  #end(): void {
    if (this.exitCode !== null) return;
    this.exitCode = 0;
    queueMicrotask(() => this.emit('exit', 0, null));
  }
}

/** Call once, before `getLlama`. */
export function answerSelfTest(): void {
  const fork = (modulePath: string | URL): PassedSelfTest => {
    if (basename(String(modulePath)) !== SELF_TEST) throw new Error('the engine process starts no other processes');
    return new PassedSelfTest();
  };
  Reflect.set(childProcess, 'fork', fork);
  syncBuiltinESMExports();
}
