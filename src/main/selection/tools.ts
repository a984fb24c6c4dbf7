/**
 * Runs the desktop's small programs (xdotool, xclip, osascript …): arguments as an array, never a shell, a time limit and a
 * size limit on everything. Nothing here throws: a program that is missing or hangs is a result like any other.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export const MAX_TEXT_BYTES = 1_000_000;
const MAX_COMPLAINT_BYTES = 4_000;

export interface ToolRequest {
  readonly args: readonly string[];
  readonly timeoutMs: number;
  readonly maxBytes?: number;
  /** Ends the program before its time; the result is `stopped`. */
  readonly stop?: AbortSignal;
}

export type ToolResult =
  | { readonly state: 'done'; readonly code: number; readonly out: Buffer; readonly complaint: string }
  | { readonly state: 'missing' | 'timeout' | 'too-big' | 'stopped' };

/** A program that goes on running and reports on stderr, line by line. */
export interface RunningTool {
  isRunning(): boolean;
  stop(): void;
}

export interface Tools {
  run(name: string, request: ToolRequest): Promise<ToolResult>;
  start(name: string, args: readonly string[], input: string, onLine: (line: string) => void): RunningTool;
}

function collect(child: ChildProcess, { timeoutMs, maxBytes = MAX_TEXT_BYTES, stop }: ToolRequest): Promise<ToolResult> {
  const { promise, resolve } = Promise.withResolvers<ToolResult>();
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  let complaint = '';
  const end = (result: ToolResult): void => {
    clearTimeout(timer);
    stop?.removeEventListener('abort', onStop);
    resolve(result);
  };
  const kill = (state: 'timeout' | 'too-big' | 'stopped'): void => {
    child.kill('SIGKILL');
    end({ state });
  };
  const onStop = (): void => kill('stopped');
  const timer = setTimeout(() => kill('timeout'), timeoutMs);
  if (stop?.aborted === true) onStop();
  else stop?.addEventListener('abort', onStop);
  child.stdout?.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) kill('too-big');
    else chunks.push(chunk);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (complaint.length < MAX_COMPLAINT_BYTES) complaint += text;
  });
  child.on('error', () => end({ state: 'missing' }));
  child.on('close', (code) => end({ state: 'done', code: code ?? 1, out: Buffer.concat(chunks), complaint }));
  return promise;
}

function follow(child: ChildProcess, onLine: (line: string) => void): RunningTool {
  let isRunning = true;
  let rest = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = (lines.pop() ?? '').slice(-MAX_COMPLAINT_BYTES);
    for (const line of lines) onLine(line);
  });
  child.on('error', () => (isRunning = false));
  child.on('exit', () => (isRunning = false));
  // It may end before it has read everything.
  child.stdin?.on('error', () => (isRunning = false));
  return { isRunning: () => isRunning, stop: () => void child.kill('SIGKILL') };
}

export function createTools(env: NodeJS.ProcessEnv): Tools {
  return {
    run: (name, request) => collect(spawn(name, request.args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true }), request),
    start: (name, args, input, onLine) => {
      const child = spawn(name, args, { env, stdio: ['pipe', 'ignore', 'pipe'], windowsHide: true });
      const running = follow(child, onLine);
      child.stdin.end(input);
      return running;
    },
  };
}
