/**
 * Quick ask: one box, the commands that fit what is in it, the answer in place. The same view fills the quick-ask window of
 * the desktop host and the route of the main window. Escape stops, then clears, then closes.
 */
import { clsx } from 'clsx';
import { Pin, X, Zap } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { IconButton } from '../../components/icon-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { showToast } from '../../components/toasts.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { useLanguageName } from '../../lib/use-language-name.ts';
import { Answer } from './answer.tsx';
import { AskField } from './ask-field.tsx';
import { ChipList } from './chip-list.tsx';
import { choiceId, CommandList } from './command-list.tsx';
import { ModelLine } from './model-line.tsx';
import { usePinned } from './quick-ask-store.ts';
import { useQuickAsk } from './use-quick-ask.ts';

/** Where the frameless window can be taken and moved. */
const HANDLE = '[app-region:drag]';

export function QuickAskView({ isWindow = false }: { readonly isWindow?: boolean }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const nameOf = useLanguageName();
  const [, navigate] = useLocation();
  const [isPinned, setPinned] = usePinned();
  const listId = useId();
  const titleId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const close = (): void => {
    if (!isPinned) void rpc.app.closeQuickAsk().catch(() => undefined);
  };
  const quick = useQuickAsk({ field, isWindow, close });
  const { run, typed, chips, clip, armed, choices, current, hasList, isBusy, isClear, refusal, lacks, target, limit } = quick;

  useEffect(() => {
    // The window of the desktop host is hidden and shown again: the caret must be in the box each time.
    const focusField = (): void => field.current?.focus();
    window.addEventListener('focus', focusField);
    return () => window.removeEventListener('focus', focusField);
  }, []);

  const continueInChat = async (): Promise<void> => {
    if (!run.started) return;
    try {
      const thread = await rpc.quickAsk.continueInChat({ generationId: run.started.generationId });
      quick.clear();
      if (!isWindow) return navigate(`/chat/${thread.id}`);
      await rpc.app.showThread({ threadId: thread.id });
      close();
    } catch (cause) {
      showToast({ text: errorText(toAppError(cause)), isFailure: true });
    }
  };
  const copy = async (text: string): Promise<void> => {
    if (await copyText(text)) showToast({ text: t('common.action.copied') });
  };
  const placeholder = ((): string => {
    if (armed === 'custom') return t('quickAsk.placeholderCustom');
    if (armed && clip === null) return t('quickAsk.placeholderArmed');
    return clip === null ? t('quickAsk.placeholder') : t('quickAsk.placeholderClip');
  })();
  const escapeWord = ((): 'stop' | 'clear' | 'close' | null => {
    if (isBusy) return 'stop';
    if (!isClear) return 'clear';
    return isWindow && !isPinned ? 'close' : null;
  })();

  return (
    <div
      role="group"
      aria-labelledby={titleId}
      className={isWindow ? 'h-full bg-surface' : 'flex h-full justify-center overflow-y-auto p-4 sm:pt-[12dvh]'}
      onKeyDown={quick.escape}
    >
      <h1 id={titleId} className="sr-only">
        {t('quickAsk.title')}
      </h1>
      <div
        className={
          isWindow
            ? 'flex h-full flex-col overflow-y-auto bg-surface'
            : 'flex w-full max-w-[42.5rem] flex-col self-start rounded-composer border border-line bg-surface shadow-overlay'
        }
      >
        <div className="flex items-start gap-3 px-5 pt-4 pb-3">
          <Zap size={20} strokeWidth={1.75} aria-hidden className={clsx('mt-1.5 shrink-0 text-ink', isWindow && HANDLE)} />
          {armed && (
            <span className="mt-0.5 flex shrink-0 items-center rounded-full bg-accent-soft pl-3 text-13 font-semibold text-accent">
              {t(`quickAsk.command.${armed}`)}
              <IconButton icon={X} label={t('quickAsk.disarm')} className="size-7" onClick={quick.disarm} />
            </span>
          )}
          <AskField
            ref={field}
            value={typed}
            placeholder={placeholder}
            listId={listId}
            currentId={hasList && choices.length > 0 ? choiceId(listId, current) : undefined}
            onValue={quick.type}
            onClip={quick.paste}
            onArrow={quick.arrow}
            onEnter={quick.enter}
          />
          <IconButton
            icon={Pin}
            label={t('quickAsk.pin')}
            aria-pressed={isPinned}
            aria-disabled={!isWindow}
            data-tooltip={isWindow ? t('quickAsk.pin') : t('quickAsk.pinElsewhere')}
            className={isPinned ? 'bg-accent-soft text-accent' : 'aria-disabled:opacity-50'}
            onClick={() => [isWindow && setPinned(!isPinned), field.current?.focus()]}
          />
        </div>
        <ChipList chips={chips} onUse={quick.useChip} onRemove={quick.removeChip} />
        {limit !== 'none' && limit !== 'host' && <p className="px-5 pb-3 text-12 text-ink-2">{t(`quickAsk.limit.${limit}`)}</p>}
        {lacks && (
          <p role="alert" className="px-5 pb-3 text-13 text-warning">
            {t(`quickAsk.lacks.${lacks}`)}
          </p>
        )}
        {hasList && (
          <div className="min-h-24 overflow-y-auto border-t border-line">
            <CommandList
              id={listId}
              choices={choices}
              current={current}
              hasClip={clip !== null}
              onPick={(index) => quick.pick(choices[index])}
              onPoint={quick.point}
            />
          </div>
        )}
        {refusal && (
          <Notice tone="warning" role="alert" className="mx-5 mb-4">
            {t('quickAsk.cannotTranslate', { model: refusal.model, from: nameOf(refusal.pair.from), to: nameOf(refusal.pair.to) })}
          </Notice>
        )}
        {run.state !== 'idle' && (
          <Answer
            key={run.started?.generationId}
            run={run}
            target={target}
            onStop={run.stop}
            onCopy={(text) => void copy(text)}
            onContinue={() => void continueInChat()}
            onRetry={() => run.input && run.start(run.input)}
          />
        )}
        <div
          className={clsx(
            'mt-auto flex min-h-10 shrink-0 flex-wrap items-center justify-between gap-x-4 border-t border-line px-5 py-2 text-12 text-ink-2',
            isWindow && HANDLE,
          )}
        >
          <ModelLine isWindow={isWindow} />
          <span aria-hidden>
            {[hasList ? t('quickAsk.keys.choose') : null, escapeWord && t(`quickAsk.keys.${escapeWord}`)].filter(Boolean).join(' · ')}
          </span>
        </div>
      </div>
    </div>
  );
}
