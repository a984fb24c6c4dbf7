import { Archive, FolderInput, Pin, PinOff, Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../components/icon-button.tsx';
import { keysLabel } from '../../../lib/shortcuts.ts';
import { carry, endSelection, useListSelection } from './list-selection.ts';
import type { Carried } from './list-selection.ts';
import { useOrderActions } from './order-actions.ts';
import { askWhere } from './order-ui-store.ts';
import type { ListHandlers } from './use-list-handlers.ts';
import type { ListRows } from './use-list-rows.ts';

function usePickedText(carried: Carried | null, { threads, folders }: ListRows): string {
  const { t } = useTranslation();
  if (!carried?.isCut) return '';
  const keys = keysLabel('mod+v');
  if (carried.kind === 'folder') {
    return t('order.folders.picked', { count: 1, keys, title: folders.find(({ id }) => id === carried.folderId)?.name ?? '' });
  }
  const first = threads.find(({ id }) => id === carried.threadIds[0]);
  return t('order.folders.picked', { count: carried.threadIds.length, keys, title: first?.title || t('chat.threads.untitled') });
}

/** Under the list while chats are selected or picked up: how many, and what can be done with all of them at once. */
export function SelectionBar({ list, handlers }: { readonly list: ListRows; readonly handlers: ListHandlers }) {
  const { t } = useTranslation();
  const actions = useOrderActions();
  const { selectedIds, carried } = useListSelection();
  const picked = usePickedText(carried, list);
  const isPinned = handlers.selected().every((thread) => thread.isPinned);
  const withSelected = (work: (threads: ReturnType<typeof handlers.selected>) => unknown): void => {
    const threads = handlers.selected();
    if (threads.length > 0) void work(threads);
  };
  const end = (): void => {
    endSelection();
    carry(null);
  };
  return (
    <div
      role="toolbar"
      tabIndex={-1}
      aria-label={t('order.select.label')}
      className="flex flex-wrap items-center gap-0.5 border-t border-line bg-surface px-2 py-1.5"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        end();
      }}
    >
      <p role="status" className="min-w-0 flex-1 px-1 text-12 text-ink-2 tabular-nums">
        {picked === '' ? t('order.select.count', { count: selectedIds.size }) : picked}
      </p>
      {selectedIds.size > 0 && (
        <>
          <IconButton
            icon={Archive}
            label={t('order.archive.put')}
            onClick={() =>
              withSelected((threads) => {
                void actions.archive(threads, true);
                endSelection();
              })
            }
          />
          <IconButton
            icon={FolderInput}
            label={t('order.folders.move')}
            onClick={() => withSelected((threads) => askWhere({ kind: 'threads', threads }))}
          />
          <IconButton
            icon={isPinned ? PinOff : Pin}
            label={t(isPinned ? 'order.select.unpin' : 'order.select.pin')}
            onClick={() => withSelected((threads) => actions.pin(threads, !isPinned))}
          />
          <IconButton icon={Trash2} label={t('chat.threads.delete')} onClick={() => withSelected(handlers.removeThreads)} />
        </>
      )}
      <IconButton icon={X} label={t('order.select.end')} onClick={end} />
    </div>
  );
}
