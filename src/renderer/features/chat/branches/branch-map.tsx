/** All branches of a chat as a tree in few lines: who began each, with which words, which version it is, and the one that is open. */
import { clsx } from 'clsx';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Branch } from '#shared/models/branch.ts';
import type { MessageId, ThreadId } from '#shared/models/ids.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { showToast } from '../../../components/toasts.tsx';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { levelsOf, nextBranch } from './branch-keys.ts';
import { jumpTo } from '../chat-ui-store.ts';
import { refreshMessages } from '../use-messages.ts';

const INDENT_PX = 20;
const MOST_INDENTS = 8;
/** What Markdown adds to words says nothing in a line of them. */
const MARKS = /[*_`#>|]+/gu;

interface BranchTreeProps {
  readonly branches: readonly Branch[];
  readonly onGo: (branch: Branch) => void;
}

function BranchTree({ branches, onGo }: BranchTreeProps) {
  const { t } = useTranslation();
  const levels = useMemo(() => levelsOf(branches), [branches]);
  const open = branches.findLast(({ isOnPath }) => isOnPath) ?? branches[0];
  const [focusedId, setFocusedId] = useState<MessageId | null>(null);
  const tabStop = focusedId ?? open?.messageId;
  const tree = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const timer = requestAnimationFrame(() => tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus());
    return () => cancelAnimationFrame(timer);
  }, []);
  return (
    <ul
      ref={tree}
      role="tree"
      aria-label={t('branches.map.title')}
      onKeyDown={(event) => {
        const next = tabStop && nextBranch(branches, tabStop, event.key);
        if (!next) return;
        event.preventDefault();
        tree.current?.querySelector<HTMLElement>(`[data-branch="${next}"]`)?.focus();
      }}
    >
      {branches.map((branch) => {
        const { messageId, role, excerpt, messageCount, versionNumber, versionCount, isOnPath } = branch;
        const level = levels.get(messageId) ?? 1;
        return (
          <li
            key={messageId}
            role="treeitem"
            aria-level={level}
            aria-selected={isOnPath}
            aria-current={branch === open ? 'true' : undefined}
            tabIndex={messageId === tabStop ? 0 : -1}
            data-branch={messageId}
            className={clsx(
              'flex min-h-9 cursor-default items-center gap-2 rounded-control pr-2 text-13 hover:bg-accent-soft',
              isOnPath ? 'text-ink' : 'text-ink-2',
            )}
            style={{ paddingLeft: 8 + INDENT_PX * Math.min(level - 1, MOST_INDENTS) }}
            onFocus={() => setFocusedId(messageId)}
            onClick={() => onGo(branch)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              onGo(branch);
            }}
          >
            <span
              aria-hidden
              className={clsx('size-2 shrink-0 rounded-full border', isOnPath ? 'border-accent bg-accent' : 'border-line-strong')}
            />
            <span className="shrink-0 text-12 text-ink-2">{t(role === 'user' ? 'chat.message.you' : 'chat.message.assistant')}</span>
            <span className={clsx('min-w-0 flex-1 truncate', isOnPath && 'font-semibold')}>
              {excerpt.replaceAll(MARKS, '').trim() || '…'}
            </span>
            {branch === open && <span className="shrink-0 text-12 text-accent">{t('branches.map.onPath')}</span>}
            {versionCount > 1 && (
              <span className="shrink-0 text-12 text-ink-2 tabular-nums">
                {t('chat.versions.status', { at: versionNumber, count: versionCount })}
              </span>
            )}
            <span className="w-24 shrink-0 text-right text-12 text-ink-2 tabular-nums max-sm:hidden">
              {t('branches.map.messages', { count: messageCount })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

export function BranchMapDialog({ threadId, onClose }: { readonly threadId: ThreadId; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error } = useQuery({
    queryKey: ['messages', threadId, 'branches'],
    queryFn: () => rpc.threads.getBranchMap({ threadId }),
  });
  const go = async ({ messageId }: Branch): Promise<void> => {
    try {
      await rpc.threads.selectVersion({ messageId });
      await refreshMessages(threadId);
      onClose();
      jumpTo({ threadId, messageId });
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
    }
  };
  const words = error
    ? errorText(toAppError(error))
    : data
      ? data.total === 0
        ? t('branches.map.empty')
        : null
      : t('branches.map.loading');
  return (
    <Dialog
      isOpen
      title={t('branches.map.title')}
      description={t('branches.map.hint')}
      closeLabel={t('common.action.close')}
      onClose={onClose}
    >
      {words !== null && <p className="text-13 text-ink-2">{words}</p>}
      {data && data.total > 0 && <BranchTree branches={data.branches} onGo={(branch) => void go(branch)} />}
      {data && data.total > data.branches.length && (
        <p className="mt-2 text-12 text-ink-2">{t('branches.map.cut', { shown: data.branches.length, total: data.total })}</p>
      )}
    </Dialog>
  );
}
