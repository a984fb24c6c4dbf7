import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { WaitingMessage } from '#shared/models/queue.ts';
import { Toasts } from '../../../components/toasts.tsx';
import '../../../lib/i18n.ts';
import { QueuedRow } from './queued-row.tsx';

const ID = '00000000-0000-4000-8000-000000000001' as WaitingMessage['id'];
const message = (more: Partial<WaitingMessage> = {}): WaitingMessage => ({
  id: ID,
  threadId: '00000000-0000-4000-8000-000000000002' as WaitingMessage['threadId'],
  text: 'as it was',
  candidates: 1,
  files: [],
  ...more,
});

const show = (onEdit: (text: string) => Promise<boolean>, waiting = message()) =>
  render(
    <>
      <ol>
        <QueuedRow message={waiting} at={1} count={1} onEdit={onEdit} onMove={() => undefined} onRemove={() => undefined} />
      </ol>
      <Toasts closeLabel="Close" />
    </>,
  );
const edit = async (text: string): Promise<HTMLElement> => {
  await userEvent.click(screen.getByRole('button', { name: 'Edit waiting message 1' }));
  const box = screen.getByRole('textbox', { name: 'Waiting message' });
  await userEvent.clear(box);
  if (text !== '') await userEvent.type(box, text);
  return box;
};

test('an empty message is not stored, and an Enter of an input method does not store', async () => {
  const onEdit = vi.fn(async () => true);
  show(onEdit);
  const box = await edit('');
  expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  await userEvent.type(box, 'n');
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 229 });
  expect(onEdit).not.toHaveBeenCalled();
  fireEvent.keyDown(box, { key: 'Enter' });
  expect(onEdit).toHaveBeenCalledWith('n');
});

// Catches: words that vanish because the message was sent while they were being written.
test('a change that is not saved when the message goes is offered for copying', async () => {
  const { rerender } = show(async () => true);
  await edit('better words');
  rerender(
    <>
      <ol />
      <Toasts closeLabel="Close" />
    </>,
  );
  expect(await screen.findByText('Your change to the waiting message was not saved.')).toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Copy' })).toBeInTheDocument();
});

test('says how many files and answers come with it', () => {
  show(async () => true, message({ text: '', files: ['a.txt', 'b.pdf'], candidates: 3 }));
  expect(screen.getByRole('listitem')).toHaveTextContent('a.txt, b.pdf · 3 answers');
});

// Catches: the pencil that puts a pasted book into a text box.
test('a message too long to edit says so, and Escape gives the focus back', async () => {
  show(async () => true, message({ text: 'x'.repeat(200_001) }));
  const pencil = screen.getByRole('button', { name: 'Edit waiting message 1' });
  await userEvent.click(pencil);
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.getByText(/^This message has 200,001 characters.+It is sent as it is/u)).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Edit waiting message 1' })).toHaveFocus());
});
