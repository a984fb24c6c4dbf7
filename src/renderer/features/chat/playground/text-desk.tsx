/** One text: the paper, what continues it, and what can be done with both. */
import type { KeyboardEvent, ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { Notice } from '../../../components/notice.tsx';
import { useToastsAbove } from '../../../components/toasts.tsx';
import { PoliteRegion } from '../../../components/polite-region.tsx';
import { onDemand } from '../../../lib/on-demand.tsx';
import { useShortcut } from '../../../lib/shortcuts.ts';
import { formatNumber } from '../../../lib/format.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { AnswerEnd } from '../messages/answer-end.tsx';
import { AnswerStatus } from '../messages/answer-status.tsx';
import { EngineNotice } from '../engine-notice.tsx';
import { useTurnActions } from '../turn-actions.ts';
import { useThreadParameters } from '../parameters/use-thread-parameters.ts';
import { Continuations } from './continuations.tsx';
import { DeskBar } from './desk-bar.tsx';
import { PaperArea } from './paper-area.tsx';
import { canUndo, put, shownAnswerId, shownOf, typed } from './paper.ts';
import { TextParameters } from './text-parameters.tsx';
import { useAnswers, useContinuation } from './use-continuation.ts';
import { useDeskActions } from './use-desk-actions.ts';
import type { Desk, PaperDesk } from './use-paper.ts';

const TokenView = onDemand(async () => (await import('../tokens/token-view.tsx')).TokenView);

export interface TextDeskProps {
  readonly threadId: ThreadId | null;
  readonly thread: Thread | null;
  readonly paperDesk: PaperDesk;
  readonly desk: Desk;
}

export function TextDesk({ threadId, thread, paperDesk, desk }: TextDeskProps) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const { stop } = useTurnActions();
  const area = useRef<HTMLTextAreaElement>(null);
  const dock = useToastsAbove();
  const [hasTokens, setHasTokens] = useState(false);
  const parameters = useThreadParameters(thread, {
    own: desk.parameters,
    changeOwn: (next) => paperDesk.change((before) => ({ parameters: next(before.parameters) })),
  });
  const actions = useDeskActions({ threadId, desk: paperDesk, whenStored: parameters.whenStored });
  const { history, count } = desk;
  const { paper } = history;
  const { answers, isReady } = useAnswers(threadId, paper.answerIds);
  const shownId = shownAnswerId(paper);
  const answer = shownId === null ? undefined : answers.find(({ id }) => id === shownId);
  const { text: written, isWriting: isShownWriting, live, liveError } = useContinuation(answer);
  const isWriting = isShownWriting || answers.some(({ id, state }) => state === 'streaming' && id !== shownId);
  const text = paper.before + written + paper.after;
  const end = paper.before.length + written.length;
  const shown = shownOf(paper, written);
  const isFree = isReady && !isWriting && !actions.isStarting;

  const wasWriting = useRef(false);
  useEffect(() => {
    // The caret goes on where the model stopped, so that the next words of either come there.
    const isExpected = wasWriting.current || (answer !== undefined && desk.awaitedId === answer.id);
    if (isExpected && !isShownWriting && shownId !== null) actions.moveCaret(end);
    wasWriting.current = isShownWriting;
  }, [isShownWriting, shownId, answer, desk.awaitedId, end, actions]);

  const caretNow = (): number => (shown.isCut ? end : (area.current?.selectionEnd ?? text.length));
  const complete = (at: number): void => {
    if (!isFree || text.slice(0, at).trim() === '') return;
    actions.complete(text, at);
  };
  const stopAll = (): void =>
    void stop(answers.flatMap(({ state, generationId }) => (state === 'streaming' && generationId ? [generationId] : [])));
  useShortcut('stop', stopAll, isWriting);
  useShortcut('regenerate', () => answer && actions.again(paper, answer.id), answer !== undefined && isFree);

  const undo = (): void => {
    if (isFree && canUndo(history)) actions.undo();
  };
  const redo = (): void => {
    if (isFree && history.future.length > 0) actions.redo();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const wanted =
      event.key === 'Enter' && isCommand
        ? () => complete(caretNow())
        : isCommand && key === 'z'
          ? event.shiftKey
            ? redo
            : undo
          : isCommand && key === 'y' && !event.shiftKey
            ? redo
            : null;
    if (wanted === null) return;
    event.preventDefault();
    wanted();
  };
  let below: ReactNode = null;
  if (paper.answerIds.length > 1) {
    below = (
      <Continuations answers={answers} onUse={(id) => actions.use(paper, id, answers.find((one) => one.id === id)?.text.length ?? 0)} />
    );
  } else if (answer) {
    below = (
      <div className="mx-auto w-full max-w-[49rem] px-4 pb-4">
        {isShownWriting ? (
          <AnswerStatus live={live} hasText={written !== ''} />
        ) : (
          <AnswerEnd message={answer} liveError={liveError} isLast={false} />
        )}
        <PoliteRegion key={answer.id} text={written} isOver={!isShownWriting} />
        {hasTokens && (isFree || (isShownWriting && written !== '')) && (
          <section aria-label={t('tokens.show')} className="mt-3 border-t border-line pt-3">
            <TokenView
              message={answer}
              isWriting={isShownWriting}
              onBranch={(start, tokenIds) => actions.branch(paper, answer.id, start, tokenIds)}
            />
          </section>
        )}
      </div>
    );
  }

  return (
    <div
      role="presentation"
      className="flex min-h-0 flex-1 flex-col lg:flex-row-reverse"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || !isWriting) return;
        event.preventDefault();
        stopAll();
      }}
    >
      <TextParameters
        effective={parameters.effective}
        count={count}
        onCount={(wanted) => paperDesk.change(() => ({ count: wanted }))}
        onChange={parameters.changeOwn}
      />
      <div data-region className="flex min-h-0 min-w-0 flex-1 flex-col">
        <PaperArea
          area={area}
          before={shown.before}
          written={shown.written}
          after={shown.after}
          caret={shown.isCut ? shown.before.length + shown.written.length : history.caret}
          move={actions.move}
          isWriting={isShownWriting}
          isReadOnly={!isFree}
          isCut={shown.isCut}
          onType={(whole, caret) => paperDesk.change((now) => ({ history: typed(now.history, whole, caret, Date.now()) }))}
          onLong={(whole, caret) =>
            // A step of its own, so that Undo takes out what was inserted and nothing of what was typed just before.
            paperDesk.change((now) => ({ history: put(now.history, { before: whole, after: '', answerIds: [] }, caret) }))
          }
          onKeyDown={press}
          onUndo={undo}
          onRedo={redo}
        >
          {below}
        </PaperArea>
        <div ref={dock} className="shrink-0 border-t border-line">
          <div className="mx-auto w-full max-w-[49rem] px-4 pt-2 pb-3">
            <EngineNotice />
            {shown.isCut && (
              <div id="playground-cut">
                <Notice tone="info" role="status" className="mb-2">
                  {t('chat.tooLong.paper', { shown: formatNumber(text.length, i18n.language) })}
                </Notice>
              </div>
            )}
            {actions.problem && (
              <Notice tone="danger" role="alert" className="mb-2">
                {errorText(actions.problem)}
              </Notice>
            )}
            <DeskBar
              answer={answer}
              text={text}
              isWriting={isWriting}
              isFree={isFree}
              hasTokens={hasTokens}
              canUndo={isFree && canUndo(history)}
              canRedo={isFree && history.future.length > 0}
              onComplete={() => complete(caretNow())}
              onContinue={() => complete(end)}
              onStop={stopAll}
              onUndo={undo}
              onRedo={redo}
              onAgain={() => answer && actions.again(paper, answer.id)}
              onVersion={(id) => actions.use(paper, id, 0)}
              onTokens={() => setHasTokens(!hasTokens)}
            />
          </div>
        </div>
      </div>
    </div>
  );
}
