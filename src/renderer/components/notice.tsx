import { clsx } from 'clsx';
import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const TONES = {
  info: { icon: Info, className: 'text-ink-2' },
  warning: { icon: TriangleAlert, className: 'text-warning' },
  danger: { icon: CircleAlert, className: 'text-danger' },
} as const;

export interface NoticeProps {
  readonly tone: keyof typeof TONES;
  readonly children: ReactNode;
  /** Buttons that are the next step. */
  readonly actions?: ReactNode;
  /** `alert` interrupts a screen reader; keep it for failures that just happened. */
  readonly role?: 'alert' | 'status' | 'note';
  readonly className?: string;
}

/** A sentence with cause and next step; the icon and the words carry the meaning, colour only supports them. */
export function Notice({ tone, children, actions, role = 'note', className }: NoticeProps) {
  const { icon: Icon, className: toneClass } = TONES[tone];
  return (
    <div role={role} className={clsx('flex items-start gap-3 rounded-card border border-line bg-surface px-4 py-3 text-13', className)}>
      <Icon size={16} strokeWidth={1.75} aria-hidden className={clsx('mt-0.5 shrink-0', toneClass)} />
      <div className="min-w-0 flex-1">
        <div className="break-words">{children}</div>
        {actions !== undefined && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
