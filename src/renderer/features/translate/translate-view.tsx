/** Translate: source on the left, translation on the right, the languages above. The source is a draft that main keeps. */
import { Copy, Square } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { ModelNotice } from '../../components/model-notice.tsx';
import { useEngine } from '../../lib/rpc/streams.ts';
import { useCanAsk } from '../../lib/use-can-ask.ts';
import { showToast } from '../../components/toasts.tsx';
import { ViewHeader } from '../../components/view-header.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useDraft } from '../../lib/use-draft.ts';
import { AbilityNotice } from './ability-notice.tsx';
import { DetectionLine } from './detection-line.tsx';
import { IssueList } from './issue-list.tsx';
import { LanguageBar } from './language-bar.tsx';
import { useTranslate, useTranslateRun } from './translate-store.ts';
import { TranslationPane, writtenText } from './translation-pane.tsx';
import { useGivenText } from './use-given-text.ts';
import { useLanguagePair } from './use-language-pair.ts';

export function TranslateView() {
  const { t } = useTranslation();
  const text = useTranslate((store) => store.text);
  const from = useTranslate((store) => store.from);
  const pair = useLanguagePair();
  const run = useTranslateRun();
  const canAsk = useCanAsk();
  const engine = useEngine((store) => store.engine);
  const notice = useRef<HTMLDivElement>(null);
  const source = useRef<HTMLTextAreaElement>(null);
  const saveDraft = useDraft('translate', (draft) => {
    if (useTranslate.getState().text === '') useTranslate.setState({ text: draft });
  });
  const isBusy = run.state === 'starting' || run.state === 'running';
  useShortcut('stop', run.stop, isBusy);

  const setText = (next: string): void => {
    useTranslate.setState({ text: next });
    saveDraft(next);
  };
  const cannot = pair.ability?.ability === 'none' && pair.ability.modelName !== null;
  const canStart = canAsk && text.trim() !== '' && !isBusy;
  const start = (): void => run.start({ text, from: pair.source, to: pair.to, modelName: pair.ability?.modelName ?? '' });
  const translate = (): void => {
    if (!canStart) return;
    // The notice above already says why; a click on the button leads to it instead of to nonsense.
    if (cannot) return notice.current?.focus();
    start();
  };
  const written = run.started && run.started.ability !== 'none' ? writtenText(run) : '';
  const swap = (): void => {
    if (pair.source === null) return;
    useTranslate.setState({ from: pair.to, to: pair.source });
    if (written === '' || isBusy) return;
    setText(written);
    run.clear();
    source.current?.focus();
  };
  const copy = async (): Promise<void> => {
    if (await copyText(written)) showToast({ text: t('common.action.copied') });
  };

  useEffect(() => source.current?.focus(), []);
  useGivenText(setText);

  return (
    <>
      <ViewHeader title={<h1>{t('translate.title')}</h1>}>
        <div className="flex flex-wrap items-center gap-2 max-[720px]:basis-full">
          <LanguageBar
            pair={pair}
            from={from}
            onFrom={(tag) => useTranslate.setState({ from: tag })}
            onTo={(tag) => useTranslate.setState({ to: tag })}
            onSwap={swap}
          />
          {isBusy ? (
            <Button onClick={run.stop}>
              <Square size={16} strokeWidth={1.75} aria-hidden />
              {t('common.action.stop')}
            </Button>
          ) : (
            <Button tone="primary" disabled={!canStart} onClick={translate}>
              {t('translate.translate')}
            </Button>
          )}
        </div>
      </ViewHeader>
      <div className="grid min-h-0 flex-1 grid-rows-[repeat(2,minmax(13rem,1fr))] max-md:overflow-y-auto md:grid-cols-2 md:grid-rows-1">
        <section className="flex min-h-0 min-w-0 flex-col border-line max-md:border-b md:border-r">
          <textarea
            ref={source}
            aria-label={t('translate.source')}
            placeholder={t('translate.sourcePlaceholder')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
              event.preventDefault();
              translate();
            }}
            spellCheck={false}
            {...(pair.source && { lang: pair.source })}
            className="block min-h-24 w-full flex-1 resize-none bg-paper px-6 py-5 text-15 leading-[1.7] text-ink outline-none focus-visible:shadow-[inset_0_2px_0_var(--accent)] placeholder:text-ink-2"
          />
          <div className="px-6 pb-3 empty:hidden">
            <DetectionLine
              pair={pair}
              isAutomatic={from === null}
              onFrom={(tag) => useTranslate.setState({ from: tag })}
              onTo={(tag) => useTranslate.setState({ to: tag })}
            />
          </div>
        </section>
        <section className="flex min-h-0 min-w-0 flex-col overflow-y-auto bg-surface">
          <div className="flex flex-col gap-3 px-6 pt-4 empty:hidden">
            <ModelNotice engine={engine} />
            <AbilityNotice
              ref={notice}
              pair={pair}
              canTry={canStart}
              onTryAnyway={() => {
                // Its button is off while the model works, and would lose the focus to nothing.
                notice.current?.focus();
                start();
              }}
            />
          </div>
          <TranslationPane run={run} cannot={cannot} isOutdated={run.input !== null && run.input.text !== text} onRetry={start} />
        </section>
      </div>
      <footer className="flex min-h-13 shrink-0 flex-wrap items-center gap-3 border-t border-line px-4 py-2">
        <div role="status" className="min-w-0 flex-1">
          {run.result && run.result.ability !== 'none' && run.result.text !== '' && (
            <IssueList issues={run.result.issues} stopReason={run.live.stopReason} />
          )}
        </div>
        <Button disabled={written === ''} onClick={() => void copy()}>
          <Copy size={16} strokeWidth={1.75} aria-hidden />
          {t('common.action.copy')}
        </Button>
      </footer>
    </>
  );
}
