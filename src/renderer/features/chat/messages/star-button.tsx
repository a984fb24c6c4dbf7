import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '#shared/models/message.ts';
import { IconButton } from '../../../components/icon-button.tsx';
import { useOrderActions } from '../side-bar/order-actions.ts';

/** Stars a message, or takes the star away. A star stays in sight without the pointer. */
export function StarButton({ message }: { readonly message: Message }) {
  const { t } = useTranslation();
  const { setStarred } = useOrderActions();
  const { id, threadId, isStarred } = message;
  return (
    <IconButton
      icon={Star}
      label={t(isStarred ? 'order.stars.unstar' : 'order.stars.star')}
      aria-pressed={isStarred}
      data-starred={isStarred || undefined}
      className={isStarred ? 'text-accent opacity-100 [&_svg]:fill-current' : undefined}
      onClick={() => void setStarred(threadId, id, !isStarred)}
    />
  );
}
