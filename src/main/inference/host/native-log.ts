/** Keeps the library's latest warnings and errors: "Failed to load model" carries no reason, the log lines do. */
import { LlamaLogLevel } from 'node-llama-cpp';

const KEPT_LINES = 40;

export interface NativeLog {
  readonly logger: (level: LlamaLogLevel, message: string) => void;
  readonly lines: readonly string[];
  has(text: string): boolean;
}

export function createNativeLog(): NativeLog {
  const lines: string[] = [];
  return {
    logger(level, message) {
      if (level !== LlamaLogLevel.warn && level !== LlamaLogLevel.error && level !== LlamaLogLevel.fatal) return;
      lines.push(message.trim());
      if (lines.length > KEPT_LINES) lines.shift();
    },
    lines,
    has: (text) => lines.some((line) => line.includes(text)),
  };
}
