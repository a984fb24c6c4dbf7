import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { createSelection } from './create-selection.ts';
import type { SelectionOptions } from './create-selection.ts';
import type { ToolResult, Tools } from './tools.ts';
import type { SelectionOwner } from './x11-owner.ts';

/** A desktop that is only tools: what they are asked is recorded, what they say is set. */
let asked: string[];
let answers: Record<string, ToolResult | (() => ToolResult)>;
let content: string;
let clock: number;
let isOurs: boolean;
/** Who holds PRIMARY; 41 is the window in front. */
let owner: SelectionOwner | null;
const OURS_MASK = 0x1f;

const says = (out: string): ToolResult => ({ state: 'done', code: 0, out: Buffer.from(out), complaint: '' });
const refuses = (complaint: string): ToolResult => ({ state: 'done', code: 1, out: Buffer.alloc(0), complaint });
const MISSING: ToolResult = { state: 'missing' };

const tools: Tools = {
  run: async (name, { args }) => {
    const line = [name, ...args].join(' ');
    asked.push(line);
    const answer = Object.entries(answers).find(([part]) => line.includes(part))?.[1] ?? MISSING;
    return typeof answer === 'function' ? answer() : answer;
  },
  start: (name) => {
    asked.push(`start ${name}`);
    return { isRunning: () => false, stop: () => undefined };
  },
};

