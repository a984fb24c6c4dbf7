import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { showToast } from '../components/toasts.tsx';
import { copyText } from '../lib/copy-text.ts';
import { rpc, toAppError } from '../lib/rpc/client.ts';
import { useAppInfo } from '../lib/use-app-info.ts';
import { useErrorText } from '../lib/use-error-text.ts';

const CAUSES = ['DISK_FULL', 'STORAGE_READ_ONLY', 'STORAGE_BUSY', 'STORAGE_FAILED'] as const;

/** Says that answers wait in memory because the library cannot be written, why, and what helps; gone when all is stored. */
export function UnstoredNotice() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const folder = useAppInfo()?.dataFolder ?? '';
  const { data: unstored } = useQuery({ queryKey: ['generations', 'unstored'], queryFn: () => rpc.generations.getUnstored() });
  if (!unstored) return null;
  const cause = CAUSES.find((known) => known === unstored.code) ?? 'STORAGE_FAILED';
  const copy = async (): Promise<void> => {
    try {
      const { texts } = await rpc.generations.readUnstored();
      const isCopied = await copyText(texts.join('\n\n'));
      showToast(isCopied ? { text: t('common.action.copied') } : { text: t('common.unstored.notCopied'), isFailure: true });
    } catch (failure) {
      showToast({ text: errorText(toAppError(failure)), isFailure: true });
    }
  };
  return (
    <Notice
      tone="warning"
      role="status"
      className="m-2"
      actions={
        <Button size="small" onClick={() => void copy()}>
          {t('common.unstored.copy', { count: unstored.answers })}
        </Button>
      }
    >
      <strong className="block font-semibold">{t('common.unstored.title', { count: unstored.answers })}</strong>
      {t(`common.unstored.cause.${cause}`, { folder })}
      <span className="block text-ink-2">{t('common.unstored.kept')}</span>
    </Notice>
  );
}
