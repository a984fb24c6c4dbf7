import { clsx } from 'clsx';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Assistant } from '#shared/models/assistant.ts';
import type { AssistantId } from '#shared/models/ids.ts';
import { AssistantIcon } from '../../components/assistant-icon.tsx';

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const links = [...event.currentTarget.querySelectorAll('a')];
  const at = links.findIndex((link) => link === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  const link = to === undefined ? undefined : links[to];
  if (!link) return;
  event.preventDefault();
  link.focus();
  link.click();
}

export interface AssistantListProps {
  readonly assistants: readonly Assistant[];
  readonly chosenId: AssistantId | undefined;
}

/** One stop of the Tab key; the arrow keys open the assistant above or below. */
export function AssistantList({ assistants, chosenId }: AssistantListProps) {
  const { t } = useTranslation();
  return (
    <ul aria-label={t('assistants.list')} className="flex flex-col gap-0.5" onKeyDown={moveFocus}>
      {assistants.map(({ id, icon, name, origin, isChanged }, index) => {
        const isChosen = id === chosenId;
        const kind = origin === 'own' ? 'own' : isChanged ? 'shippedChanged' : 'shipped';
        return (
          <li key={id}>
            <Link
              href={`/assistants/${id}`}
              aria-current={isChosen ? 'true' : undefined}
              tabIndex={isChosen || (chosenId === undefined && index === 0) ? 0 : -1}
              className={clsx(
                'flex min-h-10 items-center gap-3 rounded-control px-3 py-1.5',
                isChosen ? 'bg-accent-soft' : 'hover:bg-accent-soft',
              )}
            >
              <AssistantIcon icon={icon} size={20} className={clsx('shrink-0', isChosen ? 'text-accent' : 'text-ink-2')} />
              <span className="min-w-0 flex-1">
                <span className="block truncate text-13 font-medium">{name}</span>
                <span className="block truncate text-12 text-ink-2">{t(`assistants.${kind}`)}</span>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
