import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Message } from '#shared/models/message.ts';
import { messageIdSchema, threadIdSchema } from '#shared/models/ids.ts';
import '../../../lib/i18n.ts';
import { VersionSwitch } from './version-switch.tsx';

const ids = [1, 2, 3].map(() => messageIdSchema.parse(crypto.randomUUID()));
const version = (at: number, versionIds = ids): Message => ({
  id: versionIds[at] ?? messageIdSchema.parse(crypto.randomUUID()),
  threadId: threadIdSchema.parse(crypto.randomUUID()),
  parentId: null,
  role: 'assistant',
  text: '',
  state: 'done',
  errorCode: null,
  stopReason: 'end',
  stats: null,
  generationId: null,
  createdAt: 0,
  isStarred: false,
  isKept: false,
  versionIds,
});
const show = (message: Message) => render(<VersionSwitch message={message} />);

test('the status names the place among the versions in the words other tools rely on', () => {
  show(version(1));
  expect(screen.getByRole('status')).toHaveTextContent(/^2 of 3$/u);
});

test('the first version has none before it and the last none after it', () => {
  show(version(0)).unmount();
  show(version(2));
  expect(screen.getByRole('button', { name: 'Next version' })).toBeDisabled();
  expect(screen.getByRole('button', { name: 'Previous version' })).toBeEnabled();
});

test('a single version shows no switch', () => {
  show(version(0, ids.slice(0, 1)));
  expect(screen.queryByRole('status')).toBeNull();
});
