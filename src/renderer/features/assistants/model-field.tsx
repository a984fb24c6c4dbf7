import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { modelIdSchema } from '#shared/models/ids.ts';
import type { ModelId } from '#shared/models/ids.ts';
import { SelectField } from '../../components/select-field.tsx';
import { rpc } from '../../lib/rpc/client.ts';

/** The model an assistant was made for. One that is gone stays named until another is chosen. */
export function ModelField({
  modelId,
  onModel,
}: {
  readonly modelId: ModelId | null;
  readonly onModel: (modelId: ModelId | null) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const { data: models = [] } = useQuery({ queryKey: ['models'], queryFn: () => rpc.models.list() });
  const usable = models.filter(({ kind, isMissing }) => kind === 'chat' && !isMissing);
  const isGone = modelId !== null && !usable.some((model) => model.id === modelId);
  return (
    <div className="flex flex-col items-start gap-1">
      <label htmlFor={id} className="text-13 font-semibold">
        {t('assistants.field.model')}
      </label>
      <SelectField
        id={id}
        className="max-w-full"
        aria-describedby={`${id}-hint`}
        value={modelId ?? ''}
        options={[
          { value: '', label: t('assistants.field.anyModel') },
          ...(isGone ? [{ value: modelId, label: t('assistants.field.goneModel') }] : []),
          ...usable.map((model) => ({ value: model.id, label: model.name })),
        ]}
        onValueChange={(value) => onModel(value === '' ? null : modelIdSchema.parse(value))}
      />
      <p id={`${id}-hint`} className="text-12 text-ink-2">
        {t('assistants.field.modelHint')}
      </p>
    </div>
  );
}
