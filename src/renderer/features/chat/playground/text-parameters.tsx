/** What a completion is asked with, always in sight: how long, how bold, how many. The rest is behind a button. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EffectiveParameters, ParameterChange } from '#shared/models/parameters.ts';
import { Button } from '../../../components/button.tsx';
import { ParameterField } from '../../../components/parameter-field.tsx';
import { SelectField } from '../../../components/select-field.tsx';
import { onDemand } from '../../../lib/on-demand.tsx';

const ParametersDialog = onDemand(async () => (await import('../parameters/parameters-dialog.tsx')).ParametersDialog);

const COUNTS = ['1', '2', '3', '4', '5'] as const;

export interface TextParametersProps {
  readonly effective: EffectiveParameters | undefined;
  readonly count: number;
  readonly onCount: (count: number) => void;
  readonly onChange: (change: ParameterChange) => void;
}

export function TextParameters({ effective, count, onCount, onChange }: TextParametersProps) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const fields = [
    ['maxTokens', t('playground.maxLength')],
    ['temperature', t('playground.temperature')],
  ] as const;
  return (
    <section
      data-region
      aria-label={t('playground.parameters')}
      className="shrink-0 border-line max-lg:flex max-lg:flex-wrap max-lg:gap-x-6 max-lg:border-b max-lg:px-4 lg:w-64 lg:overflow-y-auto lg:border-l lg:px-4 lg:py-2"
    >
      {effective &&
        fields.map(([name, label]) => (
          <div key={name} className="max-lg:w-60 max-lg:[&>div]:border-0">
            <ParameterField
              name={name}
              label={label}
              effective={effective}
              layer="thread"
              onChange={(set) => onChange({ set, reset: [] })}
              onReset={(reset) => onChange({ set: {}, reset: [reset] })}
            />
          </div>
        ))}
      <div className="flex flex-col items-start gap-1 py-3">
        <label htmlFor="playground-count" className="text-13 font-semibold">
          {t('playground.count')}
        </label>
        <SelectField
          id="playground-count"
          value={COUNTS.find((one) => one === String(count)) ?? '1'}
          options={COUNTS.map((value) => ({ value, label: value }))}
          onValueChange={(value) => onCount(Number(value))}
        />
      </div>
      <Button size="small" className="my-3 self-end lg:self-start" onClick={() => setIsOpen(true)}>
        {t('playground.allParameters')}
      </Button>
      {isOpen && <ParametersDialog effective={effective} onChange={onChange} onClose={() => setIsOpen(false)} />}
    </section>
  );
}
