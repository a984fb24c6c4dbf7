/** What one does to the context of a chat. A failure is said in a toast and changes nothing. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId, SummaryId, ThreadId } from '#shared/models/ids.ts';
import { showToast } from '../../../components/toasts.tsx';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { refreshMessages } from '../use-messages.ts';

export interface ContextActions {
  setKept(threadId: ThreadId, messageId: MessageId, isKept: boolean): Promise<void>;
  /** Has the model tell of what is left out. True when it has. */
  summarise(threadId: ThreadId): Promise<boolean>;
  editSummary(threadId: ThreadId, summaryId: SummaryId, text: string): Promise<boolean>;
  removeSummary(threadId: ThreadId, summaryId: SummaryId): Promise<void>;
}

export function useContextActions(): ContextActions {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return useMemo(() => {
    const attempt = async (threadId: ThreadId, work: () => Promise<unknown>, said: string): Promise<boolean> => {
      try {
        await work();
        await refreshMessages(threadId);
        if (said !== '') showToast({ text: said });
        return true;
      } catch (cause) {
        showToast({ text: errorText(toAppError(cause)), isFailure: true });
        return false;
      }
    };
    return {
      setKept: async (threadId, messageId, isKept) => {
        await attempt(threadId, () => rpc.threads.setKept({ messageId, isKept }), t(isKept ? 'context.keptNow' : 'context.unkeptNow'));
      },
      summarise: (threadId) => attempt(threadId, () => rpc.context.summarise({ threadId }), t('context.summary.made')),
      editSummary: (threadId, summaryId, text) =>
        attempt(threadId, () => rpc.context.editSummary({ threadId, summaryId, text }), t('context.summary.saved')),
      removeSummary: async (threadId, summaryId) => {
        const restore = (): Promise<boolean> => attempt(threadId, () => rpc.context.restoreSummary({ threadId, summaryId }), '');
        const isRemoved = await attempt(threadId, () => rpc.context.removeSummary({ threadId, summaryId }), '');
        if (!isRemoved) return;
        const action = { label: t('common.action.undo'), onSelect: () => void restore() };
        showToast({ text: t('context.summary.removed'), action });
      },
    };
  }, [t, errorText]);
}
