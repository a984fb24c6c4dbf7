import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../components/button.tsx';
import { useIsBusy } from './busy.ts';
import { editTurn } from '../chat-ui-store.ts';
import { MAX_EDITED_LENGTH } from '../composer/draft-text.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import { NotInserted, TooLongText } from '../composer/too-long-text.tsx';
import { useLongInsert } from '../composer/use-long-insert.ts';

export interface EditorAction {
  readonly label: string;
  /** True when the text is stored; false keeps the editor open. */
  readonly onSelect: (text: string) => Promise<boolean>;
}

export interface MessageEditorProps {
  readonly kind: 'turn' | 'answer';
  readonly label: string;
  readonly text: string;
  /** What Ctrl+Enter does. */
  readonly primary: EditorAction;
  readonly secondary?: EditorAction;
  readonly note?: string;
}

const CARD = 'mb-3 rounded-card border border-line-strong bg-surface p-2';

const giveUp = (): void => {
  editTurn(null);
  focusComposer();
};

function Editor({ label, text: stored, primary, secondary, note }: MessageEditorProps) {
  const isBusy = useIsBusy();
  const { t } = useTranslation();
  const [text, setText] = useState(stored);
  const [isSaving, setIsSaving] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const { current } = area;
    current?.focus();
    current?.setSelectionRange(current.value.length, current.value.length);
  }, []);
  const [refused, setRefused] = useState(0);
  useLongInsert(area, ({ inserted }) => setRefused(inserted.length));
  const canSave = text.trim() !== '' && !isBusy && !isSaving;
  const save = async ({ onSelect }: EditorAction): Promise<void> => {
    if (!canSave) return;
    setIsSaving(true);
    if (!(await onSelect(text))) setIsSaving(false);
  };
  return (
    <div className={CARD}>
      <textarea
        ref={area}
        aria-label={label}
        value={text}
        className="max-h-[50dvh] min-h-16 w-full resize-none bg-transparent px-2 py-1 text-15 leading-[1.6] [field-sizing:content] focus-visible:outline-none"
        onChange={(event) => {
          setText(event.target.value);
          setRefused(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') {
            event.preventDefault();
            giveUp();
          } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void save(primary);
          }
        }}
      />
      {refused > 0 && <NotInserted length={refused} />}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {note !== undefined && <p className="mr-auto px-2 text-12 text-ink-2">{note}</p>}
        <Button size="small" onClick={giveUp}>
          {t('common.action.cancel')}
        </Button>
        {secondary && (
          <Button size="small" disabled={!canSave} onClick={() => void save(secondary)}>
            {secondary.label}
          </Button>
        )}
        <Button size="small" tone="primary" disabled={!canSave} onClick={() => void save(primary)}>
          {primary.label}
        </Button>
      </div>
    </div>
  );
}

/** Edits a message in its place. Escape gives up; the old version stays in any case. */
export function MessageEditor(props: MessageEditorProps) {
  const { kind, label, text } = props;
  if (text.length <= MAX_EDITED_LENGTH) return <Editor {...props} />;
  return (
    <div className={CARD}>
      <TooLongText kind={kind} label={label} text={text} onClose={giveUp} />
    </div>
  );
}
