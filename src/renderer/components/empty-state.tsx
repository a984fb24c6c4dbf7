import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon?: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** What a view says when it has nothing to show yet, with the way on. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="mx-auto flex h-full max-w-[36rem] flex-col items-center justify-center gap-3 p-6 text-center">
      {Icon && <Icon size={28} strokeWidth={1.5} aria-hidden className="text-ink-2" />}
      <h2 className="text-20 font-semibold">{title}</h2>
      {children !== undefined && <div className="text-14 text-ink-2">{children}</div>}
      {actions !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
