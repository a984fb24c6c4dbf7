import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import '../../../lib/i18n.ts';
import { queryClient } from '../../../lib/rpc/streams.ts';
import { useComposerFiles } from './attached-files-store.ts';
import { Composer } from './composer.tsx';
import type { ComposedMessage, ComposerProps } from './composer.tsx';

const drafts = vi.hoisted(() => new Map<string, string>());
vi.mock('../../../lib/rpc/client.ts', async (original) => ({
  ...(await original<object>()),
  rpc: {
    settings: { get: () => new Promise(() => undefined) },
    attachments: {
      readFile: async ({ name, base64 }: { name: string; base64: string }) => {
        const text = atob(base64);
        if (text.includes('\0')) throw new AppError('FILE_NOT_TEXT');
        return { name, kind: 'text', sizeBytes: text.length, pages: text.split('\f') };
      },
    },
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

beforeEach(() => {
  drafts.clear();
  useComposerFiles.setState({}, true);
});

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
  const onSend = vi.fn(async (_message: ComposedMessage) => undefined);
  show({ onSend });
  const text = 'x'.repeat(10_000_000);
  fireEvent.paste(box(), { clipboardData: { getData: () => text } });
  expect(box()).toHaveValue('');
  expect(screen.getByRole('button', { name: /10,000,000 characters/u })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Send' }));
  expect(onSend.mock.calls[0]?.[0].text).toHaveLength(10_000_000);
});

test('Send becomes Stop while an answer is written, and Escape stops too', async () => {
  const onStop = vi.fn();
  show({ isWriting: true, onStop });
  expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  await userEvent.type(box(), '{Escape}');
  expect(onStop).toHaveBeenCalledTimes(2);
});

test('while an answer is written Enter puts the message among those that wait', async () => {
  const onQueue = vi.fn(async (_message: ComposedMessage) => undefined);
  show({ isWriting: true, onQueue });
  await userEvent.type(box(), 'next{Enter}');
  expect(onQueue.mock.calls[0]?.[0]).toEqual({ text: 'next', candidates: 1, attachments: [] });
  await waitFor(() => expect(box()).toHaveValue(''));
});

const dropFiles = (...files: File[]): void => void fireEvent.drop(document.body, { dataTransfer: { files, types: ['Files'] } });

// Catches: files that are shown but not sent, sent but not shown, or lost when the window is closed before they are sent.
test('dropped files are attached, stored with the draft and sent; one that is no text says why', async () => {
  const onSend = vi.fn(async (_message: ComposedMessage) => undefined);
  const { unmount } = show({ onSend });
  dropFiles(new File(['one\ftwo'], 'pages.txt'), new File(['\0'], 'picture.png'));
  expect(await screen.findByRole('button', { name: /^pages\.txt/u })).toBeVisible();
  expect(await screen.findByRole('alert')).toHaveTextContent('picture.png was not attached.');
  expect(drafts.get('new:files')).toContain('pages.txt');
  unmount();
  // As after a reload.
  useComposerFiles.setState({}, true);
  show({ onSend });
  await userEvent.click(await screen.findByRole('button', { name: /^pages\.txt/u }));
  await userEvent.type(await screen.findByRole('textbox', { name: /^Which/u }), '2');
  await userEvent.click(screen.getByRole('button', { name: 'Done' }));
  await userEvent.click(screen.getByRole('button', { name: 'Send' }));
  expect(onSend.mock.calls[0]?.[0]).toEqual({
    text: '',
    candidates: 1,
    attachments: [{ name: 'pages.txt', kind: 'text', sizeBytes: 7, part: 'pages 2 of 2', text: 'two' }],
  });
  await waitFor(() => expect(drafts.get('new:files')).toBe(''));
  expect(screen.queryByRole('button', { name: /^pages\.txt/u })).toBeNull();
});

test('a choice that cannot be read is said and not sent', async () => {
  show();
  dropFiles(new File(['one\ftwo'], 'pages.txt'));
  await userEvent.click(await screen.findByRole('button', { name: /^pages\.txt/u }));
  await userEvent.type(await screen.findByRole('textbox', { name: /^Which/u }), '3');
  expect(screen.getByText(/This cannot be read/u)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Done' }));
  expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
});

// Catches: a file that is lost, or shows up nowhere, because its chat was left while it was being read.
test('a file that was being read when the chat was left is there on return', async () => {
  const { unmount } = show();
  dropFiles(new File(['one'], 'late.txt'));
  unmount();
  await waitFor(() => expect(drafts.get('new:files')).toContain('late.txt'));
  show();
  expect(await screen.findByRole('button', { name: /^late\.txt/u })).toBeVisible();
});
