import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { StopReason } from '#shared/models/generation.ts';
import '../../lib/i18n.ts';
import { IssueList } from './issue-list.tsx';

// Catches: "all there" under half a translation, which nobody has checked.
test.each<[StopReason, boolean]>([
  ['end', true],
  ['stop-text', true],
  ['length', false],
  ['context', false],
  ['stopped', false],
])('a translation that ended by %s is said to be complete: %s', (stopReason, isSaid) => {
  render(<IssueList issues={[]} stopReason={stopReason} />);
  expect(screen.queryByText(/are all there/) !== null).toBe(isSaid);
});
