import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { indentOf } from './indent.ts';
import { monthName } from './thread-groups.ts';
import type { ThreadGroup } from './thread-groups.ts';

/** `group` null: the folders. */
export function HeadingRow({ group }: { readonly group: ThreadGroup | null }) {
  const { t, i18n } = useTranslation();
  const name = (): string => {
    if (!group) return t('order.folders.heading');
    if (group.name === 'temporary') return t('order.temporary.group');
    if (group.name) return t(`chat.threads.${group.name}`);
    return group.month ? monthName(group.month, new Date(), i18n.language) : '';
  };
  return <div className="px-2 pt-3 pb-1.5 text-12 text-ink-2">{name()}</div>;
}

/** An open folder without anything in it. */
export function EmptyRow({ rowKey, depth }: { readonly rowKey: string; readonly depth: number }) {
  const { t } = useTranslation();
  return (
    <div data-row={rowKey} className="min-h-8 py-1.5 text-12 text-ink-2" style={{ paddingLeft: indentOf(depth) }}>
      {t('order.folders.empty')}
    </div>
  );
}

/** Stands where the next page will be, and asks for it when it comes near the view. `count` changes when a page has come. */
export function MoreRow({ count, onShown }: { readonly count: number; readonly onShown: () => void }) {
  const latest = useRef(onShown);
  useEffect(() => {
    latest.current = onShown;
  });
  useEffect(() => latest.current(), [count]);
  return <div aria-hidden className="min-h-9" />;
}
