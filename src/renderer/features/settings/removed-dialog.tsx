/** What was deleted: each chat, text and message can be had back, or erased before its time. */
import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { GRACE_DAYS } from '#shared/models/removed.ts';
import type { RemovedItem } from '#shared/models/removed.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { showToast } from '../../components/toasts.tsx';
import { focusAfter } from '../../lib/focus-after.ts';
import { homeOf } from '../../lib/thread-home.ts';
import { timeAgo } from '../../lib/time-ago.ts';
import { keyOf, useRemoved } from './use-removed.ts';

interface QuestionProps {
  readonly children: ReactNode;
  readonly isWorking: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Erasing has no undo, so it is asked about, in the place of the button that wants it. */
function Question({ children, isWorking, onYes, onNo }: QuestionProps) {
  const { t } = useTranslation();
  return (
    <div
      role="group"
      aria-label={t('settings.removed.eraseNow')}
      className="flex w-full flex-wrap items-center justify-end gap-2"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onNo();
      }}
    >
      <p className="min-w-0 flex-1 basis-48 text-13 break-words">{children}</p>
      <Button size="small" autoFocus onClick={onNo}>
        {t('common.action.cancel')}
      </Button>
      <Button size="small" tone="danger" disabled={isWorking} onClick={onYes}>
        {t('settings.removed.eraseNow')}
      </Button>
    </div>
  );
}

export function RemovedDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [, navigate] = useLocation();
  const removed = useRemoved();
  /** Whose erasing is asked about. */
  const [asked, setAsked] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const { items, total, isWorking } = removed;
  const [now] = useState(() => Date.now());
  const homeTitle = ({ title, kind }: RemovedItem): string =>
    title || t(kind === 'completion' ? 'playground.untitled' : 'chat.threads.untitled');
  const titleOf = (item: RemovedItem): string =>
    item.type === 'thread' ? homeTitle(item) : item.excerpt.trim() || t('settings.removed.noText');
  const factsOf = (item: RemovedItem): string => {
    const when = t('settings.removed.when', { when: timeAgo(item.removedAt, now, i18n.language) });
    if (item.type === 'thread') return when;
    return t('settings.removed.messages', { count: item.count, title: homeTitle(item), when });
  };

  /** Back to the button that asked; after the row has gone, to the list. */
  const settle = (selector: string | null): void =>
    focusAfter(
      () => setAsked(null),
      () => (selector === null ? null : document.querySelector<HTMLElement>(selector)) ?? list.current,
    );
  const restore = async (item: RemovedItem): Promise<void> => {
    if (!(await removed.restore(item))) return;
    settle(null);
    const open = (): void => {
      onClose();
      navigate(`${homeOf(item)}/${item.threadId}`);
    };
    showToast({
      text: t('settings.removed.restored', { title: titleOf(item) }),
      action: { label: t('settings.removed.open'), onSelect: open },
    });
  };
  const erase = async (item: RemovedItem | null): Promise<void> => {
    if (await removed.erase(item)) settle(null);
  };
  const eraseAll =
    asked === 'all' ? (
      <Question isWorking={isWorking} onYes={() => void erase(null)} onNo={() => settle('[data-erase-all]')}>
        {t('settings.removed.eraseAllAsk', { count: total })}
      </Question>
    ) : (
      <Button tone="danger" data-erase-all disabled={isWorking} onClick={() => setAsked('all')}>
        {t('settings.removed.eraseAll')}
      </Button>
    );
  return (
    <Dialog
      isOpen
      title={t('settings.removed.title')}
      description={t('settings.removed.description', { days: GRACE_DAYS })}
      closeLabel={t('common.action.close')}
      onClose={onClose}
      footer={items.length > 1 ? eraseAll : undefined}
    >
      {removed.problem !== null && (
        <Notice tone="danger" role="alert" className="mb-3">
          {removed.problem}
        </Notice>
      )}
      {removed.isReady && items.length === 0 && (
        <p className="flex flex-col items-center gap-2 py-8 text-center text-13 text-ink-2">
          <Trash2 size={20} strokeWidth={1.75} aria-hidden />
          {t('settings.removed.none', { days: GRACE_DAYS })}
        </p>
      )}
      <ul ref={list} tabIndex={-1} aria-label={t('settings.removed.list')} className="outline-none">
        {items.map((item) => (
          <li key={keyOf(item)} className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line py-2 last:border-0">
            {asked === keyOf(item) ? (
              <Question isWorking={isWorking} onYes={() => void erase(item)} onNo={() => settle(`[data-erase="${keyOf(item)}"]`)}>
                {t('settings.removed.eraseAsk', { title: titleOf(item) })}
              </Question>
            ) : (
              <>
                <div className="min-w-0 flex-1 basis-48">
                  <p className="truncate text-14">{titleOf(item)}</p>
                  <p className="text-12 text-ink-2">{factsOf(item)}</p>
                </div>
                <Button
                  size="small"
                  aria-label={t('settings.removed.restoreNamed', { title: titleOf(item) })}
                  disabled={isWorking}
                  onClick={() => void restore(item)}
                >
                  {t('settings.removed.restore')}
                </Button>
                <Button
                  size="small"
                  tone="quiet"
                  data-erase={keyOf(item)}
                  aria-label={t('settings.removed.eraseNamed', { title: titleOf(item) })}
                  disabled={isWorking}
                  onClick={() => setAsked(keyOf(item))}
                >
                  {t('settings.removed.erase')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      {removed.hasMore && (
        <Button size="small" className="mt-3" onClick={removed.loadMore}>
          {t('settings.removed.more')}
        </Button>
      )}
    </Dialog>
  );
}
