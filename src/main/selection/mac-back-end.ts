/** macOS: keys and the window in front through osascript and System Events, which needs the Accessibility permission. Never run yet: no Mac here. */
import type { BackEnd, KeyResult } from './back-end.ts';
import { FRONT_SCRIPT, KEY_SCRIPTS } from './mac-scripts.ts';
import { simulatedCopy } from './simulated-copy.ts';
import type { SystemClipboard } from './system-clipboard.ts';
import type { ToolResult, Tools } from './tools.ts';

const LIMIT_MS = 1_500;
/** Not allowed to send Apple events; not allowed to send keys; no assistive access. */
const DENIED = /\((-1743|1002|-1719|-25211)\)/;

export interface MacOptions {
  readonly tools: Tools;
  readonly clipboard: SystemClipboard;
  readonly wait: (ms: number) => Promise<void>;
  /** Whether the Accessibility permission was granted. The switch can look on and yet be dead after an update. */
  readonly isTrusted: () => boolean;
}

const keyResult = (result: ToolResult): KeyResult => {
  if (result.state !== 'done') return 'tool';
  if (result.code === 0) return 'pressed';
  return DENIED.test(result.complaint) ? 'permission' : 'tool';
};

export function createMacBackEnd({ tools, clipboard, wait, isTrusted }: MacOptions): BackEnd {
  const script = (text: string, stop?: AbortSignal): Promise<ToolResult> =>
    tools.run('osascript', { args: ['-l', 'JavaScript', '-e', text], timeoutMs: LIMIT_MS, ...(stop && { stop }) });
  const press = async (keys: keyof typeof KEY_SCRIPTS, stop?: AbortSignal): Promise<KeyResult> =>
    isTrusted() ? keyResult(await script(KEY_SCRIPTS[keys], stop)) : 'permission';
  /** The front process and the number of its window; null: not known. */
  const lookInFront = async (): Promise<string | null> => {
    if (!isTrusted()) return null;
    const result = await script(FRONT_SCRIPT);
    const line = result.state === 'done' && result.code === 0 ? result.out.toString('utf8').trim() : '';
    return /^\d{1,10} \d{1,10}$/.test(line) ? line : null;
  };
  return {
    limit: 'none',
    // A program without a window has nothing to paste into.
    windowInFront: async () => {
      const front = await lookInFront();
      return front?.endsWith(' 0') === true ? null : front;
    },
    understandsPaste: () => Promise.resolve(true),
    readSelection: async (_window, stop) => {
      if (!isTrusted()) return { text: '', limit: 'permission', selectionIn: 'front' };
      return simulatedCopy({ clipboard, wait, pressCopy: () => press('copy', stop), stop });
    },
    press: (keys) => press(keys),
    check: async () => {
      if (!isTrusted()) {
        return {
          capture: { state: 'fail', reason: 'capturePermission' },
          paste: { state: 'fail', reason: 'pastePermission' },
          permissions: { state: 'fail', reason: 'permissionsMissing' },
        };
      }
      const isKnown = (await lookInFront()) !== null;
      return {
        capture: isKnown ? { state: 'unknown', reason: 'captureByCopying' } : { state: 'fail', reason: 'capturePermission' },
        paste: isKnown ? { state: 'unknown', reason: 'pasteUntried' } : { state: 'fail', reason: 'pastePermission' },
        permissions: isKnown ? { state: 'pass', reason: 'permissionsGranted' } : { state: 'fail', reason: 'permissionsMissing' },
      };
    },
  };
}
