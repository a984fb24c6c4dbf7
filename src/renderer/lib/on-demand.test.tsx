import { render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Component } from 'react';
import { expect, test, vi } from 'vitest';
import { onDemand } from './on-demand.tsx';

const Page = ({ name }: { readonly name: string }) => <p>{name}</p>;

class Boundary extends Component<{ readonly children: ReactNode }, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: Error): { message: string } {
    return { message: error.message };
  }

  override render(): ReactNode {
    return this.state.message ?? this.props.children;
  }
}

test('a part fetched ahead is there in the first drawing: no empty frame when a view is opened', async () => {
  const load = vi.fn(async () => Page);
  const View = onDemand(load);
  View.preload();
  await Promise.resolve();
  await Promise.resolve();
  render(<View name="Models" />);
  expect(screen.getByText('Models')).toBeVisible();
  expect(load).toHaveBeenCalledTimes(1);
});

test('a part that has not come yet appears by itself, and keeps its state when it is drawn again', async () => {
  const View = onDemand(async () => Page);
  const { container, rerender } = render(<View name="Write" />);
  expect(container).toBeEmptyDOMElement();
  const shown = await screen.findByText('Write');
  rerender(<View name="Still Write" />);
  expect(screen.getByText('Still Write')).toBe(shown);
});

test('a script that cannot be had reaches the error boundary, and is asked for again the next time', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const load = vi.fn<() => Promise<typeof Page>>().mockRejectedValueOnce(new Error('no script')).mockResolvedValue(Page);
  const View = onDemand(load);
  const { unmount } = render(
    <Boundary>
      <View name="Translate" />
    </Boundary>,
  );
  expect(await screen.findByText('no script')).toBeVisible();
  unmount();
  render(<View name="Translate" />);
  expect(await screen.findByText('Translate')).toBeVisible();
});
