import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { modelIdSchema } from '#shared/models/ids.ts';
import type { Capture, PasteOutcome, UndoOutcome } from '#shared/contract/selection-contract.ts';
import type { QuickRequest } from '#shared/models/global-shortcut.ts';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import { i18n } from '../../lib/i18n.ts';
import { useEngine } from '../../lib/rpc/streams.ts';
import { useQuickRun } from './quick-ask-store.ts';
import { QuickAskView } from './quick-ask-view.tsx';

const ID = '7f0c1f0e-3c5c-4b7e-9d43-0f3f4d0a6a11';
const stats = {
  tokensRead: 1,
  tokensReused: 0,
  tokensWritten: 1,
  tokensPerSecond: 1,
  firstTokenMs: 1,
  durationMs: 1,
  contextTokens: 2,
  contextSize: 4_096,
  seed: 1,
  modelName: 'Fake',
  meanLogProb: null,
  perplexity: null,
};
/** A main process whose answers stay open until a test ends them. */
const main = vi.hoisted(() => ({
  runs: [] as { command: string; text: string; instruction: string }[],
  cancelled: 0,
  closed: 0,
  ability: 'good',
  isQueued: false,
  pins: [] as boolean[],
  questions: [] as string[],
  capture: null as Capture | null,
  request: null as QuickRequest | null,
  given: [] as unknown[],
  outcome: null as PasteOutcome | null,
  undone: null as UndoOutcome | null,
  end: (): void => undefined,
}));

vi.mock('../../lib/rpc/client.ts', () => ({
  toAppError: (error: unknown) => error,
  rpc: {
    settings: { get: async () => SHIPPED_SETTINGS },
    app: { closeQuickAsk: async () => void (main.closed += 1), takeQuickRequest: async () => main.request },
    selection: {
      latest: async () => main.capture,
      giveBack: async (input: unknown) => {
        main.given.push(input);
        return main.outcome;
      },
      undo: async (input: unknown) => {
        main.given.push(input);
        return main.undone;
      },
    },
    translation: {
      detect: async () => ({ language: 'zh', confidence: 0.9 }),
      getAbility: async () => ({ ability: main.ability, modelName: 'Tiny' }),
    },
    quickAsk: {
      listQuestions: async () => main.questions,
      setPinned: async ({ isPinned }: { isPinned: boolean }) => void main.pins.push(isPinned),
      run: async (input: { command: string; text: string; instruction: string }) => {
        main.runs.push(input);
        return { generationId: crypto.randomUUID() };
      },
    },
    generations: {
      listLive: async () => [{ id: 'g', purpose: 'chat', threadId: 't', messageId: 'm' }],
      cancel: async () => {
        main.cancelled += 1;
        main.end();
      },
      async *watch() {
        if (main.isQueued) {
          yield { type: 'phase', seq: 0, phase: 'queued', ahead: 1 };
          await new Promise<void>((resolve) => (main.end = resolve));
        }
        yield { type: 'delta', seq: 1, offset: 0, text: '<think>hm</think>Paris.', tokens: 1 };
        await new Promise<void>((resolve) => (main.end = resolve));
        yield { type: 'done', seq: 2, stopReason: 'end', stats };
      },
    },
  },
}));

const model = {
  modelId: modelIdSchema.parse(ID),
  name: 'Tiny',
  kind: 'chat',
  backend: 'cpu',
  gpuNames: [],
  gpuLayers: 0,
  threads: 1,
  contextSize: 512,
  sequences: 1,
  memoryBytes: { ram: 1, vram: 0 },
  measuredTokensPerSecond: null,
  loadMs: 1,
} as const;

function Clear() {
  const { clear } = useQuickRun();
  return (
    <button type="button" onClick={clear}>
      reset
    </button>
  );
}

const nothing: Capture = {
  captureId: '00000000-0000-4000-8000-000000000001',
  selection: '',
  selectionIn: 'front',
  clipboard: '',
  limit: 'none',
  canReplace: false,
};
const pasted: PasteOutcome = { pasteId: '00000000-0000-4000-8000-000000000009', state: 'sent', reason: 'none', canUndo: true };

let client: QueryClient;

/** As main does it: a new capture, then the window comes to the front. */
async function comeForward(capture: Partial<Capture>): Promise<void> {
  main.capture = { ...nothing, captureId: crypto.randomUUID(), ...capture };
  await act(async () => {
    window.dispatchEvent(new Event('focus'));
  });
}

