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
    expect(screen.getByRole('alert')).toHaveTextContent('0');
    expect(onValue).not.toHaveBeenCalled();
    fireEvent.change(field, { target: { value: '1.1' } });
    expect(onValue).toHaveBeenCalledExactlyOnceWith(1.1);
  });

  it('does not overwrite what is being typed when an older value comes back from main', () => {
    const props = { ...ids, placeholder: '', onValue: vi.fn() };
    const { rerender } = render(<TextField {...props} value="" />);
    const field = screen.getByRole('textbox');
    fireEvent.focus(field);
    fireEvent.change(field, { target: { value: 'Be brief' } });
    rerender(<TextField {...props} value="Be" />);
    expect(field).toHaveValue('Be brief');
    fireEvent.blur(field);
    expect(props.onValue).toHaveBeenLastCalledWith('Be brief');
  });
});
