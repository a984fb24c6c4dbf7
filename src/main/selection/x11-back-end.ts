/**
 * X11: the selection is read as PRIMARY, which disturbs nobody; keys go through xdotool. The answer is served by an xclip of
 * our own, whose report of requests is the only way to know that the target took it. No simulated copy: Ctrl+C ends programs
 * in a terminal, and PRIMARY can always be read.
 */
import { MAX_TEXT_BYTES } from './tools.ts';
import type { RunningTool, ToolResult, Tools } from './tools.ts';
import type { BackEnd, Finding, Offer, ReadSelection } from './back-end.ts';
import type { SystemClipboard } from './system-clipboard.ts';
import { within } from './within.ts';
import { isSameProgram } from './x11-owner.ts';
import type { FindOwner } from './x11-owner.ts';

/** Our own window may be in front after this. */
const FRONT_MS = 150;
/** What holds true after our window has come: the page waits for it, the window does not. */
const LOOK_MS = 600;
const KEY_MS = 1_000;
/** A clipboard manager looks at once at what is new; only requests after that can be the target's. */
const SETTLE_MS = 60;
const SERVE_START_MS = 500;
/** A target asks more than once for one paste (formats, then text): the clipboard stays until it is quiet. */
const QUIET_MS = 120;
const POLL_MS = 10;
/** Ctrl+V is not "paste" in these. */
const OTHER_PASTE_KEYS = /term|konsole|kitty|alacritty|tilix|wezterm|foot|rxvt|ghostty|guake|yakuake|emacs|gvim/i;
const PROBE = 'inkstone-self-test';

const KEYS = { paste: 'ctrl+v', undo: 'ctrl+z', 'to-end': 'Right', 'line-end': 'End' } as const;

export interface X11Options {
  readonly tools: Tools;
  readonly clipboard: SystemClipboard;
  readonly wait: (ms: number) => Promise<void>;
  readonly findOwner: FindOwner;
}

const textOf = (result: ToolResult): string | null =>
  result.state === 'done' && result.code === 0 ? result.out.toString('utf8').slice(0, MAX_TEXT_BYTES) : null;

export function createX11BackEnd({ tools, clipboard, wait, findOwner }: X11Options): BackEnd {
  const windowInFront = async (): Promise<string | null> => {
    const id = textOf(await tools.run('xdotool', { args: ['getactivewindow'], timeoutMs: FRONT_MS }))?.trim() ?? '';
    return /^\d{1,12}$/.test(id) && id !== '0' ? id : null;
  };

  /** A program that hangs while it owns the selection stops xclip, not us: that is why xclip comes before Electron's own. */
  const readPrimary = async (): Promise<string> => {
    const byXclip = await tools.run('xclip', { args: ['-o', '-selection', 'primary', '-t', 'UTF8_STRING'], timeoutMs: LOOK_MS });
    if (byXclip.state !== 'missing') return textOf(byXclip) ?? '';
    const byXsel = await tools.run('xsel', { args: ['--output', '--primary'], timeoutMs: LOOK_MS });
    if (byXsel.state !== 'missing') return textOf(byXsel) ?? '';
    return within(clipboard.readPrimary?.() ?? Promise.resolve(''), LOOK_MS, '');
  };

  /** PRIMARY stays with the program where something was selected last, long after the user went elsewhere. */
  const findPlace = async (window: string | null): Promise<ReadSelection['selectionIn']> => {
    const owner = window === null ? null : await findOwner(LOOK_MS);
    if (owner === null) return 'unknown';
    return isSameProgram(owner, Number(window)) ? 'front' : 'other';
  };

  return {
    limit: 'none',
    windowInFront,
    understandsPaste: async (window) => {
      const result = await tools.run('xprop', { args: ['-id', window, 'WM_CLASS'], timeoutMs: LOOK_MS });
      return result.state === 'missing' || !OTHER_PASTE_KEYS.test(textOf(result) ?? 'a window that does not say may be a terminal');
    },
    readSelection: async (window) => {
      const [text, selectionIn] = await Promise.all([readPrimary(), findPlace(window)]);
      return { text, limit: 'none', selectionIn };
    },
    press: async (keys) => {
      const result = await tools.run('xdotool', { args: ['key', '--clearmodifiers', KEYS[keys]], timeoutMs: KEY_MS });
      return result.state === 'done' && result.code === 0 ? 'pressed' : 'tool';
    },
    offer: async (text) => serve(tools, text, wait),
    check: async () => {
      const [capture, paste] = await Promise.all([checkCapture(tools, clipboard, wait), checkPaste(tools, windowInFront)]);
      return { capture, paste, permissions: { state: 'pass', reason: 'permissionsNotNeeded' } };
    },
  };
}

