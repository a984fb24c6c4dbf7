/** The ledger of a chat: what the next request holds, turn by turn, what it leaves out, and what can be done about it. */
import { clsx } from 'clsx';
import { Pin, PinOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '#shared/errors/app-error.ts';
import type { ContextLedger, ContextTurn } from '#shared/models/context.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { formatNumber } from '../../../lib/format.ts';
import { useEngine } from '../../../lib/rpc/streams.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { jumpTo } from '../chat-ui-store.ts';
import { ContextSummary } from './context-summary.tsx';
import { useContextActions } from './use-context-actions.ts';
import { leftOutOf } from './context-places.ts';
import { useContextLedger } from './use-context-ledger.ts';
import { largerWindow, useLargerWindow } from './use-larger-window.ts';

const PARTS = [
  ['system', 'bg-ink-2'],
  ['summary', 'bg-warning'],
  ['turns', 'bg-accent'],
  ['reserve', 'bg-line-strong'],
] as const;

function Bar({ ledger }: { readonly ledger: ContextLedger }) {
  const { t, i18n } = useTranslation();
  const number = (value: number): string => formatNumber(value, i18n.language);
  const { total, contextSize, reserve, systemTokens, summary } = ledger;
  const summaryTokens = summary?.tokens ?? 0;
  const sizes = { system: systemTokens, summary: summaryTokens, turns: total - systemTokens - summaryTokens, reserve };
  const whole = Math.max(contextSize, total + reserve);
  return (
    <div className="mb-3">
      <p className="mb-1 text-15 font-semibold tabular-nums">{t('context.used', { total: number(total), size: number(contextSize) })}</p>
      <div
        role="img"
        aria-label={t('context.bar', { total: number(total), size: number(contextSize), reserve: number(reserve) })}
        className="flex h-2 overflow-hidden rounded-full border border-line bg-sunken"
      >
        {PARTS.map(([part, colour]) => (
          <span key={part} className={colour} style={{ width: `${(100 * sizes[part]) / whole}%` }} />
        ))}
      </div>
    </div>
  );
}

interface TurnRowProps {
  readonly turn: ContextTurn;
  readonly onJump: () => void;
  readonly onKeep: () => void;
}

function TurnRow({ turn: { messageId, role, excerpt, tokens, state }, onJump, onKeep }: TurnRowProps) {
  const { t, i18n } = useTranslation();
  const isOut = state === 'left-out' || state === 'summarised';
  const who = t(role === 'user' ? 'chat.message.you' : 'chat.message.assistant');
  const size = t(isOut ? 'context.rows.about' : 'context.rows.tokens', { size: formatNumber(tokens, i18n.language) });
  return (
    <li data-state={state} className="flex min-h-9 items-center gap-2 rounded-control px-1 text-13 hover:bg-accent-soft">
      {messageId === null ? (
        <span className="min-w-0 flex-1 truncate px-1">{t('context.rows.draft')}</span>
      ) : (
        <button
          type="button"
          title={t('context.jump')}
          className="flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-control px-1 text-left"
          onClick={onJump}
        >
          <span className="shrink-0 text-12 text-ink-2">{who}</span>
          <span className={clsx('min-w-0 flex-1 truncate', isOut && 'text-ink-2')}>{excerpt || '…'}</span>
        </button>
      )}
      <span
        className={clsx('shrink-0 text-12', state === 'kept' ? 'font-semibold text-accent' : 'text-ink-2', state === 'in' && 'sr-only')}
      >
        {t(`context.state.${state}`)}
      </span>
      <span className="w-32 shrink-0 text-right text-12 text-ink-2 tabular-nums max-sm:w-auto">{size}</span>
      {messageId === null ? (
        <span className="size-8 shrink-0" />
      ) : (
        <IconButton
          icon={state === 'kept' ? PinOff : Pin}
          label={t(state === 'kept' ? 'context.unkeep' : 'context.keep')}
          onClick={onKeep}
        />
      )}
    </li>
  );
}

function Turns({
  ledger,
  threadId,
  onClose,
}: {
  readonly ledger: ContextLedger;
  readonly threadId: ThreadId;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { setKept, summarise } = useContextActions();
  const [isOpen, setIsOpen] = useState(false);
  const [isSummarising, setIsSummarising] = useState(false);
  const out = leftOutOf(ledger);
  const hasUntold = out.some(({ state }) => state === 'left-out') && ledger.newlyOut === 0 && ledger.problem === null;
  const shown = isOpen ? ledger.turns : ledger.turns.filter((turn) => !out.includes(turn));
  const tell = async (): Promise<void> => {
    setIsSummarising(true);
    await summarise(threadId);
    setIsSummarising(false);
  };
  return (
    <>
      {out.length > 0 && (
        <div className="my-2 flex flex-wrap items-center gap-2 text-13 text-ink-2">
          <p className="flex-1 basis-48">{t('context.earlier', { count: out.length })}</p>
          <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? t('context.hideEarlier') : t('context.showEarlier', { count: out.length })}
          </Button>
          {hasUntold && (
            <Button size="small" disabled={isSummarising} onClick={() => void tell()}>
              {t(isSummarising ? 'context.summarising' : 'context.summary.make')}
            </Button>
          )}
        </div>
      )}
      {isOpen && ledger.hasOlder && <p className="px-2 text-12 text-ink-2">{t('context.older')}</p>}
      <ul aria-label={t('context.list')}>
        {shown.map((turn) => {
          const { messageId } = turn;
          return (
            <TurnRow
              key={messageId ?? 'draft'}
              turn={turn}
              onJump={() => {
                onClose();
                if (messageId) jumpTo({ threadId, messageId });
              }}
              onKeep={() => messageId && void setKept(threadId, messageId, turn.state !== 'kept')}
            />
          );
        })}
      </ul>
    </>
  );
}

function Line({ name, tokens }: { readonly name: string; readonly tokens: number }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="flex min-h-8 items-center justify-between gap-2 px-2 text-13">
      <dt>{name}</dt>
      <dd className="mr-9 text-12 text-ink-2 tabular-nums">{t('context.rows.tokens', { size: formatNumber(tokens, i18n.language) })}</dd>
    </div>
  );
}

