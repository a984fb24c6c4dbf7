import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { effectiveParameters } from '#shared/models/parameters.ts';
import type { ParameterName, ParameterOverrides } from '#shared/models/parameters.ts';
import '../lib/i18n.ts';
import { ParameterField } from './parameter-field.tsx';

function show(name: ParameterName, assistant: ParameterOverrides = {}) {
  const onChange = vi.fn();
  const onReset = vi.fn();
  const effective = effectiveParameters({ settings: { temperature: 0.5 }, assistant });
  const { unmount } = render(<ParameterField name={name} effective={effective} layer="assistant" onChange={onChange} onReset={onReset} />);
  return { onChange, onReset, unmount };
}
const type = (value: string): HTMLElement => {
  const field = screen.getByRole('textbox');
  fireEvent.change(field, { target: { value } });
  fireEvent.blur(field);
  return field;
};

// Catches: a value outside of the range that is stored, or refused without saying what would be one.
test('a bad value is refused with its range where it is typed, and not stored', () => {
  const { onChange } = show('temperature');
  expect(type('2.5').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('alert').textContent).toBe('Only from 0 to 2.');
  expect(onChange).not.toHaveBeenCalled();
  type('1,5');
  expect(screen.getByRole('alert').textContent).toBe('');
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ temperature: 1.5 });
});

// Catches: a reset that is offered for a value of another layer, where it would do nothing.
test('only a value of the layer that is edited can be reset', () => {
  show('temperature');
  expect(screen.getByText('from Settings')).toBeDefined();
  expect(screen.getByRole('button')).toHaveProperty('disabled', true);
});
test('and its reset names the parameter', () => {
  const { onReset } = show('temperature', { temperature: 1 });
  fireEvent.click(screen.getByRole('button', { name: 'Reset Temperature' }));
  expect(onReset).toHaveBeenCalledExactlyOnceWith('temperature');
});

// Catches: a variable with a typing error that nobody hears of.
test('an unknown variable is warned of while it is typed, and stored as it stands', () => {
  const { onChange } = show('systemPrompt');
  type('It is {{dat}} and {{date}}.');
  expect(screen.getByRole('status').textContent).toBe('{{dat}} is no variable and is sent as it stands.');
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ systemPrompt: 'It is {{dat}} and {{date}}.' });
});

// Catches: a value that Escape takes away with the dialog in which it was typed.
test('a value is stored when its field goes away without being left, and a refused one is not', () => {
  const { onChange, unmount } = show('temperature');
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '1.1' } });
  unmount();
  expect(onChange).toHaveBeenCalledExactlyOnceWith({ temperature: 1.1 });
  const refused = show('temperature');
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '11' } });
  refused.unmount();
  expect(refused.onChange).not.toHaveBeenCalled();
});
