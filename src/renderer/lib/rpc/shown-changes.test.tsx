import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { createShownChanges } from './shown-changes.ts';

interface Row {
  readonly name: string;
  readonly prompt: string;
}

/** A store whose reads and writes end when the test says so. */
function setUp() {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  const shown = createShownChanges<Row>(client, ['row']);
  const reads: ((row: Row) => void)[] = [];
  const View = () => {
    const { data } = useQuery({ queryKey: ['row'], queryFn: () => new Promise<Row>((resolve) => reads.push(resolve)) });
    const row = shown.useShown(data);
    return <output>{row ? `${row.name} | ${row.prompt}` : 'nothing'}</output>;
  };
  render(
    <QueryClientProvider client={client}>
      <View />
    </QueryClientProvider>,
  );
  const answer = async (row: Row): Promise<void> => {
    await waitFor(() => expect(reads.length).toBeGreaterThan(0));
    await act(async () => reads.shift()?.(row));
  };
  return { shown, client, reads, answer, text: () => screen.getByRole('status').textContent };
}

// Catches: a prompt that is gone because the name before it was being read back when it was typed.
test('an older answer never takes a later change from the screen', async () => {
  const { shown, client, answer, text } = setUp();
  await answer({ name: 'a', prompt: '' });
  void client.invalidateQueries({ queryKey: ['row'] });
  let finish: () => void = () => undefined;
  const writing = new Promise<void>((resolve) => (finish = resolve));
  await act(
    async () =>
      void shown.store(
        (row) => ({ ...row, prompt: 'typed' }),
        () => writing,
      ),
  );
  await answer({ name: 'a', prompt: '' });
  expect(text()).toBe('a | typed');
  await act(async () => finish());
  await answer({ name: 'a', prompt: 'typed' });
  await waitFor(() => expect(text()).toBe('a | typed'));
});

// Catches: a change that waits for the answer to the one before it, and so is lost when the page is reloaded meanwhile; a refused one that
// stays on the screen, or takes the next one with it.
test('changes are sent at once, in their order; a refused one is taken back alone', async () => {
  const { shown, answer, text } = setUp();
  await answer({ name: 'a', prompt: '' });
  const order: string[] = [];
  let fail: (reason: Error) => void = () => undefined;
  const failing = new Promise<never>((_resolve, reject) => (fail = reject));
  const first = shown.store(
    (row) => ({ ...row, name: 'b' }),
    () => {
      order.push('first');
      return failing;
    },
  );
  const refused = first.catch((cause: unknown) => cause);
  const second = shown.store(
    (row) => ({ ...row, prompt: 'p' }),
    async () => void order.push('second'),
  );
  expect(order).toEqual(['first', 'second']);
  await waitFor(() => expect(text()).toBe('b | p'));
  await answer({ name: 'a', prompt: 'p' });
  await second;
  await waitFor(() => expect(text()).toBe('b | p'));
  fail(new Error('full'));
  await answer({ name: 'a', prompt: 'p' });
  expect(await refused).toEqual(new Error('full'));
  await waitFor(() => expect(text()).toBe('a | p'));
});
