import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ownCommandSchema } from '#shared/models/global-shortcut.ts';
import type { OwnCommand } from '#shared/models/global-shortcut.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';

export interface OwnCommandDialogProps {
  /** Null: a new one. */
  readonly command: OwnCommand | null;
  readonly onClose: () => void;
  readonly onSave: (command: OwnCommand) => void;
}

const FIELD = 'rounded-control border border-line bg-paper px-3 text-13 text-ink placeholder:text-ink-2';

/** Name and instruction of a command of the user's own. Mounted while it is open. */
export function OwnCommandDialog({ command, onClose, onSave }: OwnCommandDialogProps) {
  const { t } = useTranslation();
  const nameId = useId();
  const instructionId = useId();
  const hintId = useId();
  const formId = useId();
  const [name, setName] = useState(command?.name ?? '');
  const [instruction, setInstruction] = useState(command?.instruction ?? '');
  const read = ownCommandSchema.safeParse({ name, instruction });
  return (
    <Dialog
      title={t(command === null ? 'settings.shortcuts.own.add' : 'settings.shortcuts.own.editTitle')}
      isOpen
      onClose={onClose}
      closeLabel={t('common.action.close')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.action.cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" disabled={!read.success}>
            {t('settings.shortcuts.own.save')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (read.success) onSave(read.data);
        }}
      >
        <label htmlFor={nameId} className="text-13 font-semibold">
          {t('settings.shortcuts.own.name')}
        </label>
        <input
          id={nameId}
          value={name}
          maxLength={60}
          autoComplete="off"
          placeholder={t('settings.shortcuts.own.namePlaceholder')}
          onChange={(event) => setName(event.target.value)}
          className={`${FIELD} min-h-8`}
        />
        <label htmlFor={instructionId} className="mt-2 text-13 font-semibold">
          {t('settings.shortcuts.own.instruction')}
        </label>
        <textarea
          id={instructionId}
          rows={4}
          value={instruction}
          maxLength={2_000}
          placeholder={t('settings.shortcuts.own.instructionPlaceholder')}
          aria-describedby={hintId}
          onChange={(event) => setInstruction(event.target.value)}
          className={`${FIELD} resize-y py-1.5`}
        />
        <p id={hintId} className="text-12 text-ink-2">
          {t('settings.shortcuts.own.hint')}
        </p>
      </form>
    </Dialog>
  );
}
