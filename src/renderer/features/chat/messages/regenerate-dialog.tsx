/** One more version of an answer, or several, with another temperature, seed or model; nothing of it is kept as a setting. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegenerateWith } from '#shared/contract/generations-contract.ts';
import type { ModelId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { SelectField } from '../../../components/select-field.tsx';
import { rpc } from '../../../lib/rpc/client.ts';
import { parameterText, parseParameter } from '../../../lib/parameter-text.ts';
import { useCurrentModel } from '../../../lib/use-current-model.ts';
import { useParameterRefusal } from '../../../lib/use-parameter-refusal.ts';
import { useTurnActions } from '../turn-actions.ts';

const COUNTS = ['1', '2', '3', '4', '5'] as const;
type Count = (typeof COUNTS)[number];

interface FieldRowProps {
  readonly label: string;
  /** What it does, or why its value is refused. */
  readonly note: ReactNode;
  readonly children: (field: { readonly id: string; readonly 'aria-describedby': string }) => ReactNode;
}

function FieldRow({ label, note, children }: FieldRowProps) {
  const id = useId();
  return (
    <div className="border-b border-line py-3 last:border-0">
      <div className="flex items-center gap-2">
        <label htmlFor={id} className="flex-1 text-13 font-semibold">
          {label}
        </label>
        {children({ id, 'aria-describedby': `${id}-text` })}
      </div>
      <p id={`${id}-text`} className="mt-0.5 text-12 text-ink-2">
        {note}
      </p>
    </div>
  );
}

interface NumberFieldProps {
  readonly name: 'temperature' | 'seed';
  readonly text: string;
  readonly isValid: boolean;
  readonly onChange: (text: string) => void;
}

function NumberField({ name, text, isValid, onChange }: NumberFieldProps) {
  const { t } = useTranslation();
  const refusalOf = useParameterRefusal();
  return (
    <FieldRow label={t(`chat.parameters.${name}.name`)} note={isValid ? t(`chat.parameters.${name}.text`) : refusalOf(name, text)}>
      {(field) => (
        <input
          {...field}
          value={text}
          inputMode="decimal"
          placeholder={name === 'seed' ? t('chat.parameters.seed.none') : undefined}
          aria-invalid={!isValid}
          className="min-h-8 w-32 rounded-control border border-line bg-paper px-2 text-13 text-ink tabular-nums placeholder:text-ink-2 aria-invalid:border-danger"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldRow>
  );
}

function CountField({ count, onChange }: { readonly count: Count; readonly onChange: (count: Count) => void }) {
  const { t } = useTranslation();
  return (
    <FieldRow label={t('branches.regenerate.count')} note={t('branches.regenerate.countText')}>
      {(field) => (
        <SelectField
          {...field}
          value={count}
          className="w-32 tabular-nums"
          options={COUNTS.map((value) => ({ value, label: value }))}
          onValueChange={onChange}
        />
      )}
    </FieldRow>
  );
}

function ModelField({ chosen, onChange }: { readonly chosen: ModelId | null; readonly onChange: (modelId: ModelId) => void }) {
  const { t } = useTranslation();
  const current = useCurrentModel();
  const { data: models = [] } = useQuery({ queryKey: ['models'], queryFn: () => rpc.models.list() });
  const usable = models.filter(({ kind, isMissing }) => kind === 'chat' && !isMissing);
  const value = chosen ?? current?.id;
  if (usable.length < 2 || value === undefined) return null;
  return (
    <FieldRow label={t('branches.regenerate.model')} note={value !== current?.id && t('branches.regenerate.modelStays')}>
      {(field) => (
        <SelectField
          {...field}
          value={value}
          className="max-w-64"
          options={usable.map((model) => ({ value: model.id, label: model.name }))}
          onValueChange={onChange}
        />
      )}
    </FieldRow>
  );
}

export function RegenerateDialog({ message, onClose }: { readonly message: Message; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { regenerate } = useTurnActions();
  const { data: inForce } = useQuery({
    queryKey: ['threads', 'parameters', message.threadId],
    queryFn: () => rpc.threads.getParameters({ threadId: message.threadId }),
  });
  const [typed, setTyped] = useState<string | null>(null);
  const [seed, setSeed] = useState('');
  const [count, setCount] = useState<Count>('1');
  const [modelId, setModelId] = useState<ModelId | null>(null);
  const shown = typed ?? (inForce ? parameterText(inForce.values.temperature) : '');
  const temperature = parseParameter('temperature', shown);
  const seeds = parseParameter('seed', seed);
  const isValid = temperature !== null && seeds !== null;
  const go = (): void => {
    if (!isValid) return;
    const settings: RegenerateWith = { ...temperature, ...seeds, ...(modelId && { modelId }) };
    onClose();
    void regenerate(message.id, Number(count), settings);
  };
  return (
    <Dialog
      isOpen
      title={t('branches.regenerate.title')}
      description={t('branches.regenerate.description')}
      closeLabel={t('common.action.close')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.action.cancel')}</Button>
          <Button tone="primary" disabled={!isValid} onClick={go}>
            {t('chat.message.regenerate')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <input type="submit" hidden />
        <NumberField name="temperature" text={shown} isValid={temperature !== null || inForce === undefined} onChange={setTyped} />
        <NumberField name="seed" text={seed} isValid={seeds !== null} onChange={setSeed} />
        <CountField count={count} onChange={setCount} />
        <ModelField chosen={modelId} onChange={setModelId} />
      </form>
    </Dialog>
  );
}
