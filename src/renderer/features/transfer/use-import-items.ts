import { useQuery } from '@tanstack/react-query';
import type { ImportItem } from '#shared/models/transfer.ts';
import { rpc } from '../../lib/rpc/client.ts';

const PAGE = 2_000;

async function readAll(): Promise<ImportItem[]> {
  const items: ImportItem[] = [];
  for (;;) {
    const page = await rpc.transfer.listItems({ offset: items.length, limit: PAGE });
    items.push(...page.items);
    if (page.items.length === 0 || items.length >= page.total) return items;
  }
}

/** The chats of the file that main has looked through; undefined while they come. */
export const useImportItems = (jobId: string): readonly ImportItem[] | undefined =>
  useQuery({ queryKey: ['transfer', 'items', jobId], queryFn: readAll, gcTime: 0 }).data;
