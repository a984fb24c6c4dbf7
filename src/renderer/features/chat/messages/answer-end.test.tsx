import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AppError } from '#shared/errors/app-error.ts';
import type { Message } from '#shared/models/message.ts';
import '../../../lib/i18n.ts';
import { AnswerEnd } from './answer-end.tsx';

const message = {
  id: 'm',
  threadId: 't',
  parentId: 'p',
  role: 'assistant',
  text: 'Half an answer',
  state: 'interrupted',
  stopReason: null,
  errorCode: null,
  generationId: 'g',
  stats: null,
  versionIds: ['m'],
} as unknown as Message;

const show = (change: Partial<Message>, liveError: AppError | null = null): string => {
  const { container } = render(<AnswerEnd message={{ ...message, ...change }} liveError={liveError} isLast />);
  return container.textContent;
};

// Catches: a killed engine said as if Inkstone itself had been closed.
test('an engine that died is named as the cause, and Continue stays', () => {
  expect(show({ errorCode: 'ENGINE_CRASHED' })).toContain('The engine stopped unexpectedly. The text so far is kept.');
  expect(screen.getByRole('button', { name: 'Continue' })).toBeVisible();
});

test('without a stored cause it was Inkstone that ended', () => {
  expect(show({})).toContain('Interrupted: Inkstone was closed before the answer was finished. The text so far is kept.');
});

// Catches: "the text so far is kept" under an answer without a word, and a button that continues nothing.
test('a failure before the first word promises no text and offers another try', () => {
  const words = show({ state: 'failed', text: '', errorCode: 'ENGINE_CRASHED' });
  expect(words).toContain('Nothing was written yet; your message is kept.');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
});

// Catches: "needs 0 B and 0 B are free" after a reload, when the figures are gone.
test('a stored failure has no empty figures; one that just happened has its own', () => {
  for (const errorCode of ['MODEL_OUT_OF_MEMORY', 'PROMPT_TOO_LONG', 'MODEL_UNSUPPORTED', 'INTERNAL'] as const) {
    const words = show({ state: 'failed', errorCode });
    expect(words, errorCode).not.toMatch(/\b0\b|“”|\(report \)/u);
  }
  expect(show({ state: 'failed' }, new AppError('PROMPT_TOO_LONG', { tokens: 900, limit: 512 }))).toContain('900 tokens');
});

test('a full window is said with what to do', () => {
  expect(show({ state: 'done', stopReason: 'context' })).toMatch(/context window is full\. Start a new chat/u);
});

// Catches: an answer that another program's model wrote said to be no model's.
test('a version without a generation may be edited or imported, and no more than that is said', () => {
  const words = show({ state: 'done', generationId: null, versionIds: ['m', 'n'] as never });
  expect(words).toContain('This version was edited, or comes from elsewhere.');
  expect(show({ state: 'done', generationId: null })).not.toContain('This version');
});
