import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import type { SearchHit, SearchPage } from '#shared/models/search.ts';
import '../../../lib/i18n.ts';
import { queryClient } from '../../../lib/rpc/streams.ts';
import { showListView } from './order-ui-store.ts';
import { setQuery } from '../search/search-store.ts';
import { SideBar } from './side-bar.tsx';

const hitFor = (title: string): SearchHit =>
  ({ thread: { id: title, title, isArchived: false }, messageId: `in-${title}`, role: 'user', excerpt: title, ranges: [] }) as never;
const found = (...titles: string[]): SearchPage => ({ hits: titles.map(hitFor), next: null, searchedBackTo: null });

/** Of each search what answers it, so that a test decides when. */
const searches = vi.hoisted(() => new Map<string, (page: SearchPage) => void>());
vi.mock('../../../lib/rpc/client.ts', async (original) => {
  const never = (): Promise<never> => new Promise(() => undefined);
  return {
    ...(await original<object>()),
    rpc: {
      settings: { get: never },
      folders: { list: never, listOpen: never },
      assistants: { list: never },
      generations: { listLive: never },
      threads: {
        list: never,
        listStarred: async () => ({ hits: [hitFor('starred')] }),
        search: ({ query }: { query: string }) => new Promise((resolve) => searches.set(query, resolve)),
      },
    },
  };
});
vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }));

function show(): () => string {
  const { hook, history } = memoryLocation({ path: '/chat', record: true });
  render(
    <QueryClientProvider client={queryClient}>
      <Router hook={hook}>
        <SideBar threadId={null} onNewChat={() => undefined} />
      </Router>
    </QueryClientProvider>,
  );
  return () => history.at(-1) ?? '';
}
const box = (): HTMLElement => screen.getByRole('searchbox');
async function answer(query: string, page: SearchPage): Promise<void> {
  await vi.waitFor(() => expect(searches.has(query)).toBe(true));
  await act(async () => searches.get(query)?.(page));
}

beforeEach(() => {
  queryClient.clear();
  searches.clear();
  setQuery('');
  // The list of chats measures itself, which no page without a layout can.
  showListView('starred');
});

// Catches: Enter that opens a hit for the letters before the last ones, since those hits still stand there.
test('Enter opens the first hit for what is typed, even when it was pressed before the hits were there', async () => {
  const place = show();
  await userEvent.type(box(), 'tap');
  await answer('tap', found('tap-dance'));
  expect(await screen.findByRole('link', { name: /tap-dance/u })).toBeVisible();
  await userEvent.type(box(), 'e{Enter}');
  await vi.waitFor(() => expect(searches.has('tape')).toBe(true));
  expect(place()).toBe('/chat');
  await answer('tape', found('tape-recorder', 'tapestry'));
  await vi.waitFor(() => expect(place()).toBe('/chat/tape-recorder'));
});

// Catches: a chat that opens under the hands of a user who has gone on typing, or to something else, since Enter was pressed.
test('Enter is taken back by more letters and by leaving the box', async () => {
  const place = show();
  await userEvent.type(box(), 'tap{Enter}e');
  await answer('tape', found('tape-recorder'));
  expect(await screen.findByRole('link', { name: /tape-recorder/u })).toBeVisible();
  await userEvent.type(box(), 's{Enter}');
  fireEvent.blur(box());
  await answer('tapes', found('tapestry'));
  expect(await screen.findByRole('link', { name: /tapestry/u })).toBeVisible();
  expect(place()).toBe('/chat');
});

// Catches: Enter in an empty box opening whatever stands first in the list under it.
test('Enter in an empty box opens nothing', async () => {
  const place = show();
  expect(await screen.findByRole('link', { name: /starred/u })).toBeVisible();
  await userEvent.type(box(), '{Enter}   {Enter}');
  expect(place()).toBe('/chat');
});
