import { GitBranch } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ThreadId } from '#shared/models/ids.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { onDemand } from '../../../lib/on-demand.tsx';
import { showBranchMap, useChatUi } from '../chat-ui-store.ts';
import { useMessages } from '../use-messages.ts';

const BranchMapDialog = onDemand(async () => (await import('./branch-map.tsx')).BranchMapDialog);

/** Fewer are at hand with the version switches. */
const FEW_BRANCHES = 2;

/** The way to the map of branches, for a chat whose loaded turns show more than a few; and the map, whoever asked for it. */
export function BranchesButton({ threadId }: { readonly threadId: ThreadId }) {
  const { t } = useTranslation();
  const { messages } = useMessages(threadId);
  const isOpen = useChatUi((ui) => ui.mapOf === threadId);
  const others = messages.reduce((sum, { versionIds }) => sum + versionIds.length - 1, 0);
  return (
    <>
      {others >= FEW_BRANCHES && <IconButton icon={GitBranch} label={t('branches.map.button')} onClick={() => showBranchMap(threadId)} />}
      {isOpen && <BranchMapDialog threadId={threadId} onClose={() => showBranchMap(null)} />}
    </>
  );
}
