/** Sampling of one chat or text: every value in force, where it comes from, and a way back for each. A change applies to the next answer. */
import { useTranslation } from 'react-i18next';
import type { EffectiveParameters, ParameterChange } from '#shared/models/parameters.ts';
import { PARAMETER_NAMES } from '#shared/models/parameters.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { ParameterField } from '../../../components/parameter-field.tsx';

export interface ParametersDialogProps {
  readonly effective: EffectiveParameters | undefined;
  readonly onChange: (change: ParameterChange) => void;
  readonly onClose: () => void;
}

export function ParametersDialog({ effective, onChange, onClose }: ParametersDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen
      title={t('chat.parameters.title')}
      description={t('chat.parameters.description')}
      closeLabel={t('common.action.close')}
      onClose={onClose}
    >
      {effective &&
        PARAMETER_NAMES.map((name) => (
          <ParameterField
            key={name}
            name={name}
            effective={effective}
            layer="thread"
            onChange={(set) => onChange({ set, reset: [] })}
            onReset={(reset) => onChange({ set: {}, reset: [reset] })}
          />
        ))}
    </Dialog>
  );
}
