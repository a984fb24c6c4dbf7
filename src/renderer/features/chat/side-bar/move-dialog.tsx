import { Folder as FolderIcon, FolderPlus, Inbox } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Folder } from '#shared/models/folder.ts';
import type { FolderId } from '#shared/models/ids.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { placeOf } from './folder-places.ts';
import { indentOf } from './indent.ts';
import { walkFolders, withinFolder } from './list-rows.ts';
import { endSelection } from './list-selection.ts';
import { useOrderActions } from './order-actions.ts';
import { askWhere } from './order-ui-store.ts';
import type { Moving } from './order-ui-store.ts';
import { moveFocus } from './roving-focus.ts';
import { useFolders, useOpenFolders } from './use-folders.ts';

interface PlaceProps {
  readonly folder: Folder | null;
  readonly depth: number;
  readonly isHere: boolean;
  readonly onChoose: (folder: Folder | null) => void;
}

function Place({ folder, depth, isHere, onChoose }: PlaceProps) {
  const { t } = useTranslation();
  const Icon = folder ? FolderIcon : Inbox;
  return (
    <li>
      <button
        type="button"
        disabled={isHere}
        style={{ paddingLeft: indentOf(depth) }}
        className="flex min-h-9 w-full items-center gap-2 rounded-control pr-2 text-left text-13 text-ink hover:bg-accent-soft disabled:text-ink-2"
        onClick={() => onChoose(folder)}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
        <span className="min-w-0 flex-1 truncate">{folder?.name ?? t('order.folders.none')}</span>
        {isHere && <span className="text-12 text-ink-2">{t('order.folders.here')}</span>}
      </button>
    </li>
  );
}

/** Where the chats or the folder lie now, when they all lie in one place. */
function placeNow(moving: Moving): FolderId | null | undefined {
  if (moving.kind === 'folder') return moving.folder.parentId;
  const [first] = moving.threads;
  return first && moving.threads.every(({ folderId }) => folderId === first.folderId) ? first.folderId : undefined;
}

/** Asks for the folder that chats or a folder go to; a new one can be made on the way. */
export function MoveDialog({ moving }: { readonly moving: Moving }) {
  const { t } = useTranslation();
  const folders = useFolders();
  const { setOpen } = useOpenFolders();
  const actions = useOrderActions();
  const [name, setName] = useState('');
  const here = placeNow(moving);
  const barred = moving.kind === 'folder' ? withinFolder(folders, moving.folder.id) : new Set<FolderId>();
  const [title, count] =
    moving.kind === 'folder' ? [moving.folder.name, 1] : [moving.threads[0]?.title || t('chat.threads.untitled'), moving.threads.length];

  const close = (): void => askWhere(null);
  const choose = (folder: Folder | null): void => {
    close();
    if (folder) setOpen([folder.id], true);
    if (moving.kind === 'folder') {
      void actions.moveFolder(moving.folder, { parentId: folder?.id ?? null, beforeId: null }, placeOf(folders, moving.folder));
      return;
    }
    void actions.move(moving.threads, folder);
    endSelection();
  };
  const createAndMove = async (): Promise<void> => {
    const wanted = name.trim();
    const made = wanted === '' ? null : await actions.createFolder(wanted, null);
    if (made) choose(made);
  };
  return (
    <Dialog isOpen onClose={close} closeLabel={t('common.action.close')} title={t('order.folders.choose', { title, count })}>
      <form
        className="mb-3 flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void createAndMove();
        }}
      >
        <input
          value={name}
          maxLength={100}
          aria-label={t('order.folders.name')}
          placeholder={t('order.folders.create')}
          className="min-h-8 min-w-0 flex-1 rounded-control border border-line bg-surface px-2 text-13 text-ink placeholder:text-ink-2"
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          <FolderPlus size={16} strokeWidth={1.75} aria-hidden />
          {t('order.folders.createAndMove')}
        </Button>
      </form>
      <ul onKeyDown={(event) => moveFocus(event, 'button:not(:disabled)')}>
        <Place folder={null} depth={0} isHere={here === null} onChoose={choose} />
        {walkFolders(folders).map(
          ({ folder, depth }) =>
            !barred.has(folder.id) && <Place key={folder.id} folder={folder} depth={depth} isHere={here === folder.id} onChoose={choose} />,
        )}
      </ul>
    </Dialog>
  );
}
