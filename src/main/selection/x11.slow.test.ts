/** The X11 path against a real editor on a real display. Where the tools are missing it is skipped, and the name says what is. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { createSelection } from './create-selection.ts';
import type { SelectionOptions } from './create-selection.ts';
import { createTools } from './tools.ts';
import { createFindOwner } from './x11-owner.ts';
import { missingX11Tools, until, X11Session, xclipClipboard } from './x11-session.test-support.ts';

const missing = missingX11Tools();
const TEXT = 'Hello brave world\nsecond line\n';
/** A 1 × 1 picture. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe.skipIf(missing.length > 0)(`selection on X11${missing.length > 0 ? ` (skipped: no ${missing.join(', no ')})` : ''}`, () => {
  let session: X11Session;
  let other: string;
  let editor: Awaited<ReturnType<X11Session['openEditor']>>;
  beforeAll(async () => {
    session = await X11Session.start();
    other = (await session.openEditor('The other window')).window;
  });
  beforeEach(async () => {
    editor = await session.openEditor(TEXT);
  });
  afterEach(() => editor.close());
  afterAll(() => session.end());

  const port = (own: Partial<SelectionOptions> = {}) =>
    createSelection({
      platform: 'linux',
      env: session.env,
      tools: createTools(session.env),
      clipboard: xclipClipboard(session),
      probes: {
        shortcut: async () => ({ isWanted: true, isRegistered: true }),
        tray: async () => 'shown',
        canNotify: () => true,
        gpu: async () => 'no-model',
      },
      log: SILENT_LOGGER,
      isOwnWindowInFront: () => false,
      stepAside: () => undefined,
      ...own,
    });
  const selectWord = async (): Promise<void> => {
    session.key('ctrl+Home', 'ctrl+Right', 'Right', 'ctrl+shift+Right');
    await until('the word is selected', () => session.primary() === 'brave');
  };

  test('what is selected and what is copied are read, and reading is quick', async () => {
    await session.copy('UTF8_STRING', Buffer.from('copied before'));
    await selectWord();
    const { capture } = port();
    const { captureId: _id, ...seen } = await capture();
    expect(seen).toEqual({ selection: 'brave', selectionIn: 'front', clipboard: 'copied before', limit: 'none', canReplace: true });
  });

  // Catches: what was selected long ago in a window that lost the focus since, taken for a selection of the one in front.
  test('a selection that stayed behind in another window is said to be of another window, and is not replaced', async () => {
    await selectWord();
    const terminal = await session.open('xterm', ['-name', 'viewer', '-class', 'Viewer', '-e', 'cat']);
    const selection = port();
    expect(await selection.capture()).toMatchObject({ selection: 'brave', selectionIn: 'other' });
    await session.selectInTerminal(terminal.window, 'words of a terminal');
    expect(await selection.capture()).toMatchObject({ selection: 'words of a terminal\n', selectionIn: 'front' });
    await session.activate(editor.window);
    const { captureId, ...seen } = await selection.capture();
    expect(seen).toMatchObject({ selection: 'words of a terminal\n', selectionIn: 'other', canReplace: true });
    session.key('ctrl+Home');
    expect(await selection.giveBack({ captureId, text: 'noted', mode: 'insert-below' })).toMatchObject({ state: 'taken' });
    terminal.close();
    expect(await session.editorText()).toBe('Hello brave world\nnoted\nsecond line\n');
  });

  test('the server is asked with the cookie it wants, and says nothing to one without', async () => {
    const guarded = await X11Session.start({ isGuarded: true });
    await guarded.openEditor('A guarded text');
    guarded.key('ctrl+a');
    await until('the text is selected', () => guarded.primary() === 'A guarded text');
    expect(await createFindOwner(guarded.env)(1_000)).toMatchObject({ mask: 0x1f_ff_ff });
    expect(await createFindOwner({ ...guarded.env, XAUTHORITY: '/nowhere' })(1_000)).toBeNull();
    await guarded.end();
  });

  test('an answer replaces the selection, the clipboard is as before, and undo brings the old words back', async () => {
    await session.copy('UTF8_STRING', Buffer.from('copied before'));
    await selectWord();
    const selection = port();
    const { captureId } = await selection.capture();
    const outcome = await selection.giveBack({ captureId, text: '勇敢 “new”', mode: 'replace' });
    expect(outcome).toMatchObject({ state: 'taken', reason: 'none', canUndo: true });
    expect(session.clipboard('UTF8_STRING').toString()).toBe('copied before');
    expect(await session.editorText()).toBe('Hello 勇敢 “new” world\nsecond line\n');
    const undone = await selection.undo(outcome.pasteId);
    expect(undone).toMatchObject({ state: 'sent', reason: 'none', canUndo: false });
    await until('the old words', async () => (await session.editorText()) === TEXT);
  });

  // Catches: Ctrl+V sent while the shortcut is still held down, so that the editor gets Ctrl+Alt+Shift+V.
  test('keys of the shortcut that are still held change neither what is read nor what is pressed', async () => {
    await selectWord();
    const held = ['shift', 'alt'];
    session.tool('xdotool', ['keydown', ...held]);
    try {
      const selection = port();
      let seen = await selection.capture();
      // A machine under load may not name the window in front within the time that a capture has.
      await until('the window in front is named', async () => seen.canReplace || (seen = await selection.capture()).canReplace);
      expect(seen).toMatchObject({ selection: 'brave', selectionIn: 'front' });
      const { captureId } = seen;
      const outcome = await selection.giveBack({ captureId, text: 'shy', mode: 'replace' });
      expect(outcome).toMatchObject({ state: 'taken' });
    } finally {
      session.tool('xdotool', ['keyup', ...held]);
    }
    expect(await session.editorText()).toBe('Hello shy world\nsecond line\n');
  });

  test('below: what was selected stays', async () => {
    await selectWord();
    const selection = port();
    const { captureId } = await selection.capture();
    expect(await selection.giveBack({ captureId, text: 'bold', mode: 'insert-below' })).toMatchObject({ state: 'taken' });
    expect(await session.editorText()).toBe('Hello brave\nbold world\nsecond line\n');
  });

  test('a picture on the clipboard is there again afterwards, byte for byte', async () => {
    await session.copy('image/png', PNG);
    await selectWord();
    const selection = port();
    const { captureId } = await selection.capture();
    expect(await selection.giveBack({ captureId, text: 'shy', mode: 'replace' })).toMatchObject({ state: 'taken' });
    expect(session.clipboard('image/png').equals(PNG)).toBe(true);
    expect(await session.editorText()).toBe('Hello shy world\nsecond line\n');
  });

  test('nothing is typed into the window that has the focus now', async () => {
    await selectWord();
    const selection = port();
    const { captureId } = await selection.capture();
    await session.activate(other);
    expect(await selection.giveBack({ captureId, text: 'WRONG PLACE', mode: 'replace' })).toMatchObject({
      state: 'copied',
      reason: 'focus-moved',
      canUndo: false,
    });
    expect(session.clipboard('UTF8_STRING').toString()).toBe('WRONG PLACE');
    expect(await session.editorText()).toBe('The other window');
    await session.activate(editor.window);
    expect(await session.editorText()).toBe(TEXT);
  });

  test('our own window over the target steps aside first', async () => {
    await selectWord();
    const selection = port({ stepAside: () => void session.tool('xdotool', ['windowminimize', other]) });
    const { captureId } = await selection.capture();
    await session.activate(other);
    expect(await selection.giveBack({ captureId, text: 'quiet', mode: 'replace' })).toMatchObject({ state: 'taken' });
    expect(session.activeWindow()).toBe(editor.window);
    expect(await session.editorText()).toBe('Hello quiet world\nsecond line\n');
  });

  test('a target that takes nothing is not said to have taken it', async () => {
    await session.copy('UTF8_STRING', Buffer.from('copied before'));
    const viewer = await session.open('xterm', ['-name', 'viewer', '-class', 'Viewer', '-e', 'cat']);
    const selection = port();
    const { captureId, canReplace } = await selection.capture();
    expect(canReplace).toBe(true);
    expect(await selection.giveBack({ captureId, text: 'nobody wants this', mode: 'replace' })).toMatchObject({ state: 'sent' });
    viewer.close();
    expect(session.clipboard('UTF8_STRING').toString()).toBe('copied before');
  });

  test('what somebody copies meanwhile is left to them', async () => {
    await session.copy('UTF8_STRING', Buffer.from('copied before'));
    await selectWord();
    const tools = createTools(session.env);
    const selection = port({
      tools: {
        ...tools,
        run: async (name, request) => {
          const result = await tools.run(name, request);
          if (request.args.includes('ctrl+v')) await session.copy('UTF8_STRING', Buffer.from('copied meanwhile'));
          return result;
        },
      },
    });
    const { captureId } = await selection.capture();
    await selection.giveBack({ captureId, text: 'shy', mode: 'replace' });
    expect(session.clipboard('UTF8_STRING').toString()).toBe('copied meanwhile');
  });

  test('a terminal is not pasted into, because Ctrl+V means something else there', async () => {
    const terminal = await session.open('xterm', ['-e', 'cat']);
    const selection = port();
    const { captureId, canReplace } = await selection.capture();
    expect(canReplace).toBe(false);
    expect(await selection.giveBack({ captureId, text: 'ls', mode: 'replace' })).toMatchObject({ state: 'copied', reason: 'tool' });
    expect(session.clipboard('UTF8_STRING').toString()).toBe('ls');
    terminal.close();
  });

  test('the self-test passes what works here, and the selection survives it', async () => {
    await selectWord();
    const { desktop, items } = await port().selfTest();
    expect(desktop).toMatch(/^x11/);
    expect(items.filter(({ name }) => ['capture', 'paste', 'permissions'].includes(name))).toEqual([
      { name: 'capture', state: 'pass', reason: 'captureWorks' },
      { name: 'paste', state: 'pass', reason: 'pasteWorks' },
      { name: 'permissions', state: 'pass', reason: 'permissionsNotNeeded' },
    ]);
    expect(session.primary()).toBe('brave');
  });

  test('thirty captures stay under the limit of 150 ms', async () => {
    await selectWord();
    const selection = port();
    const times: number[] = [];
    for (let run = 0; run < 30; run += 1) {
      const startedAt = performance.now();
      await selection.capture();
      times.push(performance.now() - startedAt);
    }
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
    process.stdout.write(`capture over 30 runs: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms\n`);
    expect(Number(at(0.5))).toBeLessThan(150);
  });
});
