import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { UpdateState } from '#shared/models/update.ts';
import '../../lib/i18n.ts';
import { UpdateControl } from './update-settings.tsx';

Element.prototype.scrollIntoView = () => undefined;

function show(update: UpdateState): { buttons: string[]; take: ReturnType<typeof vi.fn> } {
  const take = vi.fn();
  render(<UpdateControl update={update} take={take} describedBy="hint" />);
  return { buttons: screen.queryAllByRole('button').map(({ textContent }) => textContent), take };
}

describe('the update control', () => {
  it.each<[UpdateState, string[], string]>([
    [{ state: 'none', why: 'not-checked' }, ['Check for updates'], ''],
    [{ state: 'none', why: 'newest' }, ['Check for updates'], 'You have the newest version.'],
    [{ state: 'none', why: 'no-source' }, [], ''],
    [{ state: 'none', why: 'other-host' }, [], ''],
    [{ state: 'checking' }, ['Cancel'], 'Asking the update source'],
    [{ state: 'available', version: '2.0.0', sizeBytes: 90_000_000 }, ['Download'], 'Version 2.0.0 is available (90'],
    [{ state: 'available', version: '2.0.0', sizeBytes: null }, ['Download'], 'Version 2.0.0 is available.'],
    [{ state: 'ready', version: '2.0.0' }, ['Restart and install'], 'Version 2.0.0 is here'],
    [{ state: 'failed', during: 'check', reason: 'unreachable' }, ['Try again'], 'does not answer'],
    [{ state: 'failed', during: 'download', reason: 'damaged' }, ['Try again'], 'thrown away'],
  ])('%j offers only the step that makes sense, and says where things stand', (update, buttons, sentence) => {
    expect(show(update).buttons).toEqual(buttons);
    expect(screen.getByRole(update.state === 'failed' ? 'alert' : 'status').textContent).toContain(sentence);
  });

  it('a failed download is fetched again, not looked for again', () => {
    const { take } = show({ state: 'failed', during: 'download', reason: 'unreachable' });
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(take).toHaveBeenCalledExactlyOnceWith('download');
  });

  it('a download shows how far it is and can be cancelled', () => {
    const { take } = show({ state: 'downloading', version: '2.0.0', receivedBytes: 25, totalBytes: 100 });
    expect(screen.getByRole<HTMLProgressElement>('progressbar').value).toBe(0.25);
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(take).toHaveBeenCalledExactlyOnceWith('cancel');
  });
});
