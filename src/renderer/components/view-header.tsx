import type { ReactNode } from 'react';

/** The 44-px strip over a view: its name on the left, what belongs to it on the right. */
export function ViewHeader({ title, children }: { readonly title: ReactNode; readonly children?: ReactNode }) {
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-3 border-b border-line px-4 py-1.5">
      <div className="min-w-0 flex-1 truncate text-15 font-semibold">{title}</div>
      {children}
    </header>
  );
}
