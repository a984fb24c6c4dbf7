import { clsx } from 'clsx';
import { BookOpen, Languages, List, MessageSquare, PenLine, Reply, SpellCheck, Wand } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuickCommand } from '#shared/contract/writing-contract.ts';
import type { CommandChoice } from './commands.ts';

const ICONS: Readonly<Record<QuickCommand, LucideIcon>> = {
  ask: MessageSquare,
  explain: BookOpen,
  summarise: List,
  proofread: SpellCheck,
  rewrite: PenLine,
  translate: Languages,
  reply: Reply,
  custom: Wand,
};

/** Asks, whatever is chosen. */
const ASK_KEYS = /Mac/.test(navigator.userAgent) ? '⌘↵' : 'Ctrl+↵';

export interface CommandListProps {
  readonly id: string;
  readonly choices: readonly CommandChoice[];
  readonly current: number;
  readonly hasClip: boolean;
  readonly onPick: (index: number) => void;
  readonly onPoint: (index: number) => void;
}

function Keys({ children }: { readonly children: string }) {
  return (
    <kbd aria-hidden className="rounded-control border border-line bg-surface px-1.5 font-sans text-12 text-ink-2">
      {children}
    </kbd>
  );
}

export const choiceId = (listId: string, index: number): string => `${listId}-${index}`;

/** Steered from the text box, which keeps the focus; the mouse works too. */
export function CommandList({ id, choices, current, hasClip, onPick, onPoint }: CommandListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[current]?.scrollIntoView?.({ block: 'nearest' });
  }, [current]);
  const label = ({ command, action }: CommandChoice): string => {
    if (command === 'ask' && hasClip) return t('quickAsk.askAbout');
    return command === 'custom' && action === 'run' ? t('quickAsk.doWith') : t(`quickAsk.command.${command}`);
  };
  return (
    <ul ref={list} id={id} aria-label={t('quickAsk.commands')} className="py-1.5">
      {choices.map((choice, index) => {
        const { command } = choice;
        const Icon = ICONS[command];
        const isCurrent = index === current;
        return (
          <li key={command}>
            <button
              id={choiceId(id, index)}
              type="button"
              tabIndex={-1}
              aria-current={isCurrent}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => isCurrent || onPoint(index)}
              onClick={() => onPick(index)}
              className={clsx(
                'flex min-h-10 w-full items-center gap-3 px-5 text-left text-14',
                isCurrent ? 'bg-accent-soft text-ink' : 'text-ink',
              )}
            >
              <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
              <span className="flex-1">{label(choice)}</span>
              {isCurrent && <Keys>↵</Keys>}
              {!isCurrent && command === 'ask' && choice.action === 'run' && <Keys>{ASK_KEYS}</Keys>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
