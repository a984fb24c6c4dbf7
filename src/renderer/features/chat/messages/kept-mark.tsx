import { Pin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/models/message.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { useContextActions } from '../context/use-context-actions.ts';

/** The mark of a message that stays in the context, in sight without the pointer. It lets the message go. */
export function KeptMark({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  const { setKept } = useContextActions();
  if (!message.isKept) return null;
  return (
    <IconButton
      icon={Pin}
      label={t('context.kept')}
      aria-pressed
      data-kept
      className="text-accent [&_svg]:fill-current"
      onClick={() => void setKept(message.threadId, message.id, false)}
    />
  );
}
