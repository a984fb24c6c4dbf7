import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#shared/models/settings.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { showToast } from '../../components/toasts.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { OwnCommandDialog } from './own-command-dialog.tsx';
import { useShortcutReport } from './shortcuts-settings.tsx';
import type { ShortcutActions } from './shortcuts-settings.tsx';

/** Under the list: adding a command, and the way out where the system gives no keys. Desktop host only. */
export function ShortcutsNote({ settings, actions }: { readonly settings: Settings; readonly actions: ShortcutActions }) {
  const { t } = useTranslation();
  const report = useShortcutReport();
  const edited = settings.globalShortcuts.find(({ id }) => id === actions.editing)?.action;
  const copy = async (command: string): Promise<void> => {
    if (await copyText(command)) showToast({ text: t('common.action.copied') });
  };
  if (!report?.command) return null;
  const { command, isPortal } = report;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button disabled={!actions.canAdd} onClick={() => actions.edit('new')}>
          <Plus size={16} strokeWidth={1.75} aria-hidden />
          {t('settings.shortcuts.own.add')}
        </Button>
        {!actions.canAdd && <p className="text-12 text-ink-2">{t('settings.shortcuts.own.full')}</p>}
      </div>
      {isPortal && <Notice tone="info">{t('settings.shortcuts.portal')}</Notice>}
      <Notice tone="info" actions={<Button onClick={() => void copy(command)}>{t('settings.shortcuts.copyCommand')}</Button>}>
        <p>{t('settings.shortcuts.wayOut')}</p>
        <code className="mt-2 block rounded-control bg-sunken px-3 py-2 font-mono text-12 break-words">{command}</code>
      </Notice>
      {actions.editing !== null && (
        <OwnCommandDialog command={edited?.kind === 'own' ? edited : null} onClose={() => actions.edit(null)} onSave={actions.save} />
      )}
    </>
  );
}
