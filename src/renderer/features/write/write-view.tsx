/** Write: the user's text on the left, what a command would change on the right. The text is a draft that main keeps. */
import { Square } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/models/model.ts';
import { Button } from '../../components/button.tsx';
import { useCanAsk } from '../../lib/use-can-ask.ts';
import { Notice } from '../../components/notice.tsx';
import { ViewHeader } from '../../components/view-header.tsx';
import { useShortcut } from '../../lib/shortcuts.ts';
import { fetchCurrentModel, useCurrentModel } from '../../lib/use-current-model.ts';
import { useDraft } from '../../lib/use-draft.ts';
import { CommandBar } from './command-bar.tsx';
import { ResultPane } from './result-pane.tsx';
import type { Review } from './review.ts';
import { accept, acceptAll, moveTo, reject, rejectAll, undo } from './review.ts';
import { ReviewBar } from './review-bar.tsx';
import type { TextEditorHandle } from './text-editor.tsx';
import { TextEditor } from './text-editor.tsx';
import type { WriteInput } from './write-store.ts';
import { findRefusal, setText, updateReview, useWrite, useWriteRun } from './write-store.ts';

function WeakModelNote({ model }: { readonly model: Model | undefined }) {
  const { t } = useTranslation();
  const writing = model?.abilities.writing;
  if (!model || (writing !== 'weak' && writing !== 'none')) return null;
  return (
    <Notice tone="info" className="m-4 mb-0">
      {writing === 'weak' ? t('write.weakModel', { name: model.name }) : t('write.noAbility', { name: model.name })}
    </Notice>
  );
}

export function WriteView() {
  const { t } = useTranslation();
  const editor = useRef<TextEditorHandle>(null);
  const run = useWriteRun();
  const review = useWrite((store) => store.review);
  const characters = useWrite((store) => store.text.length);
  const refusal = useWrite((store) => store.refusal);
  const model = useCurrentModel();
  const canAsk = useCanAsk();
  const saveDraft = useDraft('write', (text) => {
    if (useWrite.getState().text === '') editor.current?.setValue(text);
  });
  const result = useRef<HTMLElement>(null);
  const isBusy = run.state === 'starting' || run.state === 'running';
  useShortcut('stop', run.stop, isBusy);
  const hasEnded = run.state === 'done' || run.state === 'failed' || refusal !== null;
  useEffect(() => {
    // The command's button was switched off while the model worked, which takes the focus from it.
    if (hasEnded && document.activeElement === document.body) result.current?.focus({ preventScroll: true });
  }, [hasEnded]);

  const onTextChange = (text: string): void => {
    setText(text);
    saveDraft(text);
  };
  const start = async (input: Omit<WriteInput, 'text'>): Promise<void> => {
    const full = { ...input, text: useWrite.getState().text };
    const found = await fetchCurrentModel()
      .then((inUse) => findRefusal(full, inUse))
      .catch(() => null);
    if (!found) return run.start(full);
    run.clear();
    useWrite.setState({ review: null, refusal: found });
  };
  const decide = (change: (review: Review) => Review): void => editor.current?.setValue(updateReview(change));
  const putText = (text: string): void => {
    editor.current?.setValue(text);
    editor.current?.focus();
  };

  return (
    <>
      <ViewHeader title={<h1>{t('write.title')}</h1>}>
        <CommandBar
          current={run.input?.command ?? null}
          isDisabled={!canAsk || characters === 0 || isBusy}
          onCommand={(command, instruction) => void start({ command, instruction })}
        />
      </ViewHeader>
      <div className="grid min-h-0 flex-1 grid-rows-[repeat(2,minmax(13rem,1fr))] max-md:overflow-y-auto md:grid-cols-2 md:grid-rows-1">
        <section className="min-h-0 min-w-0 border-line max-md:border-b md:border-r">
          <TextEditor
            ref={editor}
            label={t('write.text')}
            placeholder={t('write.placeholder')}
            initialText={useWrite.getState().text}
            onTextChange={onTextChange}
          />
        </section>
        <section
          ref={result}
          aria-label={t('write.result')}
          tabIndex={-1}
          className="relative flex min-h-0 min-w-0 flex-col overflow-y-auto bg-surface"
        >
          {!refusal && <WeakModelNote model={model} />}
          <div className="flex-1 px-6 pt-5 pb-16">
            <ResultPane
              run={run}
              review={review}
              hasText={characters > 0}
              onMove={(index) => decide((now) => moveTo(now, index))}
              onAccept={(index) => decide((now) => accept(now, index))}
              onReject={(index) => decide((now) => reject(now, index))}
              onUndo={() => decide(undo)}
              onReplace={putText}
              onInsertBelow={(text) => putText(`${useWrite.getState().text.trimEnd()}\n\n${text}`)}
              onRetry={() => run.input && run.start({ ...run.input, text: useWrite.getState().text })}
              refusal={refusal}
              onTryAnyway={() => refusal && run.start(refusal.input)}
            />
          </div>
          {isBusy && (
            <div className="sticky bottom-0 flex justify-center p-4">
              <Button onClick={run.stop}>
                <Square size={16} strokeWidth={1.75} aria-hidden />
                {t('common.action.stop')}
              </Button>
            </div>
          )}
        </section>
      </div>
      <ReviewBar
        review={review}
        characters={characters}
        onMove={(index) => decide((now) => moveTo(now, index))}
        onAcceptAll={() => decide(acceptAll)}
        onRejectAll={() => decide(rejectAll)}
        onUndo={() => decide(undo)}
      />
    </>
  );
}
