import { useId } from 'react';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint: string;
}

export interface ChoiceListProps<Value extends string> {
  readonly legend: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** Radio buttons with a line of explanation each. */
export function ChoiceList<Value extends string>({ legend, choices, value, onChange }: ChoiceListProps<Value>) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-13 font-semibold">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="flex items-start gap-3 rounded-control px-2 py-1.5 hover:bg-accent-soft">
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            aria-describedby={`${name}-${choice.value}`}
            aria-label={choice.label}
            onChange={() => onChange(choice.value)}
            className="mt-1 accent-accent"
          />
          <span>
            <span className="block text-14">{choice.label}</span>
            <span id={`${name}-${choice.value}`} className="block text-12 text-ink-2">
              {choice.hint}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
