import { fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { beforeAll, describe, expect, it } from 'vitest';
import { i18n } from '../../lib/i18n.ts';
import { ChangeList } from './change-list.tsx';
import type { Review } from './review.ts';
import { accept, moveTo, reject, startReview, undo } from './review.ts';

beforeAll(async () => {
  await i18n.changeLanguage('en');
});

let latest: Review;
function Harness() {
  const [review, setReview] = useState(() =>
    startReview('the tap drips at Monday', [
      { start: 8, end: 13, removed: 'drips', added: 'drops' },
      { start: 14, end: 16, removed: 'at', added: 'on' },
      { start: 23, end: 23, removed: '', added: '.' },
    ]),
  );
  latest = review;
  return (
    <ChangeList
      review={review}
      onMove={(index) => setReview((now) => moveTo(now, index))}
      onAccept={(index) => setReview((now) => accept(now, index))}
      onReject={(index) => setReview((now) => reject(now, index))}
      onUndo={() => setReview(undo)}
    />
  );
}

const items = (): HTMLElement[] => within(screen.getByRole('list', { name: 'Changes' })).getAllByRole('listitem');

describe('ChangeList', () => {
  it('names every change in words and keeps one tab stop', () => {
    render(<Harness />);
    expect(items().map((item) => item.getAttribute('aria-label'))).toEqual([
      'Replace “drips” with “drops”',
      'Replace “at” with “on”',
      'Add “.”',
    ]);
    expect(items().map((item) => item.tabIndex)).toEqual([0, -1, -1]);
  });

  it('is worked with j, k, a and r alone, and keeps the focus on the change that is next', () => {
    render(<Harness />);
    items()[0]?.focus();
    fireEvent.keyDown(items()[0] as HTMLElement, { key: 'j' });
    expect(items()[1]).toHaveFocus();
    fireEvent.keyDown(items()[1] as HTMLElement, { key: 'a' });
    expect(latest.text).toBe('the tap drips on Monday');
    expect(screen.getByRole('listitem', { name: 'Add “.”' })).toHaveFocus();
    fireEvent.keyDown(screen.getByRole('listitem', { name: 'Add “.”' }), { key: 'r' });
    expect(items()).toHaveLength(1);
    fireEvent.keyDown(items()[0] as HTMLElement, { key: 'z', ctrlKey: true });
    expect(items()).toHaveLength(2);
  });

  it('leaves Ctrl combinations and composing keys to the browser', () => {
    render(<Harness />);
    fireEvent.keyDown(items()[0] as HTMLElement, { key: 'a', ctrlKey: true });
    fireEvent.keyDown(items()[0] as HTMLElement, { key: 'a', isComposing: true });
    expect(latest.pending).toHaveLength(3);
  });

  it('accepts and rejects the change that has the buttons', () => {
    render(<Harness />);
    fireEvent.click(screen.getByRole('button', { name: /Reject/ }));
    fireEvent.click(screen.getByRole('button', { name: /Accept/ }));
    expect(latest).toMatchObject({ text: 'the tap drips on Monday', current: 0 });
  });
});
