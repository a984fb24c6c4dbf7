import { createEvent, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { MessageId } from '#shared/models/ids.ts';
import '../../../lib/i18n.ts';
import { editTurn, useChatUi } from '../chat-ui-store.ts';
import { MAX_EDITED_LENGTH } from '../composer/draft-text.ts';
import { MessageEditor } from './message-editor.tsx';

const onSelect = vi.fn(async () => true);
const show = (text: string) =>
  render(<MessageEditor kind="turn" label="Edit your message" text={text} primary={{ label: 'Save and send', onSelect }} />);
/** As Chromium tells of a paste or a drop before it changes the box. True when the box may take it. */
const insert = (box: HTMLElement, data: string): boolean =>
  fireEvent(box, createEvent('beforeinput', box, { data, inputType: 'insertFromPaste', cancelable: true }, { EventType: 'InputEvent' }));

// Catches: the arrow up key that puts ten megabytes into a text box, and a window that stands still for seconds.
test('a text too long to edit is shown and copied whole, and Escape closes it', async () => {
  const user = userEvent.setup();
  const text = 'ten megabytes of words\n'.repeat(450_000);
  editTurn('one' as MessageId);
  show(text);
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.getByText(/^This message has 10,350,000 characters: too many to edit here/u)).toBeVisible();
  const copy = screen.getByRole('button', { name: 'Copy' });
  expect(copy).toHaveFocus();
  await user.click(copy);
  expect((await navigator.clipboard.readText()).length).toBe(text.length);
  await user.keyboard('{Escape}');
  expect(useChatUi.getState().editingId).toBeNull();
});

// Catches: a paste into the editor that stalls it, or takes the place of what was written there.
test('a paste that would make the text too long is not inserted, is said, and leaves the text as it was', async () => {
  show('my words');
  const box = screen.getByRole('textbox', { name: 'Edit your message' });
  expect(insert(box, 'x'.repeat(MAX_EDITED_LENGTH))).toBe(false);
  expect(screen.getByRole('alert')).toHaveTextContent('Not inserted: with these 200,000 characters');
  expect(box).toHaveValue('my words');
  expect(insert(box, 'x'.repeat(5_000))).toBe(true);
  await userEvent.type(box, '!');
  expect(screen.queryByRole('alert')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Save and send' }));
  expect(onSelect).toHaveBeenCalledWith('my words!');
});
