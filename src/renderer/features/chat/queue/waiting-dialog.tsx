import { useTranslation } from 'react-i18next';
import type { GenerationId, ThreadId } from '#shared/models/ids.ts';
import type { QueuedThread } from '#shared/models/queue.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { useGeneration } from '../../../lib/generation/use-generation.ts';
import { useTurnActions } from '../turn-actions.ts';
import { useQueueActions } from './use-queue.ts';
import { useLiveGenerations, useThread } from '../use-threads.ts';

export interface WaitingDialogProps {
  /** Chats for which the model works or will. */
  readonly live: readonly ThreadId[];
  readonly queued: readonly QueuedThread[];
  readonly onClose: () => void;
}

interface RowProps {
  readonly threadId: ThreadId;
  readonly generationIds: readonly GenerationId[];
  readonly queue: QueuedThread | undefined;
  readonly onClose: () => void;
}

function usePhaseText(generationIds: readonly GenerationId[]): string {
  const { t } = useTranslation();
  const { phase, ahead } = useGeneration(generationIds[0] ?? null);
  if (generationIds.length === 0) return '';
  if (phase === 'queued') return t('queue.waiting.behind', { count: ahead });
  return t(`queue.waiting.${phase}`);
}

/** Goes away once it has done its work: the chat's own link has the focus then. */
function RowButton({ action, title, onClick }: { readonly action: string; readonly title: string; readonly onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button
      size="small"
      aria-label={t('queue.waiting.named', { action, title })}
      onClick={(event) => {
        event.currentTarget.closest('li')?.querySelector('a')?.focus();
        onClick();
      }}
    >
      {action}
    </Button>
  );
}

function Row({ threadId, generationIds, queue, onClose }: RowProps) {
  const { t } = useTranslation();
  const { data: thread } = useThread(threadId);
  const { stop } = useTurnActions();
  const { resume } = useQueueActions();
  const phase = usePhaseText(generationIds);
  const isTemporary = thread?.isTemporary ?? queue?.isTemporary ?? false;
  const title = thread?.title || queue?.title || t(isTemporary ? 'order.temporary.name' : 'chat.threads.untitled');
  const words = [
    phase,
    queue ? t('queue.waiting.messages', { count: queue.count }) : '',
    queue?.pause ? t('queue.waiting.paused') : '',
  ].filter((word) => word !== '');
  return (
    <li className="flex items-center gap-3 border-line py-2 not-first:border-t">
      <div className="min-w-0 flex-1">
        <a href={`#/chat/${threadId}`} className="block truncate text-13 font-medium hover:underline" onClick={onClose}>
          {title}
        </a>
        <span className="text-12 text-ink-2 tabular-nums">{words.join(t('queue.waiting.separator'))}</span>
      </div>
      {queue?.pause && (
        <RowButton
          action={t(queue.pause.reason === 'restart' ? 'queue.sendNow' : 'queue.resume')}
          title={title}
          onClick={() => void resume(threadId)}
        />
      )}
      {generationIds.length > 0 && <RowButton action={t('common.action.stop')} title={title} onClick={() => void stop(generationIds)} />}
    </li>
  );
}

/** Every chat that the model works for or that waits for it, in the order of service. */
export function WaitingDialog({ live, queued, onClose }: WaitingDialogProps) {
  const { t } = useTranslation();
  const running = (useLiveGenerations() ?? []).filter(({ messageId }) => messageId !== null);
  const ids = [...new Set([...live, ...queued.map(({ threadId }) => threadId)])];
  return (
    <Dialog
      isOpen
      title={t('queue.waiting.title')}
      description={t('queue.waiting.description')}
      closeLabel={t('common.action.close')}
      onClose={onClose}
    >
      {ids.length === 0 ? (
        <p className="text-13">{t('queue.waiting.none')}</p>
      ) : (
        <ul>
          {ids.map((threadId) => (
            <Row
              key={threadId}
              threadId={threadId}
              generationIds={running.filter((one) => one.threadId === threadId).map(({ id }) => id)}
              queue={queued.find((one) => one.threadId === threadId)}
              onClose={onClose}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}
