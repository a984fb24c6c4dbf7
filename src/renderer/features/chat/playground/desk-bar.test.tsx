import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

// Catches: a Mac that is told to press Ctrl, which does nothing there.
test('the hints name the keys of this system', async () => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)');
  // Which system it is, is read once, when the module comes.
  await import('../../../lib/i18n.ts');
  const { queryClient } = await import('../../../lib/rpc/streams.ts');
  const { DeskBar } = await import('./desk-bar.tsx');
  const nothing = (): void => undefined;
  render(
    <QueryClientProvider client={queryClient}>
      <DeskBar
        answer={undefined}
        text=""
        isWriting={false}
        isFree
        hasTokens={false}
        canUndo={false}
        canRedo={false}
        onComplete={nothing}
        onContinue={nothing}
        onStop={nothing}
        onUndo={nothing}
        onRedo={nothing}
        onAgain={nothing}
        onVersion={nothing}
        onTokens={nothing}
      />
    </QueryClientProvider>,
  );
  expect(screen.getByText('⌘Enter completes at the caret · Esc stops · ⌘Z takes back')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Redo' })).toHaveAttribute('data-shortcut', '⇧⌘Z');
});
