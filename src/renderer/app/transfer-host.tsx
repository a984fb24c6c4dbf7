import { onDemand } from '../lib/on-demand.tsx';
import { useTransferRequest } from '../lib/transfer-request.ts';

const TransferDialogs = onDemand(async () => (await import('../features/transfer/transfer-dialogs.tsx')).TransferDialogs);

/** Where export and import show themselves, once anybody has asked for them. */
export function TransferHost() {
  const wasAsked = useTransferRequest((store) => store.wasAsked);
  return wasAsked && <TransferDialogs />;
}
