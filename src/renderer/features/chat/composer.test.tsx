import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import '../../lib/i18n.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { Composer } from './composer.tsx';
import type { ComposerProps } from './composer.tsx';

const drafts = vi.hoisted(() => new Map<string, string>());
vi.mock('../../lib/rpc/client.ts', async (original) => ({
  ...(await original<object>()),
  rpc: {
    settings: { get: () => new Promise(() => undefined) },
    threads: {
      getDraft: async ({ key }: { key: string }) => ({ text: drafts.get(key) ?? '' }),
      saveDraft: async ({ key, text }: { key: string; text: string }) => void drafts.set(key, text),
    },
  },
}));

const show = (props: Partial<ComposerProps> = {}) =>
  render(
    <QueryClientProvider client={queryClient}>
      <Composer
        draftKey="new"
        isWriting={false}
        onSend={async () => undefined}
        onStop={() => undefined}
        onEditLast={() => undefined}
        {...props}
      />
    </QueryClientProvider>,
  );
const box = (): HTMLElement => screen.getByRole('textbox', { name: 'Message' });

beforeEach(() => drafts.clear());

test('a turn that could not be sent stays in the box, with the reason', async () => {
  show({ onSend: async () => Promise.reject(new AppError('DISK_FULL')) });
  await userEvent.type(box(), 'precious{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('The disk is full');
  expect(box()).toHaveValue('precious');
});

test('the box is emptied only once the turn is committed', async () => {
  let commit = (): void => undefined;
  show({ onSend: () => new Promise((resolve) => (commit = resolve)) });
  await userEvent.type(box(), 'hello{Enter}');
  expect(box()).toHaveValue('hello');
  commit();
  await waitFor(() => expect(box()).toHaveValue(''));
  await waitFor(() => expect(drafts.get('new')).toBe(''));
});

test('the Enter that chooses a Chinese candidate does not send', async () => {
  const onSend = vi.fn(async () => undefined);
  show({ onSend });
  await userEvent.type(box(), 'nihao');
  fireEvent.keyDown(box(), { key: 'Enter', isComposing: true });
  fireEvent.keyDown(box(), { key: 'Enter', keyCode: 229 });
  expect(onSend).not.toHaveBeenCalled();
});

test('an unsent text is there again, and leaving the box stores it at once', async () => {
  drafts.set('new', 'from yesterday');
  show();
  await waitFor(() => expect(box()).toHaveValue('from yesterday'));
  await userEvent.type(box(), '!');
  fireEvent.blur(box());
  expect(drafts.get('new')).toBe('from yesterday!');
});

test('a paste of ten megabytes becomes a chip and goes with the message', async () => {
  const onSend = vi.fn(async (_text: string) => undefined);
  show({ onSend });
  const text = 'x'.repeat(10_000_000);
  fireEvent.paste(box(), { clipboardData: { getData: () => text } });
  expect(box()).toHaveValue('');
  expect(screen.getByRole('button', { name: /10,000,000 characters/u })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Send' }));
  expect(onSend.mock.calls[0]?.[0]).toHaveLength(10_000_000);
});

test('Send becomes Stop while an answer is written, and Escape stops too', async () => {
  const onStop = vi.fn();
  show({ isWriting: true, onStop });
  expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  await userEvent.type(box(), '{Escape}');
  expect(onStop).toHaveBeenCalledTimes(2);
});