beforeEach(async () => {
  await i18n.changeLanguage('en');
  useEngine.setState({ engine: { state: 'ready', model: { ...model, gpuNames: [] }, isBusy: false, queued: 0 }, isKnown: true });
  const { unmount } = render(<Clear />);
  fireEvent.click(screen.getByText('reset'));
  unmount();
  Object.assign(main, { runs: [], cancelled: 0, closed: 0, ability: 'good', isQueued: false, pins: [], given: [] });
  Object.assign(main, { questions: [], capture: nothing, request: null, outcome: pasted });
  client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <QuickAskView isWindow />
    </QueryClientProvider>,
  );
});

const box = (): HTMLElement => screen.getByRole('textbox', { name: 'Ask' });
const commands = (): (string | null)[] =>
  within(screen.getByRole('list', { name: 'Commands' }))
    .getAllByRole('listitem')
    .map((item) => item.textContent);

describe('QuickAskView', () => {
  it('has the caret ready, asks with Enter and shows the answer without reasoning', async () => {
    expect(box()).toHaveFocus();
    await userEvent.keyboard('What is the capital of France?{Enter}');
    expect(await screen.findByText('Paris.', { selector: 'p' })).toBeInTheDocument();
    expect(main.runs).toEqual([{ command: 'ask', text: '', instruction: 'What is the capital of France?' }]);
    main.end();
    expect(await screen.findByRole('button', { name: 'Continue in chat' })).toBeInTheDocument();
    expect(box()).toHaveFocus();
  });

  it('asks before it knows of the engine: main may refuse, Enter is never lost', async () => {
    act(() => useEngine.setState({ engine: { state: 'stopped' }, isKnown: false }));
    await userEvent.keyboard('Are you there?{Enter}');
    expect(main.runs).toEqual([{ command: 'ask', text: '', instruction: 'Are you there?' }]);
  });

  it('chooses with the arrows while the box keeps the focus', async () => {
    await userEvent.keyboard('re');
    expect(commands()).toEqual([expect.stringContaining('Rewrite'), 'Reply', 'AskCtrl+↵']);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await userEvent.keyboard('See you at noon?{Enter}');
    expect(main.runs).toEqual([{ command: 'reply', text: 'See you at noon?', instruction: '' }]);
    expect(box()).toHaveFocus();
  });

  it('does not run while an input method is composing', async () => {
    await userEvent.keyboard('ni hao');
    fireEvent.keyDown(box(), { key: 'Enter', isComposing: true });
    expect(main.runs).toEqual([]);
  });

  it('lifts a pasted text out of the box and runs commands on it', async () => {
    fireEvent.paste(box(), { clipboardData: { getData: () => 'first line\nsecond line' } });
    expect(screen.getByText(/Text · 22 characters/)).toBeInTheDocument();
    await userEvent.keyboard('summ{Enter}');
    expect(main.runs).toEqual([{ command: 'summarise', text: 'first line\nsecond line', instruction: '' }]);
  });

  it('stops, then clears, then closes with Escape', async () => {
    await userEvent.keyboard('Why?{Enter}');
    await screen.findByRole('button', { name: 'Stop' });
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(main.cancelled).toBe(1));
    await screen.findByRole('button', { name: 'Copy' });
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByText('Paris.')).toBeNull();
    expect(box()).toHaveValue('');
    expect(main.closed).toBe(0);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(main.closed).toBe(1));
  });

  it('does not ask a model that cannot translate for a translation', async () => {
    main.ability = 'none';
    await userEvent.keyboard('translate 你好{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('Tiny cannot translate from Chinese into English');
    expect(main.runs).toEqual([]);
  });

  it('works on the selection, only offers the clipboard, and lets go of both', async () => {
    await comeForward({ selection: 'the tap drips', clipboard: 'a secret' });
    expect(await screen.findByText(/^Selection · 13 characters · “the tap drips”$/)).toBeInTheDocument();
    await userEvent.keyboard('Who wrote this?{Enter}');
    expect(main.runs).toEqual([{ command: 'ask', text: 'the tap drips', instruction: 'Who wrote this?' }]);
    main.end();
    await screen.findByRole('button', { name: 'Copy' });
    await userEvent.click(screen.getByRole('button', { name: 'Remove the selection' }));
    await userEvent.click(screen.getByRole('button', { name: 'Use the clipboard text' }));
    expect(box()).toHaveFocus();
    await userEvent.clear(box());
    await userEvent.keyboard('make it shorter{Enter}');
    expect(main.runs[1]).toEqual({ command: 'custom', text: 'a secret', instruction: 'make it shorter' });
  });

  it('asks with Ctrl+Enter although an instruction is the first choice', async () => {
    await comeForward({ selection: 'the tap drips' });
    await userEvent.keyboard('who is this{Control>}{Enter}{/Control}');
    expect(main.runs).toEqual([{ command: 'ask', text: 'the tap drips', instruction: 'who is this' }]);
  });

  it('gives the answer back and says only what is known', async () => {
    await comeForward({ captureId: '00000000-0000-4000-8000-000000000002', selection: 'the tap drips', canReplace: true });
    await userEvent.keyboard('proof{Enter}');
    await screen.findByText('Paris.', { selector: 'p' });
    main.end();
    await userEvent.click(await screen.findByRole('button', { name: 'Replace' }));
    expect(main.given).toEqual([{ captureId: '00000000-0000-4000-8000-000000000002', text: 'Paris.', mode: 'replace' }]);
    expect(await screen.findByText(/^The paste keys were sent/)).toBeInTheDocument();
    main.undone = { pasteId: pasted.pasteId, state: 'not-sent', reason: 'focus-moved', canUndo: true };
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(main.given[1]).toEqual({ pasteId: pasted.pasteId });
    expect(await screen.findByText(/^Not undone, because another window/)).toBeInTheDocument();
    main.undone = { pasteId: pasted.pasteId, state: 'sent', reason: 'none', canUndo: false };
    await userEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText(/^The undo keys were sent/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    main.outcome = { ...pasted, state: 'copied', reason: 'focus-moved', canUndo: false };
    await userEvent.click(screen.getByRole('button', { name: 'Insert below' }));
    expect(await screen.findByText(/another window has come to the front/)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  // Catches: an old selection of a window that is not in front used unasked, and a Replace that would replace nothing of it.
  it('asks before it uses what is selected in another window, and does not offer to replace it', async () => {
    await comeForward({ selection: 'the tap drips', selectionIn: 'other', canReplace: true });
    expect(screen.getByText(/^Selected in another window · 13 characters/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Use the selection' }));
    await userEvent.keyboard('proof{Enter}');
    expect(main.runs).toEqual([{ command: 'proofread', text: 'the tap drips', instruction: '' }]);
    await screen.findByText('Paris.', { selector: 'p' });
    main.end();
    expect(await screen.findByRole('button', { name: 'Insert below' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Replace' })).toBeNull();
  });

  it('a shortcut does nothing unasked with what is selected in another window', async () => {
    main.request = { kind: 'command', command: 'proofread' };
    main.capture = { ...nothing, captureId: crypto.randomUUID(), selection: 'Hello', selectionIn: 'other' };
    await act(() => client.invalidateQueries({ queryKey: ['quickRequest'] }));
    expect(await screen.findByRole('button', { name: 'Back to all commands' })).toBeInTheDocument();
    expect(main.runs).toEqual([]);
    await comeForward({ ...main.capture });
    await userEvent.click(await screen.findByRole('button', { name: 'Use the selection' }));
    expect(main.runs).toEqual([{ command: 'proofread', text: 'Hello', instruction: '' }]);
  });

  // Catches: a button that does nothing where other programs cannot be written into, or that claims to have written.
  it('copies where there is no way back, and says why', async () => {
    const written: string[] = [];
    const writeText = async (text: string): Promise<void> => void written.push(text);
    vi.stubGlobal('navigator', Object.create(navigator, { clipboard: { value: { writeText } } }));
    onTestFinished(() => void vi.unstubAllGlobals());
    await comeForward({ clipboard: 'x', limit: 'wayland' });
    expect(screen.getByText(/^Wayland does not show Inkstone/)).toBeInTheDocument();
    await userEvent.keyboard('Why?{Enter}');
    await screen.findByText('Paris.', { selector: 'p' });
    main.end();
    await userEvent.click(await screen.findByRole('button', { name: 'Replace' }));
    expect(await screen.findByText(/^Not pasted: Wayland does not let/)).toBeInTheDocument();
    expect([main.given, written]).toEqual([[], ['Paris.']]);
  });

  // Catches: the quick-ask window of the desktop that says it is not the quick-ask window of the desktop.
  it('says nothing of other windows where only this target takes no text', async () => {
    vi.stubGlobal('navigator', Object.create(navigator, { clipboard: { value: { writeText: async () => undefined } } }));
    onTestFinished(() => void vi.unstubAllGlobals());
    await comeForward({ clipboard: 'x', limit: 'none' });
    await userEvent.keyboard('Why?{Enter}');
    await screen.findByText('Paris.', { selector: 'p' });
    main.end();
    await userEvent.click(await screen.findByRole('button', { name: 'Replace' }));
    expect(await screen.findByText(/^Not pasted\. The text is on the clipboard/)).toBeInTheDocument();
  });

  it('keeps an answer for the same selection and starts afresh with another one', async () => {
    await comeForward({ selection: 'one' });
    await userEvent.keyboard('expl{Enter}');
    await screen.findByText('Paris.', { selector: 'p' });
    await comeForward({ selection: 'two' });
    main.end();
    await screen.findByRole('button', { name: 'Copy' });
    await comeForward({ selection: 'one' });
    expect(screen.getByText('Paris.', { selector: 'p' })).toBeInTheDocument();
    await comeForward({ selection: 'three' });
    expect(screen.queryByText('Paris.', { selector: 'p' })).toBeNull();
    expect(screen.getByText(/“three”/)).toBeInTheDocument();
  });

  it('brings earlier questions into an empty box, and chooses with the arrows otherwise', async () => {
    main.questions = ['newest', 'older'];
    await act(() => client.invalidateQueries());
    await userEvent.keyboard('{ArrowUp}');
    expect(box()).toHaveValue('newest');
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    expect(box()).toHaveValue('older');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(box()).toHaveValue('');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(screen.getByRole('button', { name: 'Back to all commands' })).toBeInTheDocument();
  });

  it('does at once what a shortcut wants of the selection', async () => {
    main.request = { kind: 'own', name: 'Pirate', instruction: 'Say it like a pirate' };
    main.capture = { ...nothing, captureId: crypto.randomUUID(), selection: 'Hello' };
    await act(() => client.invalidateQueries({ queryKey: ['quickRequest'] }));
    await waitFor(() => expect(main.runs).toEqual([{ command: 'custom', text: 'Hello', instruction: 'Say it like a pirate' }]));
  });

  it('waits for a text where a shortcut finds none, and never runs what a link says', async () => {
    main.request = { kind: 'command', command: 'proofread' };
    await act(() => client.invalidateQueries({ queryKey: ['quickRequest'] }));
    await waitFor(() => expect(box()).toHaveAttribute('placeholder', 'Type or paste the text'));
    main.request = { kind: 'text', text: 'rm -rf' };
    await act(() => client.invalidateQueries({ queryKey: ['quickRequest'] }));
    await waitFor(() => expect(box()).toHaveValue('rm -rf'));
    expect(main.runs).toEqual([]);
  });

  it('says what a custom instruction lacks', async () => {
    await userEvent.keyboard('custom{Enter}shorter{Enter}');
    expect(screen.getByRole('alert')).toHaveTextContent('Paste the text that this is for.');
    fireEvent.paste(box(), { clipboardData: { getData: () => 'first line\nsecond line' } });
    await userEvent.keyboard('{Enter}');
    expect(main.runs).toEqual([{ command: 'custom', text: 'first line\nsecond line', instruction: 'shorter' }]);
  });

  it('says that a chat is served first', async () => {
    main.isQueued = true;
    await userEvent.keyboard('Why?{Enter}');
    expect(await screen.findByText('The model is busy with your chat. Your question comes next.')).toBeInTheDocument();
    main.end();
    expect(await screen.findByText('Paris.', { selector: 'p' })).toBeInTheDocument();
  });

  it('stays after the last Escape while it is pinned', async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Pin' }));
    expect(screen.getByRole('button', { name: 'Pin', pressed: true })).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Pin' }));
    expect(main.closed).toBe(0);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect([main.closed, main.pins]).toEqual([1, [true, false]]));
  });
});
