import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import '../../lib/i18n.ts';
import { NumberField, readNumber, TextField } from './fields.tsx';

const threads = { least: 1, most: 256, step: 1, canBeEmpty: true };
const ids = { id: 'field', describedBy: 'hint' };

describe('readNumber', () => {
  it('takes empty as null only where null is a value', () => {
    expect(readNumber(' ', threads)).toBeNull();
    expect(readNumber('', { ...threads, canBeEmpty: false })).toBeUndefined();
  });

  it('refuses what the contract would refuse, instead of sending it', () => {
    expect(readNumber('0', threads)).toBeUndefined();
    expect(readNumber('2.5', threads)).toBeUndefined();
    expect(readNumber('1e999', threads)).toBeUndefined();
    expect(readNumber('0.35', { least: 0, most: 2, step: 0.05, canBeEmpty: false })).toBe(0.35);
  });
});

describe('fields', () => {
  it('stores a valid number at once, and says the range of an invalid one without storing it', () => {
    const onValue = vi.fn();
    render(<NumberField {...ids} value={0.7} least={0} most={2} step={0.05} onValue={onValue} />);
    const field = screen.getByRole('spinbutton');
    fireEvent.change(field, { target: { value: '5' } });
    expect(screen.getByRole('alert').textContent).toContain('2');
    expect(onValue).not.toHaveBeenCalled();
    fireEvent.change(field, { target: { value: '1.1' } });
    expect(onValue).toHaveBeenCalledExactlyOnceWith(1.1);
  });

  it('keeps an expensive number back until it is complete: 8192 must not load the model for 819 first', () => {
    const onValue = vi.fn();
    render(<NumberField {...ids} value={4096} least={256} most={100_000} step={1} isCostly onValue={onValue} />);
    const field = screen.getByRole('spinbutton');
    fireEvent.focus(field);
    for (const value of ['819', '8192']) fireEvent.change(field, { target: { value } });
    expect(onValue).not.toHaveBeenCalled();
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(onValue).toHaveBeenCalledExactlyOnceWith(8192);
  });

  it('does not overwrite what is being typed when an older value comes back from main', () => {
    const props = { ...ids, placeholder: '', onValue: vi.fn() };
    const { rerender } = render(<TextField {...props} value="" />);
    const field = screen.getByRole<HTMLTextAreaElement>('textbox');
    fireEvent.focus(field);
    fireEvent.change(field, { target: { value: 'Be brief' } });
    rerender(<TextField {...props} value="Be" />);
    expect(field.value).toBe('Be brief');
    fireEvent.blur(field);
    expect(props.onValue).toHaveBeenLastCalledWith('Be brief');
  });

  // Catches: words that a shortcut to another view takes away, and a value that was put back and comes again when the page goes.
  it('stores what a key takes off the screen, and nothing where the focus is not', () => {
    const onValue = vi.fn();
    const typed = render(<TextField {...ids} value="" placeholder="" onValue={onValue} />);
    fireEvent.focus(screen.getByRole('textbox'));
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'typed' } });
    typed.unmount();
    expect(onValue).toHaveBeenCalledExactlyOnceWith('typed');
    const untouched = render(<TextField {...ids} value="" placeholder="" onValue={onValue} />);
    fireEvent.change(screen.getByRole('textbox'), { target: { value: 'left already' } });
    untouched.unmount();
    expect(onValue).toHaveBeenCalledTimes(1);
  });
});