interface Serving {
  readonly tool: RunningTool;
  /** Requests for the text so far; -1 before it is served at all. */
  requests(): number;
}

function startServing(tools: Tools, selection: 'clipboard' | 'secondary', text: string): Serving {
  let requests = -1;
  const tool = tools.start('xclip', ['-verbose', '-i', '-selection', selection], text, (line) => {
    const number = /selection request number (\d+)/.exec(line)?.[1];
    if (number !== undefined) requests = Number(number) - 1;
  });
  return { tool, requests: () => requests };
}

async function isServed({ tool, requests }: Serving, wait: X11Options['wait']): Promise<boolean> {
  for (let passedMs = 0; passedMs < SERVE_START_MS && tool.isRunning(); passedMs += POLL_MS) {
    if (requests() >= 0) return true;
    await wait(POLL_MS);
  }
  tool.stop();
  return false;
}

async function serve(tools: Tools, text: string, wait: X11Options['wait']): Promise<Offer | null> {
  const serving = startServing(tools, 'clipboard', text);
  if (!(await isServed(serving, wait))) return null;
  await wait(SETTLE_MS);
  const before = serving.requests();
  return {
    taken: async (limitMs) => {
      let last = before;
      let quietMs = 0;
      for (let passedMs = 0; passedMs < limitMs && quietMs < QUIET_MS && serving.tool.isRunning(); passedMs += POLL_MS) {
        await wait(POLL_MS);
        quietMs = serving.requests() === last && last > before ? quietMs + POLL_MS : 0;
        last = serving.requests();
      }
      return last > before;
    },
    // xclip ends by itself when another program takes the clipboard over.
    isReplaced: async () => !serving.tool.isRunning(),
    end: () => serving.tool.stop(),
  };
}

/** A round trip through SECONDARY, which nobody uses: neither the user's selection nor the clipboard is touched. */
async function checkCapture(tools: Tools, clipboard: SystemClipboard, wait: X11Options['wait']): Promise<Finding> {
  const version = await tools.run('xclip', { args: ['-version'], timeoutMs: KEY_MS });
  if (version.state === 'missing') {
    return clipboard.readPrimary === undefined ? { state: 'fail', reason: 'captureNoTool' } : { state: 'unknown', reason: 'captureNoTool' };
  }
  const serving = startServing(tools, 'secondary', PROBE);
  const isThere = await isServed(serving, wait);
  const read = await tools.run('xclip', { args: ['-o', '-selection', 'secondary'], timeoutMs: LOOK_MS });
  serving.tool.stop();
  return isThere && textOf(read) === PROBE ? { state: 'pass', reason: 'captureWorks' } : { state: 'fail', reason: 'captureNoAnswer' };
}

async function checkPaste(tools: Tools, windowInFront: () => Promise<string | null>): Promise<Finding> {
  // Lets go of a key that nobody holds: proves that keys can be sent without typing anything.
  const key = await tools.run('xdotool', { args: ['keyup', 'Shift_R'], timeoutMs: KEY_MS });
  if (key.state !== 'done' || key.code !== 0) return { state: 'fail', reason: 'pasteNoTool' };
  if ((await windowInFront()) === null) return { state: 'fail', reason: 'pasteNoWindow' };
  const server = await tools.run('xclip', { args: ['-version'], timeoutMs: KEY_MS });
  return { state: 'pass', reason: server.state === 'missing' ? 'pasteUntold' : 'pasteWorks' };
}
