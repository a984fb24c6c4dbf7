import type { ClipboardEvent, KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { isClip } from './commands.ts';

export interface AskFieldProps {
  readonly value: string;
  readonly placeholder: string;
  readonly listId: string;
  /** Id of the current command in the list; undefined while no list is shown. */
  readonly currentId: string | undefined;
  readonly onValue: (value: string) => void;
  readonly onClip: (text: string) => void;
  readonly onArrow: (step: 1 | -1) => void;
  /** `isAsk`: with Ctrl or Cmd, which asks whatever is chosen in the list. */
  readonly onEnter: (isAsk: boolean) => void;
  readonly ref: Ref<HTMLTextAreaElement>;
}

/** The box that keeps the focus all the time: arrows choose in the list under it or bring earlier questions, Enter runs, a long paste becomes a chip. */
export function AskField({ value, placeholder, listId, currentId, onValue, onClip, onArrow, onEnter, ref }: AskFieldProps) {
  const { t } = useTranslation();
  const isOneLine = !value.includes('\n');
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) onEnter(event.ctrlKey || event.metaKey);
    else if (event.key === 'ArrowDown' && isOneLine) onArrow(1);
    else if (event.key === 'ArrowUp' && isOneLine) onArrow(-1);
    else return;
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const pasted = event.clipboardData.getData('text/plain');
    if (!isClip(pasted)) return;
    event.preventDefault();
    onClip(pasted);
  };
  return (
    <textarea
      ref={ref}
      autoFocus
      rows={1}
      aria-label={t('quickAsk.ask')}
      {...(currentId !== undefined && { 'aria-controls': listId, 'aria-activedescendant': currentId })}
      placeholder={placeholder}
      value={value}
      maxLength={1_000_000}
      onChange={(event) => onValue(event.target.value)}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      className="field-sizing-content max-h-40 min-h-8 min-w-0 flex-1 resize-none bg-transparent py-1 text-17 leading-6 text-ink outline-none placeholder:text-ink-2"
    />
  );
}
