/** Runs children: one whose output is kept for a failure line, and one that takes over the terminal. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';

/** @typedef {{ cwd: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onOutput?: (text: string) => void }} RunOptions */
/** @typedef {{ code: number, output: string, timedOut: boolean }} RunResult `code` is -1 when the program could not be started */

const KEPT_OUTPUT_CHARS = 200_000;
const KILL_GRACE_MS = 5_000;
const PARENT_CHECK_MS = 250;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Whether a child runs that is handed our signals, and whose end is worth waiting for. */
export const isChildRunning = () => running.size > 0;

/**
 * Runs a program to its end and returns its output, stdout and stderr together.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<RunResult>}
 */
export function runQuietly(program, args, options) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let timedOut = false;
    const limit =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, options.timeoutMs);
    const stopForwarding = forwardSignals(child);
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      const text = chunk.toString('utf8');
      output = (output + text).slice(-KEPT_OUTPUT_CHARS);
      options.onOutput?.(text);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(limit);
      stopForwarding();
      resolve({ code, output, timedOut });
    };
    child.once('error', (error) => {
      output += error.message;
      finish(-1);
    });
    child.once('close', (code, signal) => finish(code ?? signalExitCode(signal)));
  });
}

/**
 * Runs a program on this process's own terminal, hands signals on, and returns its exit code.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, timeoutMs?: number }} options past the limit it is ended: SIGTERM, then SIGKILL
 * @returns {Promise<number>}
 */
export function runInForeground(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: options.cwd, env: options.env, stdio: 'inherit' });
    const stopForwarding = forwardSignals(child);
    const limits =
      options.timeoutMs === undefined
        ? []
        : [
            setTimeout(() => child.kill('SIGTERM'), options.timeoutMs),
            setTimeout(() => child.kill('SIGKILL'), options.timeoutMs + KILL_GRACE_MS),
          ];
    const settle = () => {
      limits.forEach(clearTimeout);
      stopForwarding();
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code, signal) => {
      settle();
      resolve(code ?? signalExitCode(signal));
    });
  });
}

/**
 * Ctrl-C on a terminal reaches the child by itself, so SIGINT is handed on only where there is no terminal.
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
  running.add(child);
  // When the shell or npm above us dies without handing its signal on, nobody will ever stop the child: do it for them.
  const parent = process.ppid;
  const watching = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watching);
    child.kill('SIGTERM');
  }, PARENT_CHECK_MS);
  watching.unref();
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    if (signal === 'SIGINT' && process.stdin.isTTY) return;
    child.kill(signal);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return () => {
    running.delete(child);
    clearInterval(watching);
    for (const signal of signals) process.off(signal, forward);
  };
}

/** @param {NodeJS.Signals | null} signal */
function signalExitCode(signal) {
  return signal === null ? 1 : 128 + constants.signals[signal];
}

/**
 * The last lines of a program's output, for a failure line.
 * @param {string} output
 * @param {number} [count]
 */
export function lastLines(output, count = 8) {
  return output.trim().split('\n').slice(-count).join('\n  ');
}
