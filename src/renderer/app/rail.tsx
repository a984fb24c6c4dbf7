import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import { Box, Languages, MessageSquare, PenLine, Settings, Zap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';

interface Destination {
  readonly path: '/chat' | '/quick-ask' | '/write' | '/translate' | '/models' | '/settings';
  readonly name: 'chat' | 'quickAsk' | 'write' | 'translate' | 'models' | 'settings';
  readonly icon: LucideIcon;
}

export const DESTINATIONS: readonly Destination[] = [
  { path: '/chat', name: 'chat', icon: MessageSquare },
  { path: '/quick-ask', name: 'quickAsk', icon: Zap },
  { path: '/write', name: 'write', icon: PenLine },
  { path: '/translate', name: 'translate', icon: Languages },
  { path: '/models', name: 'models', icon: Box },
  { path: '/settings', name: 'settings', icon: Settings },
];

/** The main navigation: a column on the left, a row at the bottom under 600 px. */
export function Rail() {
  const { t } = useTranslation();
  const [location] = useLocation();
  return (
    <nav
      aria-label={t('common.nav.label')}
      className="order-last flex shrink-0 border-line bg-sunken max-sm:border-t sm:order-first sm:w-16 sm:flex-col sm:border-r sm:pt-3"
    >
      <img src="/icon.svg" alt="" width={28} height={28} className="mx-auto mb-3 hidden sm:block" />
      {DESTINATIONS.map(({ path, name, icon: Icon }) => {
        const isHere = location === path || location.startsWith(`${path}/`);
        return (
          <Link
            key={path}
            href={path}
            aria-current={isHere ? 'page' : undefined}
            className={clsx(
              'mx-0.5 my-0.5 flex min-h-13 min-w-0 flex-1 flex-col items-center justify-center gap-1 rounded-card text-center text-11 leading-tight tracking-tight sm:flex-none',
              isHere ? 'bg-accent-soft font-semibold text-accent' : 'text-ink-2 hover:bg-accent-soft hover:text-ink',
              name === 'settings' && 'sm:mt-auto sm:mb-2',
            )}
          >
            <Icon size={20} strokeWidth={1.75} aria-hidden />
            <span className="max-w-full break-words">{t(`common.nav.${name}`)}</span>
          </Link>
        );
      })}
    </nav>
  );
}
