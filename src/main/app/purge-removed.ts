/** Really deletes what was removed longer ago than the time of grace, and what was erased before it, while the application runs. */
import { GRACE_DAYS } from '#shared/models/removed.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { Store } from '#main/storage/store.ts';

const DAY_MS = 24 * 60 * 60_000;

export interface PurgeOptions {
  readonly log: Logger;
  /** The store is about to close: what is left is done at the next start. */
  readonly signal: AbortSignal;
}

/** Never fails: what could not be deleted is tried again at the next start. */
export async function purgeRemoved(
  store: Pick<Store, 'maintenance' | 'threads' | 'tree' | 'assistants'>,
  { log, signal }: PurgeOptions,
): Promise<void> {
  const before = Date.now() - GRACE_DAYS * DAY_MS;
  try {
    if (await store.maintenance.isReadOnly()) return;
    for (const domain of [store.threads, store.tree, store.assistants]) {
      if (signal.aborted) return;
      await domain.purgeRemovedBefore(before);
    }
  } catch (error) {
    if (!signal.aborted) log.warn('what was removed could not be purged', error);
  }
}
