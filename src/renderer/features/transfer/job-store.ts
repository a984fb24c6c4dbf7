/** The one job of main as this window sees it, over every reconnection; and which jobs this window has begun. */
import { useEffect } from 'react';
import type { TransferJob } from '#shared/models/transfer.ts';
import { create } from 'zustand';
import { rpc } from '../../lib/rpc/client.ts';
import { useConnection } from '../../lib/rpc/connection.ts';

interface JobStore {
  readonly job: TransferJob;
  /** Begun here: its end is told here, and its file is fetched here. */
  readonly ownJobId: string | null;
}

export const useJob = create<JobStore>(() => ({ job: { state: 'idle' }, ownJobId: null }));

/** Keeps the store true while the component is there. */
export function useFollowJob(): void {
  const epoch = useConnection((store) => store.epoch);
  useEffect(() => {
    const controller = new AbortController();
    const follow = async (): Promise<void> => {
      const jobs = await rpc.transfer.watchJob(undefined, { signal: controller.signal });
      for await (const job of jobs) useJob.setState({ job });
    };
    follow().catch(() => undefined);
    return () => controller.abort();
  }, [epoch]);
}

export const ownJob = (jobId: string): void => useJob.setState({ ownJobId: jobId });
