/**
 * Quick ask: one box, the commands that fit what is in it, the answer in place. The same view fills the quick-ask window of
 * the desktop host and the route of the main window. Escape stops, then clears, then closes.
 */
import { X, Zap } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { QuickCommand } from '#shared/contract/writing-contract.ts';
import { en } from '#shared/locales/en/index.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { showToast } from '../../components/toasts.tsx';
import { useCanAsk } from '../../lib/use-can-ask.ts';
import { copyText } from '../../lib/copy-text.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { useLanguageName } from '../../lib/use-language-name.ts';
import { useSettings } from '../../lib/use-settings.ts';
import { Answer } from './answer.tsx';
import { AskField } from './ask-field.tsx';
import { choiceId, CommandList } from './command-list.tsx';
import type { CommandChoice } from './commands.ts';
import { choicesFor } from './commands.ts';
import { ModelLine } from './model-line.tsx';
import type { TranslationRefusal } from './quick-ask-store.ts';
import { findTranslationRefusal, useQuickRun } from './quick-ask-store.ts';

const CLIP_START = 80;

export function QuickAskView({ isWindow = false }: { readonly isWindow?: boolean }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const nameOf = useLanguageName();
  const settings = useSettings();
  const canAsk = useCanAsk();
  const [, navigate] = useLocation();
  const run = useQuickRun();
  const listId = useId();
  const titleId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState('');
  const [clip, setClip] = useState<string | null>(null);
  const [armed, setArmed] = useState<QuickCommand | null>(null);
  const [current, setCurrent] = useState(0);
  const [isListOpen, setIsListOpen] = useState(run.state === 'idle');
  const [refusal, setRefusal] = useState<TranslationRefusal | null>(null);

  const isBusy = run.state === 'starting' || run.state === 'running';
  const choices = choicesFor(typed, clip, (command) => [t(`quickAsk.command.${command}`), en.quickAsk.command[command]]);
  const hasList = isListOpen && armed === null;

  const focusField = (): void => field.current?.focus();
  useEffect(() => {
    // The window of the desktop host is hidden and shown again: the caret must be in the box each time.
    window.addEventListener('focus', focusField);
    return () => window.removeEventListener('focus', focusField);
  }, []);

  const ask = async (command: QuickCommand, text: string): Promise<void> => {
    if (!canAsk || text.trim() === '') return;
    setRefusal(null);
    setIsListOpen(false);
    if (command === 'translate') {
      const refused = await findTranslationRefusal(text, settings).catch(() => null);
      if (refused) {
        run.clear();
        return setRefusal(refused);
      }
    }
    run.start({ command, text });
  };
  const pick = (choice: CommandChoice | undefined): void => {
    if (!choice) return;
    if (choice.action === 'run') return void ask(choice.command, choice.text);
    setArmed(choice.command === 'ask' ? null : choice.command);
    setTyped('');
    setCurrent(0);
    focusField();
  };
  const enter = (): void => {
    if (isBusy) return;
    if (armed) void ask(armed, clip ?? typed);
    else pick(choices[hasList ? current : 0]);
  };
  const write = (value: string): void => {
    setTyped(value);
    setCurrent(0);
    setIsListOpen(true);
  };
  const takeClip = (text: string): void => {
    setClip(text);
    setCurrent(0);
    setIsListOpen(true);
    if (armed) void ask(armed, text);
  };
  const clear = (): void => {
    run.clear();
    setTyped('');
    setClip(null);
    setArmed(null);
    setCurrent(0);
    setRefusal(null);
    setIsListOpen(true);
    focusField();
  };
  const isClear = typed === '' && clip === null && armed === null && run.state === 'idle' && refusal === null;
  const close = (): void => void rpc.app.closeQuickAsk().catch(() => undefined);
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (isBusy) run.stop();
    else if (!isClear) clear();
    else close();
  };
  const continueInChat = async (): Promise<void> => {
    if (!run.started) return;
    try {
      const thread = await rpc.quickAsk.continueInChat({ generationId: run.started.generationId });
      clear();
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
    if (armed) return t('quickAsk.placeholderArmed');
    return clip === null ? t('quickAsk.placeholder') : t('quickAsk.placeholderClip');
  })();
  const escapeWord = ((): 'stop' | 'clear' | 'close' | null => {
    if (isBusy) return 'stop';
    if (!isClear) return 'clear';
    return isWindow ? 'close' : null;
  })();

  return (
    <div
      role="group"
      aria-labelledby={titleId}
      className={isWindow ? 'h-full overflow-y-auto bg-surface' : 'flex h-full justify-center overflow-y-auto p-4 sm:pt-[12dvh]'}
      onKeyDown={escape}
    >
      <h1 id={titleId} className="sr-only">
        {t('quickAsk.title')}
      </h1>
      <div
        className={
          isWindow
            ? 'flex min-h-full flex-col bg-surface'
            : 'flex w-full max-w-[42.5rem] flex-col self-start rounded-composer border border-line bg-surface shadow-overlay'
        }
      >
        <div className="flex items-start gap-3 px-5 pt-4 pb-3">
          <Zap size={20} strokeWidth={1.75} aria-hidden className="mt-1.5 shrink-0 text-ink" />
          {armed && (
            <span className="mt-0.5 flex shrink-0 items-center rounded-full bg-accent-soft pl-3 text-13 font-semibold text-accent">
              {t(`quickAsk.command.${armed}`)}
              <IconButton icon={X} label={t('quickAsk.disarm')} className="size-7" onClick={() => [setArmed(null), focusField()]} />
            </span>
          )}
          <AskField
            ref={field}
            value={typed}
            placeholder={placeholder}
            listId={listId}
            currentId={hasList && choices.length > 0 ? choiceId(listId, Math.min(current, choices.length - 1)) : undefined}
            onValue={write}
            onClip={takeClip}
            onMove={(step) => hasList && setCurrent((now) => (now + step + choices.length) % choices.length)}
            onEnter={enter}
          />
        </div>
        {clip !== null && (
          <div className="flex px-5 pb-3">
            <span className="flex min-w-0 items-center gap-1 rounded-full border border-line pl-3 text-12 text-ink-2">
              <span className="truncate">
                {t('quickAsk.clip', {
                  count: clip.length,
                  start: `${clip.trim().slice(0, CLIP_START)}${clip.trim().length > CLIP_START ? '…' : ''}`,
                })}
              </span>
              <IconButton icon={X} label={t('quickAsk.removeClip')} className="size-7" onClick={() => [setClip(null), focusField()]} />
            </span>
          </div>
        )}
        {hasList && (
          <div className="border-t border-line">
            <CommandList
              id={listId}
              choices={choices}
              current={current}
              hasClip={clip !== null}
              onPick={(index) => pick(choices[index])}
              onPoint={setCurrent}
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
            run={run}
            onStop={run.stop}
            onCopy={(text) => void copy(text)}
            onContinue={() => void continueInChat()}
            onRetry={() => run.input && run.start(run.input)}
          />
        )}
        <div className="mt-auto flex min-h-10 flex-wrap items-center justify-between gap-x-4 border-t border-line px-5 py-2 text-12 text-ink-2">
          <ModelLine isWindow={isWindow} />
          <span aria-hidden>
            {[hasList ? t('quickAsk.keys.choose') : null, escapeWord && t(`quickAsk.keys.${escapeWord}`)].filter(Boolean).join(' · ')}
          </span>
        </div>
      </div>
    </div>
  );
}
