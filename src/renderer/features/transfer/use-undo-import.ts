import { useTranslation } from 'react-i18next';
import type { PastImport } from '#shared/models/transfer.ts';
import { showToast } from '../../components/toasts.tsx';
import { formatNumber } from '../../lib/format.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { useErrorText } from '../../lib/use-error-text.ts';

/** Takes an import back, or the taking back; each says what it did. */
export function useUndoImport(): { readonly undo: (past: PastImport) => void; readonly restore: (past: PastImport) => void } {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const attempt = async (work: () => Promise<unknown>, told: () => void): Promise<void> => {
    try {
      await work();
      told();
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
    }
    await queryClient.invalidateQueries({ queryKey: ['transfer'] });
    await queryClient.invalidateQueries({ queryKey: ['threads'] });
  };
  const restore = (past: PastImport): void =>
    void attempt(
      () => rpc.transfer.restoreImport({ importId: past.id }),
      () => showToast({ text: t('transfer.import.restored') }),
    );
  const undo = (past: PastImport): void =>
    void attempt(
      () => rpc.transfer.undoImport({ importId: past.id }),
      () =>
        showToast({
          text: t('transfer.import.undone', { count: past.threads, number: formatNumber(past.threads, i18n.language) }),
          action: { label: t('transfer.import.restore'), onSelect: () => restore(past) },
        }),
    );
  return { undo, restore };
}