export function ContextLedgerDialog({ threadId, onClose }: { readonly threadId: ThreadId; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const { ledger } = useContextLedger(threadId);
  const isReady = useEngine(({ engine }) => engine.state === 'ready');
  const enlarge = useLargerWindow();
  const larger = ledger && largerWindow(ledger.contextSize, ledger.largestContext);
  const isOver = ledger !== null && (ledger.problem !== null || leftOutOf(ledger).length > 0);
  return (
    <Dialog
      isOpen
      title={t('context.title')}
      description={t('context.hint')}
      closeLabel={t('common.action.close')}
      onClose={onClose}
      {...(larger !== null &&
        isOver && {
          footer: (
            <Button onClick={() => void enlarge(larger)}>{t('context.larger', { size: formatNumber(larger, i18n.language) })}</Button>
          ),
        })}
    >
      {ledger === null ? (
        <p className="text-13 text-ink-2">{t(isReady ? 'context.loading' : 'context.notReady')}</p>
      ) : (
        <>
          <Bar ledger={ledger} />
          {ledger.problem && (
            <Notice tone="warning" className="mb-3">
              {ledger.problem.code === 'CONTEXT_KEPT_TOO_LONG'
                ? t('context.keptTooLong')
                : errorText(new AppError(ledger.problem.code, ledger.problem.data))}
            </Notice>
          )}
          <dl>
            <Line name={t('context.rows.system')} tokens={ledger.systemTokens} />
          </dl>
          {ledger.summary && (
            <ContextSummary
              key={ledger.summary.id}
              threadId={threadId}
              summary={ledger.summary}
              size={t('context.rows.tokens', { size: formatNumber(ledger.summary.tokens, i18n.language) })}
            />
          )}
          <Turns ledger={ledger} threadId={threadId} onClose={onClose} />
          <dl className="mt-2 border-t border-line pt-1">
            <Line name={t('context.rows.opening')} tokens={ledger.openingTokens} />
            <Line name={t('context.rows.reserve')} tokens={ledger.reserve} />
          </dl>
        </>
      )}
    </Dialog>
  );
}
