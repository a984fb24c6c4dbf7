import { ArrowDownToLine, Copy, MessageSquare, Replace } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Capture, PasteOutcome, UndoOutcome } from '#shared/contract/selection-contract.ts';
import { Button } from '../../components/button.tsx';
import type { ButtonTone } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { showToast } from '../../components/toasts.tsx';
import { useErrorText } from '../../lib/use-error-text.ts';
import { useGiveBack } from './use-give-back.ts';

interface ActionProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly tone?: ButtonTone;
  readonly isDisabled?: boolean;
  readonly onSelect: () => void;
}

function Action({ icon: Icon, label, tone = 'plain', isDisabled = false, onSelect }: ActionProps) {
  return (
    <Button tone={tone} disabled={isDisabled} onClick={onSelect}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      {label}
    </Button>
  );
}

/** Only what is known: that keys were sent does not mean that a text arrived. */
function OutcomeText({ outcome, undone }: { readonly outcome: PasteOutcome; readonly undone: UndoOutcome | null }) {
  const { t } = useTranslation();
  if (undone !== null) return undone.state === 'sent' ? t('quickAsk.given.undone') : t(`quickAsk.given.notUndone.${undone.reason}`);
  return outcome.state === 'copied' ? t(`quickAsk.given.copied.${outcome.reason}`) : t(`quickAsk.given.${outcome.state}`);
}

export interface AnswerActionsProps {
  readonly text: string;
  readonly target: Pick<Capture, 'captureId' | 'canReplace' | 'selectionIn' | 'limit'> | null;
  readonly onCopy: () => void;
  readonly onContinue: () => void;
}

/** Where an answer can go: back into the program it was asked from, to the clipboard, into a chat. */
export function AnswerActions({ text, target, onCopy, onContinue }: AnswerActionsProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { give, undo, isWorking, outcome, undone, error } = useGiveBack();
  const [isCopiedInstead, setCopiedInstead] = useState(false);
  const canGive = target?.canReplace === true;
  // Where no other program can be written into, the same buttons copy, and say why.
  const isHere = !canGive;
  const limit = target?.limit ?? 'host';
  const whyCopied = limit === 'host' ? 'here' : limit;
  // What is selected in another window cannot be replaced from the one in front.
  const canReplace = isHere || (canGive && target.selectionIn !== 'other');
  const giveTo = async (mode: 'replace' | 'insert-below'): Promise<void> => {
    if (canGive) give(target.captureId, text, mode);
    else if (await copyText(text)) setCopiedInstead(true);
    else showToast({ text: t('chat.message.copyFailed'), isFailure: true });
  };
  const hasFailed = outcome?.state === 'copied' || undone?.state === 'not-sent';
  return (
    <>
      {canReplace && (
        <Action
          icon={Replace}
          tone={isHere ? 'plain' : 'primary'}
          label={t('quickAsk.replace')}
          isDisabled={isWorking}
          onSelect={() => void giveTo('replace')}
        />
      )}
      {(isHere || canGive) && (
        <Action
          icon={ArrowDownToLine}
          tone={canReplace ? 'plain' : 'primary'}
          label={t('quickAsk.insertBelow')}
          isDisabled={isWorking}
          onSelect={() => void giveTo('insert-below')}
        />
      )}
      <Action icon={Copy} label={t('common.action.copy')} onSelect={onCopy} />
      <Action icon={MessageSquare} tone={canGive ? 'plain' : 'primary'} label={t('quickAsk.continueInChat')} onSelect={onContinue} />
      {isCopiedInstead && (
        <Notice tone="warning" role="status" className="w-full">
          {t(`quickAsk.given.copied.${whyCopied}`)}
        </Notice>
      )}
      {error && (
        <Notice tone="danger" role="alert" className="w-full">
          {errorText(error)}
        </Notice>
      )}
      {outcome && !error && (
        <Notice
          tone={hasFailed ? 'warning' : 'info'}
          role="status"
          className="w-full"
          actions={
            (undone ?? outcome).canUndo ? (
              <Button size="small" disabled={isWorking} onClick={undo}>
                {t('common.action.undo')}
              </Button>
            ) : undefined
          }
        >
          <OutcomeText outcome={outcome} undone={undone} />
        </Notice>
      )}
    </>
  );
}
