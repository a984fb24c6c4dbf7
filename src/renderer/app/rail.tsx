import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { Box, Languages, MessageSquare, NotebookPen, PenLine, Settings, Zap } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { ThreadKind } from '#shared/models/thread.ts';
import type { OnDemand } from '../lib/on-demand.tsx';
import { useUnseen } from '../lib/use-unseen.ts';
import { ModelsView, PlaygroundView, QuickAskView, SettingsView, TranslateView, WriteView } from './views.ts';

interface Destination {
  readonly path: '/chat' | '/quick-ask' | '/write' | '/translate' | '/playground' | '/models' | '/settings';
  readonly name: 'chat' | 'quickAsk' | 'write' | 'translate' | 'playground' | 'models' | 'settings';
  readonly icon: LucideIcon;
  /** What is written in it, and marked while an answer there is unseen. */
  readonly holds?: ThreadKind;
  /** What must come before it can be shown; the first screen is always there. */
  readonly view?: Pick<OnDemand<object>, 'preload'>;
}

export const DESTINATIONS: readonly Destination[] = [
  { path: '/chat', name: 'chat', holds: 'chat', icon: MessageSquare },
  { path: '/quick-ask', name: 'quickAsk', view: QuickAskView, icon: Zap },
  { path: '/write', name: 'write', view: WriteView, icon: PenLine },
  { path: '/translate', name: 'translate', view: TranslateView, icon: Languages },
  { path: '/playground', name: 'playground', holds: 'completion', view: PlaygroundView, icon: NotebookPen },
  { path: '/models', name: 'models', view: ModelsView, icon: Box },
  { path: '/settings', name: 'settings', view: SettingsView, icon: Settings },
];

/** The main navigation: a column on the left, a row at the bottom under 600 px. */
export function Rail() {
  const { t } = useTranslation();
  const [location] = useLocation();
  const unseen = useUnseen(location.split('/')[2] ?? null);
  const unseenId = useId();
  return (
    <nav
      aria-label={t('common.nav.label')}
      className="order-last flex shrink-0 border-line bg-sunken max-sm:border-t sm:order-first sm:w-16 sm:flex-col sm:border-r sm:pt-3"
    >
      <img src="/icon.svg" alt="" width={28} height={28} className="mx-auto mb-3 hidden sm:block" />
      {DESTINATIONS.map(({ path, name, holds, icon: Icon, view }) => {
        const isHere = location === path || location.startsWith(`${path}/`) || (name === 'chat' && location.startsWith('/assistants'));
        const isUnseen = unseen.some(({ kind }) => kind === holds);
        return (
          <Link
            key={path}
            href={path}
            aria-current={isHere ? 'page' : undefined}
            // Not in its name, which must stay what people call it.
            aria-describedby={isUnseen ? unseenId : undefined}
            onPointerEnter={view?.preload}
            onFocus={view?.preload}
            className={clsx(
              'my-0.5 flex min-h-13 min-w-0 flex-1 flex-col items-center justify-center gap-1 rounded-card text-center text-11 leading-tight tracking-tighter sm:mx-px sm:flex-none',
              isHere ? 'bg-accent-soft font-medium text-accent' : 'text-ink-2 hover:bg-accent-soft hover:text-ink',
              name === 'settings' && 'sm:mt-auto sm:mb-2',
            )}
          >
            <span className="relative">
              <Icon size={20} strokeWidth={1.75} aria-hidden />
              {isUnseen && <span aria-hidden className="absolute -top-1 -right-1.5 size-2 rounded-full bg-accent" />}
            </span>
            <span className="max-w-full break-words">{t(`common.nav.${name}`)}</span>
          </Link>
        );
      })}
      <span id={unseenId} hidden>
        {t('queue.unseen')}
      </span>
    </nav>
  );
}
