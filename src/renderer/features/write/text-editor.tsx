/**
 * The text being written: a plain text area that React does not control, so that 100,000 characters stay fast, and whose
 * programmatic edits go through the browser's editing commands, so that its own undo takes them back too.
 */
import type { Ref } from 'react';
import { useImperativeHandle, useRef } from 'react';
import type { TextEdit } from './review.ts';
import { editBetween } from './review.ts';

export interface TextEditorHandle {
  /** Replaces the whole text by changing only what differs; the focus stays where it was. */
  setValue(text: string): void;
  focus(): void;
}

export interface TextEditorProps {
  readonly label: string;
  readonly placeholder: string;
  readonly initialText: string;
  readonly onTextChange: (text: string) => void;
  readonly ref: Ref<TextEditorHandle>;
}

/** The editing command takes seconds for longer texts; those are put in directly, and Undo of the review takes them back. */
const LONGEST_COMMAND = 20_000;

function edit(area: HTMLTextAreaElement, { start, end, text }: TextEdit): void {
  const before = document.activeElement;
  const { scrollTop } = area;
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, end);
  const isDone =
    text.length <= LONGEST_COMMAND &&
    typeof document.execCommand === 'function' &&
    document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
  if (!isDone) area.setRangeText(text, start, end, 'end');
  area.scrollTop = scrollTop;
  if (before instanceof HTMLElement && before !== area) before.focus({ preventScroll: true });
}

export function TextEditor({ label, placeholder, initialText, onTextChange, ref }: TextEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => ({
    setValue(text) {
      if (!area.current || area.current.value === text) return;
      edit(area.current, editBetween(area.current.value, text));
      if (area.current.value !== text) area.current.value = text;
      onTextChange(text);
    },
    focus: () => area.current?.focus(),
  }));
  return (
    <textarea
      ref={area}
      aria-label={label}
      placeholder={placeholder}
      defaultValue={initialText}
      onChange={(event) => onTextChange(event.target.value)}
      spellCheck
      className="block size-full resize-none bg-paper px-6 py-5 text-15 leading-[1.7] text-ink outline-none focus-visible:shadow-[inset_0_2px_0_var(--accent)] placeholder:text-ink-2"
    />
  );
}