const open = (own: Partial<SelectionOptions> = {}) =>
  createSelection({
    platform: 'linux',
    env: { DISPLAY: ':0', XDG_SESSION_TYPE: 'x11', XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' },
    tools,
    clipboard: {
      readText: async () => content,
      readPrimary: async () => 'by Electron',
      save: async () => {
        const saved = content;
        return async () => void (content = saved);
      },
      writeText: async (text) => void (content = text),
      writePassing: async (text) => void (content = text),
      clear: async () => void (content = ''),
    },
    probes: {
      shortcut: async () => ({ isWanted: true, isRegistered: false }),
      tray: async () => 'no-host',
      canNotify: () => true,
      gpu: async () => 'not-used',
    },
    log: SILENT_LOGGER,
    isOwnWindowInFront: () => isOurs,
    stepAside: () => asked.push('step aside'),
    findOwner: async () => owner,
    now: () => clock,
    wait: () => Promise.resolve(),
    ...own,
  });
const pressed = (): string[] => asked.filter((line) => /xdotool key|keystroke|SendWait/.test(line));

/** What macOS gives to a script: `heldFor` is how often keys are still held when it looks, `windows` what is on screen, front first. */
function runOnMac(script: string, { heldFor = 0, windows = [] as Readonly<Record<string, number>>[] } = {}) {
  const sent: string[] = [];
  let looks = 0;
  let timeMs = 0;
  const context = {
    ObjC: { import: () => undefined, castRefToObject: (list: unknown) => list, unwrap: (value: unknown) => value },
    $: {
      NSEvent: {
        get modifierFlags() {
          looks += 1;
          // Option and Shift, as the shortcut has them; afterwards Caps Lock only.
          return looks <= heldFor ? 0xa0000 : 0x10000;
        },
      },
      CGWindowListCopyWindowInfo: () => ({
        count: windows.length,
        objectAtIndex: (at: number) => ({ objectForKey: (key: string) => windows[at]?.[key] }),
      }),
    },
    Application: () => ({
      processes: { whose: () => [{ unixId: () => 512 }] },
      keystroke: (key: string, { using }: { using: string }) => sent.push(`${using}+${key}`),
      keyCode: (code: number) => sent.push(`${code}`),
    }),
    delay: (seconds: number) => void (timeMs += seconds * 1_000),
    Date: { now: () => timeMs },
  };
  return { sent, run: (): unknown => runInNewContext(script, context), waitedMs: () => timeMs };
}
/** A mac on which the scripts are run in the place of osascript. */
const scripted =
  (state: Parameters<typeof runOnMac>[1]): (() => ToolResult) =>
  () => {
    const { run, sent } = runOnMac(asked.at(-1)?.slice('osascript -l JavaScript -e '.length) ?? '', state);
    try {
      const out = String(run());
      if (sent.includes('command down+c')) content = 'selected';
      return says(out);
    } catch (error) {
      return refuses(`execution error: ${String(error)} (-2700)`);
    }
  };

beforeEach(() => {
  asked = [];
  content = 'copied';
  clock = 0;
  isOurs = false;
  owner = { window: 0x21 + 3, mask: OURS_MASK };
  answers = { getactivewindow: says('41\n'), 'xdotool key': says(''), 'xclip -o': says('selected'), WM_CLASS: says('"gedit", "Gedit"') };
});

describe('on X11', () => {
  it('without xclip and xsel the selection comes from Electron, and what was sent is not said to be taken', async () => {
    delete answers['xclip -o'];
    const selection = open();
    const { captureId, selection: text, canReplace } = await selection.capture();
    expect([text, canReplace]).toEqual(['by Electron', true]);
    expect(await selection.giveBack({ captureId, text: 'answer', mode: 'replace' })).toMatchObject({ state: 'sent', canUndo: true });
    expect(content).toBe('copied');
    expect(asked.indexOf('step aside')).toBeLessThan(asked.findIndex((line) => line.includes('ctrl+v')));
  });

  it('without xdotool nothing is pasted; the answer is copied', async () => {
    answers = { 'xclip -o': says('selected') };
    const selection = open();
    const { captureId, canReplace } = await selection.capture();
    expect(canReplace).toBe(false);
    expect(await selection.giveBack({ captureId, text: 'answer', mode: 'replace' })).toMatchObject({ state: 'copied', reason: 'tool' });
    expect(content).toBe('answer');
  });

  it('a focus that moves between the check and the keys stops them', async () => {
    const windows = ['41', '41', '77'];
    answers['getactivewindow'] = () => says(windows.shift() ?? '77');
    const selection = open();
    const { captureId } = await selection.capture();
    expect(await selection.giveBack({ captureId, text: 'answer', mode: 'replace' })).toMatchObject({
      state: 'copied',
      reason: 'focus-moved',
    });
    expect(pressed()).toEqual([]);
    expect(content).toBe('answer');
  });

  it('below a selection that ends its line no empty line is left', async () => {
    answers['xclip -o'] = says('a line\n');
    let offered = '';
    const selection = open({
      tools: { ...tools, start: (_name, _args, input) => ((offered = input), { isRunning: () => false, stop: () => undefined }) },
    });
    const { captureId } = await selection.capture();
    await selection.giveBack({ captureId, text: 'answer', mode: 'insert-below' });
    expect(offered).toBe('answer\n');
    expect(pressed().map((line) => line.split(' ').at(-1))).toEqual(['Right', 'ctrl+v']);
  });

  // Catches: a selection from long ago, in a window that lost the focus since, taken for the one in front.
  it('says whose selection it is, and that it is not known where that is so', async () => {
    expect(await open().capture()).toMatchObject({ selection: 'selected', selectionIn: 'front' });
    owner = { window: 0x61, mask: OURS_MASK };
    expect(await open().capture()).toMatchObject({ selection: 'selected', selectionIn: 'other' });
    owner = null;
    expect(await open().capture()).toMatchObject({ selection: 'selected', selectionIn: 'unknown' });
    delete answers['getactivewindow'];
    owner = { window: 0x21 + 3, mask: OURS_MASK };
    expect(await open().capture()).toMatchObject({ selectionIn: 'unknown', canReplace: false });
  });

  it('below what is selected elsewhere means below the line of the caret', async () => {
    owner = { window: 0x61, mask: OURS_MASK };
    const selection = open();
    const { captureId } = await selection.capture();
    await selection.giveBack({ captureId, text: 'answer', mode: 'insert-below' });
    expect(pressed().map((line) => line.split(' ').at(-1))).toEqual(['End', 'ctrl+v']);
  });

  // Catches: a slow window manager that names our own window, shown meanwhile, as the target of the answer.
  it('takes no window for the target once ours may be in front', async () => {
    const stop = new AbortController();
    answers['getactivewindow'] = () => (stop.abort(), says('41'));
    expect(await open().capture(stop.signal)).toMatchObject({ selection: 'selected', selectionIn: 'unknown', canReplace: false });
  });

  it('what is selected in our own window is not another program’s', async () => {
    isOurs = true;
    expect(await open().capture()).toMatchObject({ selection: '', clipboard: 'copied', canReplace: false });
  });
});

it('keeps only the latest capture, and none for longer than five minutes', async () => {
  const selection = open();
  const first = await selection.capture();
  const second = await selection.capture();
  expect(await selection.giveBack({ captureId: first.captureId, text: 'late', mode: 'replace' })).toMatchObject({ reason: 'expired' });
  expect((await selection.latest()).captureId).toBe(second.captureId);
  clock = 5 * 60_000;
  expect(await selection.latest()).toMatchObject({ selection: '', clipboard: '', canReplace: false });
  expect(await selection.giveBack({ captureId: second.captureId, text: 'later', mode: 'replace' })).toMatchObject({ reason: 'expired' });
  expect(pressed()).toEqual([]);
});

// Catches: two captures at once, of which the second saves the clipboard that the first has just emptied.
it('one capture waits for the other, so that the clipboard is put back', async () => {
  answers = { unixId: says('512 71'), 'keystroke("c"': () => ((content = 'selected'), says('')) };
  const selection = open({ platform: 'darwin', env: {}, isTrusted: () => true });
  await Promise.all([selection.capture(), selection.capture()]);
  expect(content).toBe('copied');
});

it('undo goes to the same window once, and not at all when it is not in front', async () => {
  const selection = open();
  const { captureId } = await selection.capture();
  const { pasteId } = await selection.giveBack({ captureId, text: 'answer', mode: 'replace' });
  answers['getactivewindow'] = says('77');
  expect(await selection.undo(pasteId)).toMatchObject({ state: 'not-sent', reason: 'focus-moved', canUndo: true });
  expect(pressed().some((line) => line.includes('ctrl+z'))).toBe(false);
  answers['getactivewindow'] = says('41');
  expect(await selection.undo(pasteId)).toMatchObject({ state: 'sent', canUndo: false });
  expect(await selection.undo(pasteId)).toMatchObject({ state: 'not-sent', reason: 'expired', canUndo: false });
  expect(content).toBe('copied');
});

it('a clipboard that fails gives an empty capture, not an error', async () => {
  const selection = open({
    isOwnWindowInFront: () => {
      throw new Error('gone');
    },
  });
  expect(await selection.capture()).toMatchObject({ selection: '', limit: 'tool', canReplace: false });
});

it('on Wayland there is only the clipboard, and it says so, even with an X display beside it', async () => {
  const selection = open({ env: { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0', XDG_CURRENT_DESKTOP: 'KDE' } });
  const { captureId, ...seen } = await selection.capture();
  expect(seen).toEqual({ selection: '', selectionIn: 'front', clipboard: 'copied', limit: 'wayland', canReplace: false });
  expect(await selection.giveBack({ captureId, text: 'answer', mode: 'replace' })).toMatchObject({ state: 'copied', reason: 'wayland' });
  expect(asked).toEqual([]);
  const { desktop, items } = await selection.selfTest();
  expect(desktop).toBe('wayland-kde');
  expect(items.slice(0, 4)).toEqual([
    { name: 'shortcut', state: 'fail', reason: 'shortcutWayland' },
    { name: 'capture', state: 'fail', reason: 'captureWayland' },
    { name: 'paste', state: 'fail', reason: 'pasteWayland' },
    { name: 'permissions', state: 'unknown', reason: 'permissionsWayland' },
  ]);
});

describe('on macOS (typed against a recorded osascript, never run)', () => {
  const mac = (isTrusted: boolean) => open({ platform: 'darwin', env: {}, isTrusted: () => isTrusted });
  it('presses nothing without the permission', async () => {
    expect(await mac(false).capture()).toMatchObject({ selection: '', limit: 'permission', canReplace: false });
    expect(asked).toEqual([]);
  });

  it('copies, puts the clipboard back, and pastes into the same process', async () => {
    answers = { unixId: says('512 71\n'), 'keystroke("c"': () => ((content = 'selected'), says('')), 'keystroke("v"': says('') };
    const selection = mac(true);
    const { captureId, ...seen } = await selection.capture();
    expect(seen).toMatchObject({ selection: 'selected', limit: 'none', canReplace: true });
    expect(content).toBe('copied');
    expect(await selection.giveBack({ captureId, text: 'answer', mode: 'replace' })).toMatchObject({ state: 'sent' });
    expect(content).toBe('copied');
  });

  // Catches: the copy keys sent into our own window, which is shown as soon as the time for the capture is over.
  it('presses no copy key once our window is about to come, and leaves the clipboard as it was', async () => {
    const stop = new AbortController();
    answers = { unixId: () => (stop.abort(), says('512 71')), 'keystroke("c"': () => ((content = 'selected'), says('')) };
    expect(await mac(true).capture(stop.signal)).toMatchObject({ selection: '', limit: 'none', canReplace: false });
    expect([pressed(), content]).toEqual([[], 'copied']);
  });

  it('puts the clipboard back after a target that copied although the keys were called back', async () => {
    const stop = new AbortController();
    const late: ToolResult = { state: 'stopped' };
    answers = { unixId: says('512 71'), 'keystroke("c"': () => (stop.abort(), (content = 'selected'), late) };
    expect(await mac(true).capture(stop.signal)).toMatchObject({ selection: 'selected', limit: 'none' });
    expect(content).toBe('copied');
  });

  const WINDOW = { kCGWindowOwnerPID: 512, kCGWindowLayer: 0, kCGWindowAlpha: 1, kCGWindowNumber: 71 };

  // Catches: the copy keys sent while the shortcut is still held down, so that the target gets Option+Shift+Command+C.
  it('waits until the keys of the shortcut are let go of, and sends nothing while they are held', async () => {
    answers = { osascript: scripted({ heldFor: 8, windows: [WINDOW] }) };
    expect(await mac(true).capture()).toMatchObject({ selection: 'selected', limit: 'none', canReplace: true });
    answers = { osascript: scripted({ heldFor: 1_000, windows: [WINDOW] }) };
    content = 'copied';
    const selection = mac(true);
    const { captureId, ...seen } = await selection.capture();
    expect(seen).toMatchObject({ selection: '', limit: 'tool' });
    expect(await selection.giveBack({ captureId, text: 'answer', mode: 'replace' })).toMatchObject({ state: 'copied', reason: 'tool' });
    const script = asked.findLast((line) => line.includes('keystroke("c"'))?.slice('osascript -l JavaScript -e '.length) ?? '';
    const held = runOnMac(script, { heldFor: 1_000 });
    expect(held.run).toThrow('held down');
    expect(held.sent).toEqual([]);
    expect(held.waitedMs()).toBeLessThan(700);
  });

  // Catches: an answer pasted into another window of the program it came from, because only the process was compared.
  it('tells the windows of one program apart, whatever lies over them', async () => {
    const panel = { ...WINDOW, kCGWindowOwnerPID: 9, kCGWindowLayer: 3, kCGWindowNumber: 5 };
    const menu = { ...WINDOW, kCGWindowLayer: 101, kCGWindowNumber: 6 };
    const clear = { ...WINDOW, kCGWindowAlpha: 0, kCGWindowNumber: 7 };
    answers = { osascript: scripted({ windows: [panel, menu, clear, WINDOW] }) };
    const selection = mac(true);
    const { captureId, canReplace } = await selection.capture();
    expect(canReplace).toBe(true);
    answers = { osascript: scripted({ windows: [{ ...WINDOW, kCGWindowNumber: 72 }, WINDOW] }) };
    asked = [];
    const outcome = await selection.giveBack({ captureId, text: 'answer', mode: 'replace' });
    expect(outcome).toMatchObject({ state: 'copied', reason: 'focus-moved' });
    expect(pressed()).toEqual([]);
    answers = { osascript: scripted({ windows: [WINDOW] }) };
    expect(await selection.giveBack({ captureId, text: 'answer', mode: 'replace' })).toMatchObject({ state: 'sent' });
    answers = { osascript: scripted({ windows: [] }) };
    expect(await mac(true).capture()).toMatchObject({ selection: 'selected', canReplace: false });
  });

  it('a switch that is on but dead is a missing permission', async () => {
    answers = { unixId: says('512 71'), keystroke: refuses('osascript is not allowed to send keystrokes. (1002)') };
    expect(await mac(true).capture()).toMatchObject({ limit: 'permission' });
    answers = { unixId: refuses('Not authorized to send Apple events. (-1743)') };
    const { items } = await mac(true).selfTest();
    expect(items.find(({ name }) => name === 'permissions')).toMatchObject({ state: 'fail', reason: 'permissionsMissing' });
  });
});

describe('on Windows (typed against a recorded PowerShell, never run)', () => {
  const windows = () => open({ platform: 'win32', env: {} });
  it('never presses Ctrl+C or Ctrl+V in a terminal', async () => {
    answers = { GetForegroundWindow: says('1312 WindowsTerminal\r\n') };
    expect(await windows().capture()).toMatchObject({ selection: '', canReplace: false });
    expect(pressed()).toEqual([]);
  });

  it('asks for no window and presses nothing once ours is about to come', async () => {
    const stop = new AbortController();
    answers = { GetForegroundWindow: () => (stop.abort(), says('1312 notepad\r\n')) };
    expect(await windows().capture(stop.signal)).toMatchObject({ selection: '', limit: 'none', canReplace: false });
    expect(pressed()).toEqual([]);
  });

  // Catches: the copy keys sent while the shortcut is still held down, so that the target gets Ctrl+Alt+Shift+C.
  it('looks in every script that sends whether keys are held, and sends nothing when they stay so', async () => {
    const held = refuses('modifier keys are held down');
    answers = { GetForegroundWindow: says('1312 notepad\r\n'), SendWait: held };
    const selection = windows();
    const { captureId, ...seen } = await selection.capture();
    expect(seen).toMatchObject({ selection: '', clipboard: 'copied', limit: 'tool' });
    expect(await selection.giveBack({ captureId, text: 'answer', mode: 'insert-below' })).toMatchObject({
      state: 'copied',
      reason: 'tool',
    });
    expect(pressed()).toHaveLength(2);
    for (const script of pressed()) {
      expect(script).toMatch(/while \(0x10, 0x11, 0x12, 0x5B, 0x5C .*GetAsyncKeyState.*-ge 600\).*exit 3.*SendWait/s);
    }
  });

  it('copies from and pastes into the window in front', async () => {
    answers = { GetForegroundWindow: says('1312 notepad\r\n'), "'^c'": () => ((content = 'selected'), says('')), "'^v'": says('') };
    const selection = windows();
    const { captureId, selection: text } = await selection.capture();
    expect(text).toBe('selected');
    expect(await selection.giveBack({ captureId, text: 'answer', mode: 'replace' })).toMatchObject({ state: 'sent' });
    expect(content).toBe('copied');
  });
});

it('the self-test claims nothing that it could not try', async () => {
  answers = { 'dbus-send': says('string "org.freedesktop.Notifications"'), version: MISSING };
  const { desktop, items } = await open({
    probes: {
      shortcut: async () => {
        throw new Error('settings are gone');
      },
      tray: async () => 'no-host',
      canNotify: () => true,
      gpu: async () => 'no-model',
    },
  }).selfTest();
  expect(desktop).toBe('x11-gnome');
  expect(items).toEqual([
    { name: 'shortcut', state: 'unknown', reason: 'testBroke' },
    { name: 'capture', state: 'unknown', reason: 'captureNoTool' },
    { name: 'paste', state: 'fail', reason: 'pasteNoTool' },
    { name: 'permissions', state: 'pass', reason: 'permissionsNotNeeded' },
    { name: 'tray', state: 'fail', reason: 'trayGnome' },
    { name: 'notifications', state: 'pass', reason: 'notificationsThere' },
    { name: 'gpu', state: 'unknown', reason: 'gpuNoModel' },
  ]);
});
