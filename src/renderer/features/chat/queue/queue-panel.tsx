import type { ThreadId } from '#shared/models/ids.ts';
import type { ThreadQueue } from '#shared/models/queue.ts';
import { onDemand } from '../../../lib/on-demand.tsx';

const QueueList = onDemand(async () => (await import('./queue-list.tsx')).QueueList);

export interface QueuePanelProps {
  readonly threadId: ThreadId | null;
  readonly queue: ThreadQueue;
}

/** Room above the composer for what waits; none while nothing does. */
export function QueuePanel({ threadId, queue }: QueuePanelProps) {
  if (threadId === null || queue.messages.length === 0) return null;
  return (
    <div className="mx-auto w-full max-w-[49rem] px-4 pt-2">
      <QueueList threadId={threadId} queue={queue} />
    </div>
  );
}
