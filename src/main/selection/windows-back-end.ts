/**
 * Windows: keys through SendKeys, the window in front through user32, both in one short PowerShell run each. Elevated windows
 * take no keys from us. Never run yet: no Windows here.
 */
import type { BackEnd, KeyResult } from './back-end.ts';
import { simulatedCopy } from './simulated-copy.ts';
import type { SystemClipboard } from './system-clipboard.ts';
import type { ToolResult, Tools } from './tools.ts';

const LIMIT_MS = 3_000;
const FRONT = [
  `$u = Add-Type -PassThru -Name U -Namespace Inkstone -MemberDefinition '[DllImport("user32.dll")] public static extern IntPtr GetForegroundWindow();`,
  `[DllImport("user32.dll")] public static extern uint GetWindowThreadProcessId(IntPtr window, out uint process);'`,
  '$h = $u::GetForegroundWindow(); $p = [uint32]0; [void]$u::GetWindowThreadProcessId($h, [ref]$p)',
  'Write-Output "$h $((Get-Process -Id $p).ProcessName)"',
].join('\n');
const KEYS = { copy: '^c', paste: '^v', undo: '^z', 'to-end': '{RIGHT}', 'line-end': '{END}' } as const;
const HELD_MS = 600;
/**
 * A shortcut is still held down when it is answered: with its keys, Ctrl+C would be another chord. So Shift, Ctrl, Alt and both
 * Windows keys are waited for, and those held too long stop it. They are not let go of for the user: Alt or Windows let go of alone
 * opens a menu.
 */
const afterModifiers = (keys: string): string =>
  [
    // Keys that cannot be looked at are not sent either.
    `$ErrorActionPreference = 'Stop'`,
    'Add-Type -AssemblyName System.Windows.Forms',
    `$k = Add-Type -PassThru -Name K -Namespace Inkstone -MemberDefinition '[DllImport("user32.dll")] public static extern short GetAsyncKeyState(int key);'`,
    '$watch = [Diagnostics.Stopwatch]::StartNew()',
    'while (0x10, 0x11, 0x12, 0x5B, 0x5C | Where-Object { $k::GetAsyncKeyState($_) -lt 0 }) {',
    `  if ($watch.ElapsedMilliseconds -ge ${HELD_MS}) { [Console]::Error.WriteLine('modifier keys are held down'); exit 3 }`,
    '  Start-Sleep -Milliseconds 15',
    '}',
    `[System.Windows.Forms.SendKeys]::SendWait('${keys}')`,
  ].join('\n');
/** Ctrl+C ends what runs there, Ctrl+V may be something else. */
const TERMINALS = /^(windowsterminal|cmd|powershell|pwsh|conhost|openconsole|mintty|putty|alacritty|wezterm-gui|emacs|gvim)$/i;

export interface WindowsOptions {
  readonly tools: Tools;
  readonly clipboard: SystemClipboard;
  readonly wait: (ms: number) => Promise<void>;
}

export function createWindowsBackEnd({ tools, clipboard, wait }: WindowsOptions): BackEnd {
  const script = (text: string, stop?: AbortSignal): Promise<ToolResult> => {
    const args = ['-NoProfile', '-NonInteractive', '-STA', '-Command', text];
    return tools.run('powershell.exe', { args, timeoutMs: LIMIT_MS, ...(stop && { stop }) });
  };
  const press = async (keys: keyof typeof KEYS, stop?: AbortSignal): Promise<KeyResult> => {
    const result = await script(afterModifiers(KEYS[keys]), stop);
    if (result.state !== 'done') return 'tool';
    if (result.code === 0) return 'pressed';
    return /access is denied|0x80070005/i.test(result.complaint) ? 'permission' : 'tool';
  };
  const windowInFront = async (): Promise<string | null> => {
    const result = await script(FRONT);
    const line = result.state === 'done' && result.code === 0 ? result.out.toString('utf8').trim() : '';
    return /^[1-9]\d{0,18} [\w .-]{1,80}$/.test(line) ? line : null;
  };
  const isTerminal = (window: string): boolean => TERMINALS.test(window.slice(window.indexOf(' ') + 1));
  return {
    limit: 'none',
    windowInFront,
    understandsPaste: (window) => Promise.resolve(!isTerminal(window)),
    readSelection: async (window, stop) => {
      if (stop.aborted || window === null || isTerminal(window)) {
        return { text: '', limit: window === null && !stop.aborted ? 'tool' : 'none', selectionIn: 'front' };
      }
      return simulatedCopy({ clipboard, wait, pressCopy: () => press('copy', stop), stop });
    },
    press: (keys) => press(keys),
    check: async () => {
      const isKnown = (await windowInFront()) !== null;
      return {
        capture: isKnown ? { state: 'unknown', reason: 'captureByCopying' } : { state: 'fail', reason: 'captureNoTool' },
        paste: isKnown ? { state: 'unknown', reason: 'pasteUntried' } : { state: 'fail', reason: 'pasteNoTool' },
        permissions: { state: 'unknown', reason: 'permissionsElevated' },
      };
    },
  };
}
