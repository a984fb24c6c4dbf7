/** The paper: one text area, and behind it the same text with what the model wrote marked. */
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLongInsert } from '../composer/use-long-insert.ts';

const PAPER = 'col-start-1 row-start-1 min-h-full w-full text-15 leading-[1.75] break-words whitespace-pre-wrap';

export interface PaperAreaProps {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly before: string;
  /** What the model wrote between the two. */
  readonly written: string;
  readonly after: string;
  /** Where the caret goes whenever `move` changes. */
  readonly caret: number;
  readonly move: number;
  readonly isWriting: boolean;
  readonly isReadOnly: boolean;
  /** Only a part of the paper is given, because all of it is too long to edit. */
  readonly isCut: boolean;
  readonly onType: (text: string, caret: number) => void;
  /** What was inserted makes the text too long to edit. */
  readonly onLong: (text: string, caret: number) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly children?: ReactNode;
}

export function PaperArea(props: PaperAreaProps) {
  const { area, before, written, after, caret, move, isWriting, isReadOnly, isCut } = props;
  const { onType, onLong, onKeyDown, onUndo, onRedo, children } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLSpanElement>(null);
  const isAtEnd = useRef(true);

  const target = useRef({ caret, isAtMark: true });
  useLayoutEffect(() => {
    target.current = { caret, isAtMark: caret === before.length + written.length };
  });
  useLayoutEffect(() => {
    // Only when a move was asked for: a key has put the caret where it belongs.
    const to = target.current;
    area.current?.focus({ preventScroll: true });
    area.current?.setSelectionRange(to.caret, to.caret);
    if (to.isAtMark) end.current?.scrollIntoView({ block: 'nearest' });
  }, [area, move]);
  useLayoutEffect(() => {
    if (isWriting && isAtEnd.current) end.current?.scrollIntoView({ block: 'nearest' });
  }, [isWriting, written]);
  useLayoutEffect(() => {
    const box = area.current;
    if (!box) return undefined;
    // The menus of the system and of the application undo what they know of: keys, not completions.
    const take = (event: InputEvent): void => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return;
      event.preventDefault();
      if (event.inputType === 'historyUndo') onUndo();
      else onRedo();
    };
    box.addEventListener('beforeinput', take);
    return () => box.removeEventListener('beforeinput', take);
  }, [area, onUndo, onRedo]);

  useLayoutEffect(() => {
    if (isCut) end.current?.scrollIntoView({ block: 'nearest' });
  }, [isCut]);
  useLongInsert(area, ({ whole, caret: behind }) => onLong(whole, behind));

  const watchEnd = (): void => {
    const [view, mark] = [scroller.current?.getBoundingClientRect(), end.current?.getBoundingClientRect()];
    if (view && mark) isAtEnd.current = mark.top < view.bottom && mark.bottom > view.top;
  };
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto" onScroll={watchEnd}>
      <div className="mx-auto grid min-h-40 w-full max-w-[49rem] px-4 pt-6 pb-4">
        <div aria-hidden className={`${PAPER} pointer-events-none text-transparent select-none`}>
          {before}
          <mark className="rounded-sm bg-added text-transparent">{written}</mark>
          <span ref={end} className="scroll-my-12">
            {'\u200b'}
          </span>
          {`${after}\n`}
        </div>
        <textarea
          ref={area}
          aria-label={t('playground.paper')}
          aria-describedby={isCut ? 'playground-cut playground-hint' : 'playground-hint'}
          value={before + written + after}
          readOnly={isReadOnly || isCut}
          placeholder={t('playground.placeholder')}
          className={`${PAPER} resize-none overflow-hidden bg-transparent text-ink placeholder:text-ink-2 focus-visible:outline-none`}
          onChange={(event) => onType(event.target.value, event.target.selectionEnd)}
          onKeyDown={onKeyDown}
        />
      </div>
      {children}
    </div>
  );
}
