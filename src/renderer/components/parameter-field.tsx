/** One sampling parameter: the value in force, where it comes from, a way back, one line on what it does, and its range when refused. */
import { clsx } from 'clsx';
import { CircleAlert, RotateCcw, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EffectiveParameters, ParameterName, ParameterOverrides, ParameterSource } from '#shared/models/parameters.ts';
import { overflowSchema } from '#shared/models/parameters.ts';
import { unknownVariables } from '#shared/utils/prompt-variables.ts';
import { parameterText, parseParameter } from '../lib/parameter-text.ts';
import { useOnGone } from '../lib/use-on-gone.ts';
import { useParameterRefusal } from '../lib/use-parameter-refusal.ts';
import { IconButton } from './icon-button.tsx';
import { SelectField } from './select-field.tsx';

const ROWS: Partial<Record<ParameterName, number>> = { systemPrompt: 4, stop: 2, jsonSchema: 4 };

export interface ParameterFieldProps {
  readonly name: ParameterName;
  /** Instead of its usual name. */
  readonly label?: string;
  readonly effective: EffectiveParameters;
  /** The layer that is edited here: only its values can be reset. */
  readonly layer: ParameterSource;
  readonly onChange: (override: ParameterOverrides) => void;
  readonly onReset: (name: ParameterName) => void;
}

/** Stores when it is left, goes away or Enter is pressed, and never what is refused. */
export function ParameterField({ name, label, effective, layer, onChange, onReset }: ParameterFieldProps) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const title = label ?? t(`chat.parameters.${name}.name`);
  const refusalOf = useParameterRefusal();
  const shown = parameterText(effective.values[name]);
  const source = effective.sources[name];
  const [text, setText] = useState(shown);
  const [stored, setStored] = useState(shown);
  if (stored !== shown) {
    setStored(shown);
    setText(shown);
  }
  const refusal = refusalOf(name, text);
  const commit = (): void => {
    const override = parseParameter(name, text);
    if (text !== shown && override) onChange(override);
  };
  useOnGone(commit);
  const rows = ROWS[name];
  const unknown = name === 'systemPrompt' ? unknownVariables(text) : [];
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  const field = {
    id,
    value: text,
    placeholder: name === 'maxTokens' || name === 'seed' || name === 'jsonSchema' ? t(`chat.parameters.${name}.none`) : undefined,
    'aria-describedby': `${id}-text ${id}-source ${id}-refusal`,
    'aria-invalid': refusal !== null,
    onBlur: commit,
  };
  const box = 'rounded-control border border-line bg-paper px-2 text-13 text-ink placeholder:text-ink-2 aria-invalid:border-danger';
  return (
    <div className="border-b border-line py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={id} className="flex-1 text-13 font-semibold">
          {title}
        </label>
        <span id={`${id}-source`} className={clsx('text-12', source === layer ? 'font-semibold text-accent' : 'text-ink-2')}>
          {t(`chat.parameters.source.${source}`)}
        </span>
        <IconButton
          icon={RotateCcw}
          label={t('chat.parameters.reset', { name: title })}
          disabled={source !== layer}
          onClick={() => {
            setText(shown);
            onReset(name);
          }}
        />
        {name === 'overflow' && (
          <SelectField
            id={id}
            aria-describedby={field['aria-describedby']}
            value={effective.values.overflow}
            options={overflowSchema.options.map((value) => ({ value, label: t(`chat.parameters.overflow.${value}`) }))}
            onValueChange={(overflow) => onChange({ overflow })}
          />
        )}
        {rows === undefined && name !== 'overflow' && (
          <input
            {...field}
            inputMode="decimal"
            className={`${box} min-h-8 w-32 tabular-nums`}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && commit()}
          />
        )}
      </div>
      <p id={`${id}-text`} className="mt-0.5 text-12 text-ink-2">
        {t(`chat.parameters.${name}.text`)}
      </p>
      {rows !== undefined && (
        <textarea
          {...field}
          rows={rows}
          spellCheck={name !== 'jsonSchema'}
          className={`${box} mt-2 w-full resize-y py-1.5`}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {unknown.length > 0 && (
        <p role="status" className="mt-1 flex items-start gap-1 text-12 text-warning">
          <TriangleAlert size={14} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0" />
          {t('assistants.field.unknown', { count: unknown.length, names: list.format(unknown.map((variable) => `{{${variable}}}`)) })}
        </p>
      )}
      <p id={`${id}-refusal`} role="alert" className={clsx('text-12 text-danger', refusal !== null && 'mt-1 flex items-start gap-1')}>
        {refusal !== null && <CircleAlert size={14} strokeWidth={1.75} aria-hidden className="mt-0.5 shrink-0" />}
        {refusal}
      </p>
    </div>
  );
}
