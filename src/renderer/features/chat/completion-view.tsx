/** A base model's home: one text that the model goes on with. Its continuation is marked until the text is edited again. */
import { Copy, Pencil, RefreshCw } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { AppError } from '#shared/errors/app-error.ts';
import type { Message } from '#shared/models/message.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Notice } from '../../components/notice.tsx';
import { PoliteRegion } from '../../components/polite-region.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { AnswerEnd } from './answer-end.tsx';
import { AnswerStats } from './answer-stats.tsx';
import { AnswerStatus } from './answer-status.tsx';
import { CandidatesMenu } from './candidates-menu.tsx';
import { ChatHeader } from './chat-header.tsx';
import type { ConversationProps } from './conversation.tsx';
import { EngineNotice } from './engine-notice.tsx';
import { showTurn, useMessages } from './use-messages.ts';
import { useAnswer } from './use-answer.ts';
import { useChatDraft } from './use-chat-draft.ts';
import { useTurnActions } from './turn-actions.ts';
import { useLiveGenerations } from './use-threads.ts';
import { VersionSwitch } from './version-switch.tsx';

const paper = 'mx-auto w-full max-w-[45rem] text-15 leading-[1.75] break-words whitespace-pre-wrap';

interface ContinuedProps {
  readonly prompt: string;
  readonly answer: Message;
  readonly onEdit: (text: string) => void;
}

function Continued({ prompt, answer, onEdit }: ContinuedProps) {
  const { t } = useTranslation();
  const actions = useTurnActions();
  const { text, isWriting, live, liveError } = useAnswer(answer);
  return (
    <article aria-label={t('chat.message.assistant')} aria-busy={isWriting} className={paper}>
      {prompt}
      <mark className="rounded-sm bg-added text-ink">{text}</mark>
      {isWriting ? (
        <div className="mt-2">
          <AnswerStatus live={live} hasText={text !== ''} />
          <PoliteRegion text={text} isOver={live.isOver} />
        </div>
      ) : (
        <div className="mt-3 whitespace-normal">
          <AnswerEnd message={answer} liveError={liveError} canContinue />
          <div className="-ml-2 flex flex-wrap items-center gap-0.5">
            <IconButton icon={Pencil} label={t('chat.completion.edit')} onClick={() => onEdit(prompt + text)} />
            <IconButton icon={Copy} label={t('common.action.copy')} onClick={() => void actions.copy(prompt + text)} />
            <IconButton icon={RefreshCw} label={t('chat.message.regenerate')} onClick={() => void actions.regenerate(answer.id, 1)} />
            <VersionSwitch message={answer} isDisabled={false} />
            {answer.stats && <AnswerStats stats={answer.stats} />}
          </div>
        </div>
      )}
    </article>
  );
}

export function CompletionView({ threadId, thread, engineChip, onToggleSideBar }: ConversationProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const errorText = useErrorText();
  const actions = useTurnActions();
  const { messages, isReady } = useMessages(threadId);
  const { draft, setDraft, clear, flush } = useChatDraft(threadId ?? 'new-completion');
  const [isEditing, setIsEditing] = useState(false);
  const [candidates, setCandidates] = useState(1);
  const [problem, setProblem] = useState<AppError | null>(null);
  const [isStarting, setIsStarting] = useState(false);
  const live = useLiveGenerations();
  const area = useRef<HTMLTextAreaElement>(null);
  const prompt = messages.findLast(({ role }) => role === 'user');
  const answer = messages.findLast(({ role }) => role === 'assistant');
  const isWriting = answer?.state === 'streaming';
  const isTyping = isReady && (isEditing || !prompt || !answer || (draft.text !== '' && !isWriting));

  useEffect(() => {
    if (isTyping) area.current?.focus();
  }, [isTyping]);

  const text = isTyping ? draft.text : (prompt?.text ?? '') + (answer?.text ?? '');
  const complete = async (): Promise<void> => {
    if (text.trim() === '' || isWriting || isStarting) return;
    setIsStarting(true);
    setProblem(null);
    try {
      const started = await rpc.generations.complete({ threadId, text, candidates });
      showTurn(started);
      setIsEditing(false);
      clear();
      if (threadId === null) navigate(`/chat/${started.threadId}`);
    } catch (cause) {
      setProblem(toAppError(cause));
    } finally {
      setIsStarting(false);
    }
  };
  const stop = (): void => {
    const running = (live ?? []).filter((generation) => generation.threadId === threadId).map(({ id }) => id);
    void actions.stop([...new Set([...running, ...(answer?.generationId ? [answer.generationId] : [])])]);
  };
  useShortcut('stop', stop, isWriting);
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void complete();
  };

  return (
    <>
      <ChatHeader thread={thread} stats={answer?.stats ?? null} engineChip={engineChip} onToggleSideBar={onToggleSideBar} />
      <div
        className="min-h-0 flex-1 overflow-y-auto px-4 py-6"
        tabIndex={isTyping ? undefined : 0}
        role="region"
        aria-label={t('chat.completion.text')}
      >
        {isTyping ? (
          <textarea
            ref={area}
            aria-label={t('chat.completion.text')}
            value={draft.text}
            readOnly={isStarting}
            placeholder={t('chat.completion.placeholder')}
            className={`${paper} block min-h-full resize-none bg-transparent [field-sizing:content] placeholder:text-ink-2 focus-visible:outline-none`}
            onChange={(event) => setDraft({ text: event.target.value, pasted: [] })}
            onKeyDown={press}
            onBlur={flush}
          />
        ) : (
          prompt &&
          answer && (
            <Continued
              prompt={prompt.text}
              answer={answer}
              onEdit={(whole) => {
                setDraft({ text: whole, pasted: [] });
                setIsEditing(true);
              }}
            />
          )
        )}
      </div>
      <div className="mx-auto w-full max-w-[49rem] px-4 pb-3">
        <EngineNotice />
        {problem && (
          <Notice tone="danger" role="alert" className="mb-2">
            {errorText(problem)}
          </Notice>
        )}
        <div className="flex items-center justify-between gap-2 pt-2">
          <CandidatesMenu count={candidates} onChange={setCandidates} />
          {isWriting ? (
            <Button tone="primary" className="min-w-28" onClick={stop}>
              {t('common.action.stop')}
            </Button>
          ) : (
            <Button tone="primary" className="min-w-28" disabled={text.trim() === '' || isStarting} onClick={() => void complete()}>
              {t('chat.completion.complete')}
            </Button>
          )}
        </div>
        <p className="pt-2 text-center text-12 text-ink-2">{t('chat.completion.hint')}</p>
      </div>
    </>
  );
}
