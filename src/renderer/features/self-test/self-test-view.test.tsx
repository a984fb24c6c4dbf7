import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import type { SelfTestItem } from '#shared/contract/selection-contract.ts';
import { SELF_TEST_REASONS } from '#shared/models/self-test.ts';
import { i18n } from '../../lib/i18n.ts';
import { SelfTestView } from './self-test-view.tsx';

const main = vi.hoisted(() => ({
  host: 'desktop',
  runs: 0,
  asks: 0,
  answer: async (): Promise<unknown> => ({ desktop: 'x11', items: [] }),
}));

vi.mock('../../lib/rpc/client.ts', () => ({
  toAppError: () => ({ code: 'INTERNAL', data: {} }),
  rpc: {
    app: { getInfo: async () => ({ host: main.host }) },
    selection: {
      askPermission: async () => void (main.asks += 1),
      selfTest: () => {
        main.runs += 1;
        return main.answer();
      },
    },
  },
}));

const ITEMS: SelfTestItem[] = [
  { name: 'shortcut', state: 'pass', reason: 'shortcutWorks' },
  { name: 'capture', state: 'pass', reason: 'captureWorks' },
  { name: 'paste', state: 'fail', reason: 'pasteNoTool' },
  { name: 'permissions', state: 'pass', reason: 'permissionsNotNeeded' },
  { name: 'tray', state: 'fail', reason: 'trayGnome' },
  { name: 'notifications', state: 'unknown', reason: 'notificationsUnknown' },
  { name: 'gpu', state: 'unknown', reason: 'from a newer main process' },
];

const show = (): void => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <SelfTestView />
    </QueryClientProvider>,
  );
};

beforeEach(async () => {
  main.host = 'desktop';
  main.runs = 0;
  main.asks = 0;
  await i18n.changeLanguage('en');
});

it('says each state in words with the way out, and counts them for a screen reader', async () => {
  main.answer = async () => ({ desktop: 'x11-gnome', items: ITEMS });
  show();
  await screen.findByText('Done: 3 work, 2 do not, 2 could not be told.');
  expect(screen.getByText('Desktop: GNOME on X11.')).toBeVisible();
  const rows = within(screen.getByRole('list', { name: 'Results' })).getAllByRole('listitem');
  expect(rows).toHaveLength(7);
  expect(screen.getByRole('list', { name: 'Results' })).not.toHaveTextContent('selfTest.');
  const paste = screen.getByRole('listitem', { name: 'Giving answers back' });
  expect(paste).toHaveTextContent('Does not work');
  expect(paste).toHaveTextContent('install “xdotool”');
  expect(screen.getByRole('listitem', { name: 'Graphics processor' })).toHaveTextContent('The test did not come to an end.');
});

it('shows that it is testing, and a second run is asked for once', async () => {
  main.answer = async () => ({ desktop: 'x11', items: ITEMS });
  show();
  await screen.findByText(/^Done/);
  const held = Promise.withResolvers<unknown>();
  main.answer = () => held.promise;
  const again = screen.getByRole('button', { name: 'Run again' });
  await userEvent.click(again);
  await userEvent.click(again);
  expect(screen.getByRole('status')).toHaveTextContent('Testing. This takes a few seconds.');
  expect(screen.getAllByText('Testing…')).toHaveLength(7);
  held.resolve({ desktop: 'x11', items: ITEMS });
  await screen.findByText(/^Done/);
  expect(main.runs).toBe(2);
});

it('a run that fails says so and can be tried again', async () => {
  main.answer = async () => {
    throw new Error('gone');
  };
  show();
  await screen.findByRole('alert');
  expect(screen.getAllByRole('button', { name: 'Run again' }).length).toBeGreaterThan(0);
});

// Catches: macOS that never lists Inkstone, because it was never asked; and one that asks before anybody wanted it to.
it('macOS is asked for a missing permission by the button that says so, and by nothing else', async () => {
  main.answer = async () => ({ desktop: 'macos', items: ITEMS });
  show();
  await screen.findByText(/^Done/);
  expect(screen.queryByRole('button', { name: 'Ask macOS for it' })).toBeNull();
  const lacking: SelfTestItem = { name: 'permissions', state: 'fail', reason: 'permissionsMissing' };
  main.answer = async () => ({ desktop: 'macos', items: [...ITEMS.filter(({ name }) => name !== 'permissions'), lacking] });
  await userEvent.click(screen.getByRole('button', { name: 'Run again' }));
  const row = within(await screen.findByRole('listitem', { name: 'Permissions' }));
  const ask = await row.findByRole('button', { name: 'Ask macOS for it' });
  expect(main.asks).toBe(0);
  await userEvent.click(ask);
  await waitFor(() => expect(row.getByRole('status')).toHaveTextContent('then run the test again'));
  expect(main.asks).toBe(1);
});

it('in a browser it tests nothing and says why', async () => {
  main.host = 'browser';
  show();
  await waitFor(() => expect(screen.getByText('The self-test is for the desktop app')).toBeVisible());
  expect(main.runs).toBe(0);
});

it.each(['en', 'zh-CN'])('every reason has a sentence in %s', async (language) => {
  await i18n.changeLanguage(language);
  const lost = SELF_TEST_REASONS.filter((reason) => i18n.t(`selfTest.reason.${reason}.seen`).startsWith('selfTest.'));
  expect(lost).toEqual([]);
});
