import { clsx } from 'clsx';
import { Pencil, Trash2 } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { GlobalShortcut, ShortcutState } from '#shared/models/global-shortcut.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { ShortcutRecorder } from './shortcut-recorder.tsx';
import { shortcutName, stateWords, warningWords } from './shortcut-text.ts';

export interface ShortcutControlProps {
  readonly shortcut: GlobalShortcut;
  readonly all: readonly GlobalShortcut[];
  readonly states: readonly ShortcutState[];
  readonly platform: 'darwin' | 'win32' | 'linux';
  readonly describedBy: string;
  readonly onKeys: (accelerator: string) => void;
  readonly onRetry: () => void;
  /** Only for the user's own. */
  readonly onEdit?: () => void;
  readonly onRemove?: () => void;
}

/** The keys of one shortcut, how they fare, and what can be done about it. */
export function ShortcutControl(props: ShortcutControlProps) {
  const { shortcut, all, states, platform, describedBy, onKeys, onRetry, onEdit, onRemove } = props;
  const { t } = useTranslation();
  const stateId = useId();
  const name = shortcutName(t, shortcut);
  const state = stateWords(t, shortcut, states, all);
  const warning = warningWords(t, shortcut, platform === 'darwin');
  const canRetry = states.some(
    (known) => known.id === shortcut.id && known.accelerator === shortcut.accelerator && known.state === 'taken',
  );
  return (
    <div className="flex flex-col items-end gap-1 max-sm:items-start">
      <div className="flex items-start gap-1">
        {onEdit && <IconButton icon={Pencil} label={t('settings.shortcuts.own.edit', { name })} onClick={onEdit} />}
        {onRemove && <IconButton icon={Trash2} label={t('settings.shortcuts.own.remove', { name })} onClick={onRemove} />}
        <ShortcutRecorder
          name={name}
          accelerator={shortcut.accelerator}
          platform={platform}
          describedBy={`${describedBy} ${stateId}`}
          onKeys={onKeys}
        />
      </div>
      <div
        id={stateId}
        role="status"
        className="flex max-w-72 flex-col items-end gap-1 text-right text-12 max-sm:items-start max-sm:text-left"
      >
        {state && <p className={clsx(state.tone === 'problem' ? 'text-danger' : 'text-ink-2')}>{state.text}</p>}
        {warning !== null && <p className="text-warning">{warning}</p>}
      </div>
      {canRetry && (
        <Button tone="quiet" size="small" aria-label={t('settings.shortcuts.retryName', { name })} onClick={onRetry}>
          {t('settings.shortcuts.retry')}
        </Button>
      )}
    </div>
  );
}
