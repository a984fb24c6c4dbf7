import { ChevronLeft, ChevronRight, Undo2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { focusAfter } from '../../lib/focus-after.ts';
import { formatNumber } from '../../lib/format.ts';
import type { Review } from './review.ts';

export interface ReviewBarProps {
  readonly review: Review | null;
  readonly characters: number;
  readonly onMove: (index: number) => void;
  readonly onAcceptAll: () => void;
  readonly onRejectAll: () => void;
  readonly onUndo: () => void;
}

/** The strip under Write: where the review stands, the length of the text, and the decisions about all changes. */
export function ReviewBar({ review, characters, onMove, onAcceptAll, onRejectAll, onUndo }: ReviewBarProps) {
  const { t, i18n } = useTranslation();
  const undoButton = useRef<HTMLButtonElement>(null);
  /** Its own button is switched off with the last change; the way back is the next thing one may want. */
  const decideAll = (decide: () => void) => () => focusAfter(decide, () => undoButton.current);
  const count = review?.pending.length ?? 0;
  return (
    <footer className="flex min-h-13 shrink-0 flex-wrap items-center gap-2 border-t border-line px-4 py-2 text-13 text-ink-2">
      {review && count > 0 && (
        <>
          <span role="status" className="tabular-nums">
            {t('write.counter', { position: review.current + 1, total: count })}
          </span>
          <IconButton
            icon={ChevronLeft}
            label={t('write.previous')}
            shortcut="K"
            disabled={review.current === 0}
            onClick={() => onMove(review.current - 1)}
          />
          <IconButton
            icon={ChevronRight}
            label={t('write.next')}
            shortcut="J"
            disabled={review.current >= count - 1}
            onClick={() => onMove(review.current + 1)}
          />
          <span className="hidden text-12 lg:inline">{t('write.keys')}</span>
        </>
      )}
      <span className="ml-auto tabular-nums">
        {t('write.characters', { count: characters, shown: formatNumber(characters, i18n.language) })}
      </span>
      {review && (
        <>
          <Button ref={undoButton} disabled={review.past.length === 0} onClick={onUndo}>
            <Undo2 size={16} strokeWidth={1.75} aria-hidden />
            {t('write.undo')}
          </Button>
          <Button disabled={count === 0} onClick={decideAll(onRejectAll)}>
            {t('write.rejectAll')}
          </Button>
          <Button tone="primary" disabled={count === 0} onClick={decideAll(onAcceptAll)}>
            {t('write.acceptAll')}
          </Button>
        </>
      )}
    </footer>
  );
}
