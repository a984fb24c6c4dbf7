/**
 * The text with its changes in place. Each change is a focusable item of one list (roving tab stop): j/k or the arrows move,
 * a accepts, r rejects. The buttons for the current change float under it.
 */
import { clsx } from 'clsx';
import { Check, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import type { PendingChange, Piece, Review } from './review.ts';
import { isSameParagraph, paragraphsOf } from './review.ts';

export interface ChangeListProps {
  readonly review: Review;
  readonly onMove: (index: number) => void;
  readonly onAccept: (index: number) => void;
  readonly onReject: (index: number) => void;
  readonly onUndo: () => void;
}

const MOVES: Readonly<Record<string, (index: number, last: number) => number>> = {
  j: (index) => index + 1,
  ArrowDown: (index) => index + 1,
  ArrowRight: (index) => index + 1,
  k: (index) => index - 1,
  ArrowUp: (index) => index - 1,
  ArrowLeft: (index) => index - 1,
  Home: () => 0,
  End: (_, last) => last,
};
const CARD_WIDTH = 232;

/** Blank text would be invisible in a name and on screen. */
function useVisible(): (text: string) => string {
  const { t } = useTranslation();
  return (text) => (text === '' || text.trim() !== '' ? text : text.includes('\n') ? t('write.change.lineBreak') : t('write.change.space'));
}

function ChangeItem({ change, isCurrent }: { readonly change: PendingChange; readonly isCurrent: boolean }) {
  const { t } = useTranslation();
  const visible = useVisible();
  const [removed, added] = [visible(change.removed), visible(change.added)];
  const name = ((): string => {
    if (removed === '') return t('write.change.add', { added });
    return added === '' ? t('write.change.remove', { removed }) : t('write.change.replace', { removed, added });
  })();
  return (
    <span
      role="listitem"
      aria-label={name}
      data-change={change.id}
      tabIndex={isCurrent ? 0 : -1}
      className={clsx('rounded-control px-0.5 outline-offset-1', isCurrent && 'outline-2 outline-accent')}
    >
      {removed !== '' && <del className="bg-removed text-ink decoration-danger">{change.removed.trim() === '' ? '␣' : change.removed}</del>}
      {removed !== '' && added !== '' && ' '}
      {added !== '' && (
        <ins className="bg-added text-ink decoration-success underline-offset-2">{change.added.trim() === '' ? '␣' : change.added}</ins>
      )}
    </span>
  );
}

interface ParagraphProps {
  readonly pieces: readonly Piece[];
  /** The current change when it is in this paragraph. */
  readonly currentId: number | null;
}

/** Drawn anew only when it looks different; off screen it costs no layout. */
const Paragraph = memo(
  function Paragraph({ pieces, currentId }: ParagraphProps) {
    return (
      <div className="min-h-[1.7em] [contain-intrinsic-size:auto_1.7em] [content-visibility:auto]">
        {pieces.map((piece, index) =>
          piece.kind === 'plain' ? (
            // Plain pieces have no identity of their own; between changes their place is one.
            <span key={`plain ${index}`}>{piece.text}</span>
          ) : (
            <ChangeItem key={piece.change.id} change={piece.change} isCurrent={piece.change.id === currentId} />
          ),
        )}
      </div>
    );
  },
  (before, after) => before.currentId === after.currentId && isSameParagraph(before.pieces, after.pieces),
);

export function ChangeList({ review, onMove, onAccept, onReject, onUndo }: ChangeListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  const { current, pending, text } = review;
  const paragraphs = useMemo(() => paragraphsOf({ text, pending }), [text, pending]);
  const currentId = pending[current]?.id;
  const hadFocus = useRef(false);

  useLayoutEffect(() => {
    const container = list.current;
    const item = container?.querySelector<HTMLElement>(`[data-change="${currentId}"]`);
    if (!container || !item) return setPlace(null);
    const measure = (): void => {
      const boxes = item.getClientRects();
      const box = boxes[boxes.length - 1] ?? item.getBoundingClientRect();
      const frame = container.getBoundingClientRect();
      const left = Math.max(0, Math.min(box.left - frame.left, frame.width - CARD_WIDTH));
      setPlace({ left, top: box.bottom - frame.top + 8 });
    };
    measure();
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(container);
    return () => observer.disconnect();
  }, [currentId, paragraphs]);

  useEffect(() => {
    const item = list.current?.querySelector<HTMLElement>(`[data-change="${currentId}"]`);
    if (hadFocus.current) item?.focus({ preventScroll: true });
    item?.scrollIntoView?.({ block: 'nearest' });
  }, [currentId]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.nativeEvent.isComposing || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !event.shiftKey) {
      event.preventDefault();
      onUndo();
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const move = MOVES[key];
    if (move) onMove(move(current, pending.length - 1));
    else if (key === 'a') onAccept(current);
    else if (key === 'r') onReject(current);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="relative">
      <div
        ref={list}
        role="list"
        aria-label={t('write.changes')}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          hadFocus.current = true;
          const id = Number(event.target.closest<HTMLElement>('[data-change]')?.dataset['change'] ?? Number.NaN);
          const index = pending.findIndex((change) => change.id === id);
          if (index !== -1 && index !== current) onMove(index);
        }}
        onBlur={(event) => {
          if (event.relatedTarget !== null) hadFocus.current = false;
        }}
        className="text-15 leading-[1.7] break-words whitespace-pre-wrap"
      >
        {paragraphs.map((pieces, index) => (
          <Paragraph
            key={index}
            pieces={pieces}
            currentId={pieces.some((piece) => piece.kind === 'change' && piece.change.id === currentId) ? (currentId ?? null) : null}
          />
        ))}
      </div>
      {place && (
        <div
          className="absolute z-10 flex gap-1 rounded-card border border-line bg-surface p-1.5 shadow-overlay"
          style={{ left: place.left, top: place.top }}
        >
          <Button tone="primary" aria-keyshortcuts="a" onClick={() => onAccept(current)}>
            <Check size={16} strokeWidth={1.75} aria-hidden />
            {t('write.accept')}
            <kbd aria-hidden className="font-sans opacity-80">
              A
            </kbd>
          </Button>
          <Button aria-keyshortcuts="r" onClick={() => onReject(current)}>
            <X size={16} strokeWidth={1.75} aria-hidden />
            {t('write.reject')}
            <kbd aria-hidden className="font-sans text-ink-2">
              R
            </kbd>
          </Button>
        </div>
      )}
    </div>
  );
}
