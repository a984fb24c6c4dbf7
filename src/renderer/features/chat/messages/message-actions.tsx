import { clsx } from 'clsx';
import { useDeferredValue } from 'react';
import type { ReactNode } from 'react';

/**
 * The row under a message: there for the hand and for the keyboard, quiet otherwise; always there under the last one. Its place is kept,
 * but its dozen buttons come a frame after the words, which nobody shall wait for because of them.
 */
export function MessageActions({
  isAlwaysShown,
  isRight = false,
  children,
}: {
  readonly isAlwaysShown: boolean;
  readonly isRight?: boolean;
  readonly children: ReactNode;
}) {
  const isFurnished = useDeferredValue(true, false);
  return (
    <div
      className={clsx(
        'flex flex-wrap items-center gap-0.5 group-focus-within:opacity-100 group-focus-within:transition-opacity group-hover:opacity-100 group-hover:transition-opacity [@media(hover:none)]:opacity-100',
        isRight ? 'mt-0.5 min-h-7 justify-end [&_button]:size-7' : 'mt-1 -ml-2 min-h-8',
        !isAlwaysShown && 'opacity-0',
      )}
    >
      {isFurnished && children}
    </div>
  );
}
