import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

const TONES = { quiet: 'text-ink-2', success: 'text-success', warning: 'text-warning', danger: 'text-danger' } as const;

export interface PillProps {
  readonly tone: keyof typeof TONES;
  readonly icon?: LucideIcon;
  readonly title?: string;
  readonly children: ReactNode;
}

/** One short fact about a model. */
export function Pill({ tone, icon: Icon, title, children }: PillProps) {
  return (
    <span
      title={title}
      className={clsx(
        'inline-flex min-h-6 items-center gap-1 rounded-full border border-line bg-surface px-2 text-12 tabular-nums',
        TONES[tone],
      )}
    >
      {Icon && <Icon size={14} strokeWidth={1.75} aria-hidden className="shrink-0" />}
      {children}
    </span>
  );
}
