import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { modelIdSchema } from '#shared/models/ids.ts';
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
};
/** A main process whose answers stay open until a test ends them. */
const main = vi.hoisted(() => ({
  runs: [] as { command: string; text: string }[],
  cancelled: 0,
  closed: 0,
  ability: 'good',
  end: (): void => undefined,
}));

vi.mock('../../lib/rpc/client.ts', () => ({
  toAppError: (error: unknown) => error,
  rpc: {
    settings: { get: async () => SHIPPED_SETTINGS },
    app: { closeQuickAsk: async () => void (main.closed += 1) },
    translation: {
      detect: async () => ({ language: 'zh', confidence: 0.9 }),
      getAbility: async () => ({ ability: main.ability, modelName: 'Tiny' }),
    },
    quickAsk: {
      run: async (input: { command: string; text: string }) => {
        main.runs.push(input);
        return { generationId: crypto.randomUUID() };
      },
    },
    generations: {
      cancel: async () => {
        main.cancelled += 1;
        main.end();
      },
      async *watch() {
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

beforeEach(async () => {
  await i18n.changeLanguage('en');
  useEngine.setState({ engine: { state: 'ready', model: { ...model, gpuNames: [] }, isBusy: false, queued: 0 } });
  const { unmount } = render(<Clear />);
  fireEvent.click(screen.getByText('reset'));
  unmount();
  Object.assign(main, { runs: [], cancelled: 0, closed: 0, ability: 'good' });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Tooltip.Provider>
        <QuickAskView isWindow />
      </Tooltip.Provider>
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
    expect(main.runs).toEqual([{ command: 'ask', text: 'What is the capital of France?' }]);
    main.end();
    expect(await screen.findByRole('button', { name: 'Continue in chat' })).toBeInTheDocument();
    expect(box()).toHaveFocus();
  });

  it('chooses with the arrows while the box keeps the focus', async () => {
    await userEvent.keyboard('re');
    expect(commands()).toEqual([expect.stringContaining('Rewrite'), 'Reply', 'Ask']);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await userEvent.keyboard('See you at noon?{Enter}');
    expect(main.runs).toEqual([{ command: 'reply', text: 'See you at noon?' }]);
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
    expect(main.runs).toEqual([{ command: 'summarise', text: 'first line\nsecond line' }]);
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
});
