import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueuedId, ThreadId } from '#shared/models/ids.ts';
import type { QueuePause, ThreadQueue } from '#shared/models/queue.ts';
import { Button } from '../../../components/button.tsx';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import { QueuedRow } from './queued-row.tsx';
import { useQueueActions } from './use-queue.ts';

export interface QueueListProps {
  readonly threadId: ThreadId;
  readonly queue: ThreadQueue;
}

interface WantedFocus {
  readonly id: QueuedId;
  readonly act: 'up' | 'down' | 'remove';
  readonly isDrawn: (messages: ThreadQueue['messages']) => boolean;
}

function PauseNote({ pause, onResume }: { readonly pause: QueuePause; readonly onResume: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const text = (): string => {
    if (pause.reason === 'notSent') return t('queue.paused.notSent', { reason: errorText({ code: pause.code ?? 'INTERNAL', data: {} }) });
    return t(`queue.paused.${pause.reason}`);
  };
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 pb-1 text-13 text-ink-2">
      <span className="min-w-0 flex-1 basis-60">{text()}</span>
      <Button size="small" tone="primary" onClick={onResume}>
        {t(pause.reason === 'restart' ? 'queue.sendNow' : 'queue.resume')}
      </Button>
    </div>
  );
}

/** The messages that wait in the open chat, above the composer. */
export function QueueList({ threadId, queue: { pause, messages } }: QueueListProps) {
  const { t } = useTranslation();
  const actions = useQueueActions();
  const list = useRef<HTMLOListElement>(null);
  /** Where the focus goes once the change is drawn; its button may have moved or gone. */
  const wanted = useRef<WantedFocus | null>(null);

  useEffect(() => {
    // The list is also drawn anew for other reasons, before the change has come.
    if (!wanted.current?.isDrawn(messages)) return;
    const { id, act } = wanted.current;
    wanted.current = null;
    list.current?.querySelector<HTMLElement>(`[data-queued="${id}"] [data-act="${act}"]`)?.focus();
  }, [messages]);

  const change = async (focus: WantedFocus | null, work: Promise<boolean>): Promise<void> => {
    wanted.current = focus;
    if (!(await work)) wanted.current = null;
  };
  const move = (id: QueuedId, at: number, by: 1 | -1): void => {
    const focus = { id, act: by === 1 ? 'down' : 'up', isDrawn: (drawn) => drawn[at]?.id !== id } satisfies WantedFocus;
    void change(focus, actions.move(id, messages[by === -1 ? at - 1 : at + 2]?.id ?? null));
  };
  const remove = (id: QueuedId, at: number): void => {
    const next = messages[at + 1] ?? messages[at - 1];
    const focus = next
      ? ({ id: next.id, act: 'remove', isDrawn: (drawn) => drawn.every((one) => one.id !== id) } satisfies WantedFocus)
      : null;
    if (!focus) focusComposer();
    void change(focus, actions.remove(id, messages[at + 1]?.id ?? null));
  };
  return (
    <section aria-label={t('queue.label')} className="mb-2 rounded-card border border-line bg-sunken px-3 py-2">
      {pause ? (
        <PauseNote
          pause={pause}
          onResume={() => {
            focusComposer();
            void actions.resume(threadId);
          }}
        />
      ) : (
        <p role="status" className="sr-only">
          {t('queue.count', { count: messages.length })}
        </p>
      )}
      <ol ref={list} className="max-h-[30dvh] overflow-y-auto">
        {messages.map((message, index) => (
          <QueuedRow
            key={message.id}
            message={message}
            at={index + 1}
            count={messages.length}
            onEdit={(text) => actions.edit(message.id, text)}
            onMove={(by) => move(message.id, index, by)}
            onRemove={() => remove(message.id, index)}
          />
        ))}
      </ol>
    </section>
  );
}
