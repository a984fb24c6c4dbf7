import { clsx } from 'clsx';
import { Archive, FileUp, FolderPlus, Star } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../components/icon-button.tsx';
import { askToImport } from '../../../lib/transfer-request.ts';
import { useOrderActions } from './order-actions.ts';
import { showListView, useOrderUi } from './order-ui-store.ts';
import { useOpenFolders } from './use-folders.ts';

interface ViewButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly isOn: boolean;
  readonly onClick: () => void;
}

function ViewButton({ icon: Icon, label, isOn, onClick }: ViewButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      className={clsx(
        'inline-flex min-h-8 min-w-0 items-center gap-1.5 rounded-control px-2 text-12 hover:bg-accent-soft hover:text-ink',
        isOn ? 'bg-accent-soft font-semibold text-ink' : 'text-ink-2',
      )}
      onClick={onClick}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
      <span className="truncate">{label}</span>
    </button>
  );
}

/** Under the list: the starred messages and the archive in its place, chats that come in, and a new folder. */
export function ListViews() {
  const { t } = useTranslation();
  const view = useOrderUi((ui) => ui.view);
  const { setOpen } = useOpenFolders();
  const actions = useOrderActions();
  const create = async (): Promise<void> => {
    showListView('chats');
    const made = await actions.createFolder(t('order.folders.untitled'), null);
    if (!made) return;
    setOpen([made.id], true);
    useOrderUi.setState({ namingId: made.id });
  };
  const toggle = (wanted: 'starred' | 'archive') => (): void => showListView(view === wanted ? 'chats' : wanted);
  return (
    <div role="group" aria-label={t('order.views')} className="flex items-center gap-1 border-t border-line px-2 py-1.5">
      <ViewButton icon={Star} label={t('order.stars.show')} isOn={view === 'starred'} onClick={toggle('starred')} />
      <ViewButton icon={Archive} label={t('order.archive.show')} isOn={view === 'archive'} onClick={toggle('archive')} />
      <span className="flex-1" />
      <IconButton icon={FileUp} label={t('transfer.import.action')} onClick={askToImport} />
      <IconButton icon={FolderPlus} label={t('order.folders.create')} onClick={() => void create()} />
    </div>
  );
}
