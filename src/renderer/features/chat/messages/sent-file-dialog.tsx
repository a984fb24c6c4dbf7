import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '#shared/models/attachment.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { FileText } from '../file-text.tsx';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';

/** Exactly what was sent of a file. */
export function SentFileDialog({ file, onClose }: { readonly file: Attachment; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { data, error } = useQuery({
    queryKey: ['attachment-text', file.id],
    queryFn: () => rpc.attachments.getText({ attachmentId: file.id }),
    gcTime: 60_000,
  });
  return (
    <Dialog
      isOpen
      title={file.name}
      description={t('attachments.sent', { name: file.name })}
      closeLabel={t('common.action.close')}
      onClose={onClose}
      footer={
        <Button tone="primary" onClick={onClose}>
          {t('attachments.done')}
        </Button>
      }
    >
      {error && (
        <p role="alert" className="text-13 text-danger">
          {t('attachments.loadFailed')} {errorText(toAppError(error))}
        </p>
      )}
      {data && <FileText name={file.name} text={data.text} className="max-h-[55dvh]" />}
    </Dialog>
  );
}
