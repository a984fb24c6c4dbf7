/** Under the paper: complete or stop, and what can be done with the last continuation. */
import { ChevronLeft, ChevronRight, Copy, Highlighter, Redo2, RefreshCw, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { keysLabel } from '../../../lib/shortcuts.ts';
import { AnswerStats } from '../messages/answer-stats.tsx';
import { useTurnActions } from '../turn-actions.ts';

export interface DeskBarProps {
  /** The continuation that stands in the text. */
  readonly answer: Message | undefined;
  readonly text: string;
  readonly isWriting: boolean;
  readonly isFree: boolean;
  readonly hasTokens: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly onComplete: () => void;
  readonly onContinue: () => void;
  readonly onStop: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onAgain: () => void;
  readonly onVersion: (id: MessageId) => void;
  readonly onTokens: () => void;
}

function Versions({ answer, isFree, onVersion }: Pick<DeskBarProps, 'isFree' | 'onVersion'> & { readonly answer: Message }) {
  const { t } = useTranslation();
  const { versionIds } = answer;
  const at = versionIds.indexOf(answer.id);
  const [previous, next] = [versionIds[at - 1], versionIds[at + 1]];
  if (versionIds.length < 2) return null;
  return (
    <span className="flex items-center text-12 text-ink-2 tabular-nums">
      <IconButton
        icon={ChevronLeft}
        label={t('chat.versions.previous')}
        disabled={!isFree || !previous}
        onClick={() => previous && onVersion(previous)}
      />
      <span role="status">{t('chat.versions.status', { at: at + 1, count: versionIds.length })}</span>
      <IconButton icon={ChevronRight} label={t('chat.versions.next')} disabled={!isFree || !next} onClick={() => next && onVersion(next)} />
    </span>
  );
}

export function DeskBar(props: DeskBarProps) {
  const { answer, text, isWriting, isFree, hasTokens, canUndo, canRedo } = props;
  const { t } = useTranslation();
  const { copy } = useTurnActions();
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Button disabled={!canUndo} onClick={props.onUndo}>
          <Undo2 size={16} strokeWidth={1.75} aria-hidden />
          {t('common.action.undo')}
        </Button>
        <IconButton
          icon={Redo2}
          label={t('playground.redo')}
          shortcut={keysLabel('mod+shift+z')}
          disabled={!canRedo}
          onClick={props.onRedo}
        />
        <IconButton
          icon={Highlighter}
          label={t('tokens.show')}
          aria-pressed={hasTokens}
          className={hasTokens ? 'bg-accent-soft text-accent' : ''}
          disabled={!answer || !isFree}
          onClick={props.onTokens}
        />
        <IconButton icon={RefreshCw} label={t('playground.again')} disabled={!answer || !isFree} onClick={props.onAgain} />
        <IconButton icon={Copy} label={t('playground.copy')} disabled={text === ''} onClick={() => void copy(text)} />
        {answer && <Versions answer={answer} isFree={isFree} onVersion={props.onVersion} />}
        <span className="ml-auto flex gap-2">
          {answer && !isWriting && (
            <Button disabled={!isFree} onClick={props.onContinue}>
              {t('chat.message.continue')}
            </Button>
          )}
          {isWriting ? (
            <Button tone="primary" className="min-w-28" onClick={props.onStop}>
              {t('common.action.stop')}
            </Button>
          ) : (
            <Button tone="primary" className="min-w-28" disabled={!isFree || text.trim() === ''} onClick={props.onComplete}>
              {t('playground.complete')}
            </Button>
          )}
        </span>
      </div>
      <p id="playground-hint" className="flex flex-wrap justify-between gap-x-4 pt-2 text-12 text-ink-2">
        <span>{t('playground.hint', { complete: keysLabel('mod+enter'), undo: keysLabel('mod+z') })}</span>
        {answer?.stats && !isWriting && <AnswerStats stats={answer.stats} />}
      </p>
    </>
  );
}
