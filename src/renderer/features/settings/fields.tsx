/** Controls that store what is typed as soon as it is a valid value; nothing waits for a Save button. */
import { clsx } from 'clsx';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOnGone } from '../../lib/use-on-gone.ts';
import { useStoredText } from '../../lib/use-stored-text.ts';

interface FieldIds {
  readonly id: string;
  readonly describedBy: string;
}

const NO_SPINNER = '[appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none';
const FIELD = 'rounded-control border bg-paper px-3 text-13 text-ink placeholder:text-ink-2';

export interface NumberFieldProps extends FieldIds {
  readonly value: number | null;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** Shown when empty means null; without it empty is not a value. */
  readonly emptyLabel?: string;
  /** Every new value has a price, such as loading the model again: it counts when the field is left or Enter pressed. */
  readonly isCostly?: boolean;
  readonly onValue: (value: number | null) => void;
}

const shown = (value: number | null): string => (value === null ? '' : String(value));

/** Pure: the number a text stands for, or undefined when it stands for none that is allowed. */
export function readNumber(
  text: string,
  { least, most, step, canBeEmpty }: { least: number; most: number; step: number; canBeEmpty: boolean },
): number | null | undefined {
  if (text.trim() === '') return canBeEmpty ? null : undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value < least || value > most) return undefined;
  return Number.isInteger(step) && !Number.isInteger(value) ? undefined : value;
}

export function NumberField({ id, describedBy, value, least, most, step, emptyLabel, isCostly = false, onValue }: NumberFieldProps) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState(shown(value));
  const [isFocused, setIsFocused] = useState(false);
  const errorId = useId();
  useEffect(() => {
    if (!isFocused) setText(shown(value));
  }, [value, isFocused]);
  const read = (from: string): number | null | undefined => readNumber(from, { least, most, step, canBeEmpty: emptyLabel !== undefined });
  const isInvalid = read(text) === undefined;
  const store = (from: string): void => {
    const next = read(from);
    if (next !== undefined && next !== value) onValue(next);
  };
  // As for a text: without the focus it is no change of the user's.
  useOnGone(() => {
    if (isFocused) store(text);
  });
  const number = (of: number): string => new Intl.NumberFormat(i18n.language).format(of);
  return (
    <div className="flex flex-col items-end gap-1">
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={least}
        max={most}
        step={step}
        value={text}
        placeholder={emptyLabel}
        aria-describedby={isInvalid ? `${describedBy} ${errorId}` : describedBy}
        aria-invalid={isInvalid}
        onFocus={() => setIsFocused(true)}
        onBlur={() => {
          setIsFocused(false);
          store(text);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') store(text);
        }}
        onChange={(event) => {
          setText(event.target.value);
          if (!isCostly) store(event.target.value);
        }}
        className={clsx(FIELD, NO_SPINNER, 'min-h-8 w-36 text-right tabular-nums', isInvalid ? 'border-danger' : 'border-line')}
      />
      {isInvalid && (
        <p id={errorId} role="alert" className="text-12 text-danger">
          {t('settings.range', { least: number(least), most: number(most) })}
        </p>
      )}
    </div>
  );
}

export interface TextFieldProps extends FieldIds {
  readonly value: string;
  readonly placeholder: string;
  /** Why a text cannot be stored; null where it can. */
  readonly refuse?: (text: string) => string | null;
  readonly onValue: (value: string) => void;
}

const takeAll = (): null => null;

/** Stores by itself; what is refused stays with the reason under it. */
export function TextField({ id, describedBy, value, placeholder, refuse = takeAll, onValue }: TextFieldProps) {
  const refusalId = useId();
  const { text, setText, refusal, onFocus, onBlur } = useStoredText(value, refuse, onValue);
  return (
    <div className="flex max-w-full flex-col gap-1">
      <textarea
        id={id}
        rows={2}
        value={text}
        placeholder={placeholder}
        aria-describedby={refusal === null ? describedBy : `${describedBy} ${refusalId}`}
        aria-invalid={refusal !== null}
        onFocus={onFocus}
        onChange={(event) => setText(event.target.value)}
        onBlur={onBlur}
        className={clsx(FIELD, 'w-80 max-w-full resize-y py-1.5', refusal === null ? 'border-line' : 'border-danger')}
      />
      {refusal !== null && (
        <p id={refusalId} role="alert" className="max-w-80 text-12 text-danger">
          {refusal}
        </p>
      )}
    </div>
  );
}

export interface ToggleProps extends FieldIds {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function Toggle({ id, describedBy, isOn, onChange }: ToggleProps) {
  return (
    <span className="inline-flex min-h-8 items-center">
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.checked)}
        className={clsx(
          'relative h-5 w-9 appearance-none rounded-full border transition-opacity duration-150',
          'before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:transition-transform before:duration-150',
          'border-line-strong bg-sunken before:bg-line-strong checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent',
        )}
      />
    </span>
  );
}
