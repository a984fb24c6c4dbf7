import { clsx } from 'clsx';
import { useEffect, useId, useRef } from 'react';
import { useStoredText } from '../../lib/use-stored-text.ts';

export interface TextFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** More than one: a box for longer texts. */
  readonly rows?: number;
  /** Takes the focus when it appears, ready to be written over. */
  readonly wantsFocus?: boolean;
  /** Why a text cannot be stored; null where it can. */
  readonly refuse: (text: string) => string | null;
  readonly onValue: (text: string) => void;
}

/** Stores by itself; what is refused stays with the reason under it. */
export function TextField({ label, hint, value, rows = 1, wantsFocus = false, refuse, onValue }: TextFieldProps) {
  const id = useId();
  const { text, setText, refusal, onFocus, onBlur } = useStoredText(value, refuse, onValue);
  const line = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (wantsFocus) line.current?.select();
  }, [wantsFocus]);
  const field = {
    id,
    value: text,
    'aria-describedby': `${id}-hint ${id}-refusal`,
    'aria-invalid': refusal !== null,
    className: clsx(
      'w-full rounded-control border bg-paper px-3 text-13 text-ink',
      refusal === null ? 'border-line' : 'border-danger',
      rows > 1 ? 'resize-y py-1.5' : 'min-h-8',
    ),
    onFocus,
    onBlur,
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-13 font-semibold">
        {label}
      </label>
      {rows > 1 ? (
        <textarea {...field} rows={rows} onChange={(event) => setText(event.target.value)} />
      ) : (
        <input ref={line} {...field} autoComplete="off" onChange={(event) => setText(event.target.value)} />
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-12 text-ink-2">
          {hint}
        </p>
      )}
      <p id={`${id}-refusal`} role="alert" className="text-12 text-danger">
        {refusal}
      </p>
    </div>
  );
}
