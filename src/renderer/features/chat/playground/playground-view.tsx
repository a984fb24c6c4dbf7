/** The playground: texts that a model goes on with. Home of base models, and of raw text with any other. */
import { FileDown, FilePlus2, PanelLeft, SquarePen, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, useLocation } from 'wouter';
import type { ThreadId } from '#shared/models/ids.ts';
import { threadIdSchema } from '#shared/models/ids.ts';
import { Button } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { Menu } from '../../../components/menu.tsx';
import { ViewHeader } from '../../../components/view-header.tsx';
import { toAppError } from '../../../lib/rpc/client.ts';
import { shortcutLabel, useShortcut } from '../../../lib/shortcuts.ts';
import { askToExport } from '../../../lib/transfer-request.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { useThreadActions } from '../thread-actions.ts';
import { useMarkSeen } from '../use-mark-seen.ts';
import { NARROW, useMedia } from '../use-media.ts';
import { useThread } from '../use-threads.ts';
import { TextDesk } from './text-desk.tsx';
import { TextList } from './text-list.tsx';
import { usePaper } from './use-paper.ts';

function OpenText({ threadId, engineChip, onToggle }: { threadId: ThreadId | null; engineChip: ReactNode; onToggle: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [, navigate] = useLocation();
  const actions = useThreadActions();
  const { data: thread, error, isPending } = useThread(threadId);
  const paperDesk = usePaper(threadId);
  useMarkSeen(thread ?? null);
  if (error) {
    return (
      <EmptyState
        icon={FilePlus2}
        title={t('playground.notOpened')}
        actions={
          <Button tone="primary" onClick={() => navigate('/playground')}>
            {t('playground.newText')}
          </Button>
        }
      >
        {errorText(toAppError(error))}
      </EmptyState>
    );
  }
  if (thread?.kind === 'chat') return <Redirect to={`/chat/${thread.id}`} replace />;
  const name = thread ? thread.title || t('playground.untitled') : t('playground.newText');
  return (
    <>
      <ViewHeader
        title={
          <div className="flex min-w-0 items-center gap-1">
            <IconButton
              icon={PanelLeft}
              label={t('playground.toggleList')}
              shortcut={shortcutLabel('sideBar')}
              className="-ml-2"
              onClick={onToggle}
            />
            <h1 className="min-w-0 truncate px-1">{name}</h1>
          </div>
        }
      >
        {engineChip}
        {thread && (
          <Menu
            label={t('common.action.more')}
            items={[
              { label: t('transfer.export.action'), icon: FileDown, onSelect: () => askToExport(thread) },
              { label: t('playground.delete'), icon: Trash2, isDanger: true, onSelect: () => void actions.remove(thread, null) },
            ]}
          />
        )}
      </ViewHeader>
      {paperDesk.desk && (threadId === null || !isPending) && (
        <TextDesk threadId={threadId} thread={thread ?? null} paperDesk={paperDesk} desk={paperDesk.desk} />
      )}
    </>
  );
}

export interface PlaygroundViewProps {
  readonly threadId: string | null;
  readonly engineChip: ReactNode;
}

export function PlaygroundView({ threadId: address, engineChip }: PlaygroundViewProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const parsed = threadIdSchema.safeParse(address);
  const threadId = parsed.success ? parsed.data : null;
  const isNarrow = useMedia(NARROW);
  const [isListOpen, setIsListOpen] = useState(!isNarrow);
  useEffect(() => setIsListOpen(!isNarrow), [isNarrow]);
  const toggle = (): void => setIsListOpen(!isListOpen);
  const close = (): void => {
    if (isNarrow) setIsListOpen(false);
  };
  const newText = (): void => {
    close();
    navigate('/playground');
  };
  useShortcut('sideBar', toggle);
  useShortcut('newChat', newText);
  return (
    <div className="flex min-h-0 flex-1">
      {isListOpen && isNarrow && <div aria-hidden className="fixed inset-0 z-20 bg-scrim" onClick={close} />}
      {isListOpen && (
        <section
          data-region
          aria-label={t('playground.list')}
          className={
            isNarrow
              ? 'fixed inset-y-0 left-0 z-30 flex w-64 max-w-[85vw] flex-col border-r border-line bg-sunken shadow-overlay sm:left-16'
              : 'flex w-56 shrink-0 flex-col border-r border-line bg-sunken'
          }
          onKeyDown={(event) => {
            if (event.key === 'Escape' && !event.defaultPrevented) close();
          }}
        >
          <div className="p-3">
            <Button className="w-full" onClick={newText}>
              <SquarePen size={16} strokeWidth={1.75} aria-hidden />
              {t('playground.newText')}
            </Button>
          </div>
          <TextList threadId={threadId} onOpen={close} />
        </section>
      )}
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <OpenText key={threadId ?? 'new'} threadId={threadId} engineChip={engineChip} onToggle={toggle} />
      </div>
    </div>
  );
}
