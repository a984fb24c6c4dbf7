/** An answer as its tokens, and under them what the selected ones come to and the tokens with which it can go another way. */
import { clsx } from 'clsx';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScoredToken, TokenAlternative } from '#shared/models/token.ts';
import { formatNumber } from '../../../lib/format.ts';
import { useIsBusy } from '../messages/busy.ts';
import { TokenList } from './token-list.tsx';
import type { Caret } from './token-list.tsx';
import { branchAt, canBranchWith, choicesAt, percentOf, sumOf, visibleToken } from './token-steps.ts';

interface ChoicesProps {
  readonly token: ScoredToken;
  readonly isDisabled: (choice: TokenAlternative) => boolean;
  readonly onChoose: (choice: TokenAlternative) => void;
}

function Choices({ token, isDisabled, onChoose }: ChoicesProps) {
  const { t, i18n } = useTranslation();
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} data-token-choices className="rounded-card border border-line bg-surface p-2">
      <h3 id={titleId} className="px-2 pb-1 text-12 font-semibold text-ink-2">
        {t('tokens.alternatives')}
      </h3>
      <ol>
        {choicesAt(token).map((choice) => {
          const isChosen = choice.tokenId === token.tokenId;
          return (
            <li key={choice.tokenId}>
              <button
                type="button"
                disabled={isChosen || isDisabled(choice)}
                className="grid min-h-7 w-full grid-cols-[minmax(6rem,10rem)_1fr_4rem_6.5rem] items-center gap-3 rounded-control px-2 text-left text-13 enabled:hover:bg-accent-soft"
                onClick={() => onChoose(choice)}
              >
                <span className={clsx('truncate font-mono', isChosen && 'font-semibold text-accent')}>
                  <span className="sr-only">{t('tokens.branch')} </span>
                  {visibleToken(choice.text)}
                </span>
                <span aria-hidden className="h-1 overflow-hidden rounded-full bg-line">
                  <span className="block h-full rounded-full bg-accent" style={{ width: `${100 * Math.exp(choice.logProb)}%` }} />
                </span>
                <span className="text-right tabular-nums">{percentOf(choice.logProb, i18n.language)}</span>
                <span className="truncate text-12 text-ink-2">{isChosen && t('tokens.chosen')}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

export interface TokenTableProps {
  readonly tokens: readonly ScoredToken[];
  readonly model: string;
  /** More are to come; the caret stays at the newest one until it is moved. */
  readonly isGrowing?: boolean;
  readonly onBranch: (text: string, tokenIds: readonly number[]) => void;
}

export function TokenTable({ tokens, model, isGrowing = false, onBranch }: TokenTableProps) {
  const { t, i18n } = useTranslation();
  const isBusy = useIsBusy();
  const box = useRef<HTMLDivElement>(null);
  const [moved, setMoved] = useState<Caret | null>(null);
  const start = isGrowing ? tokens.length - 1 : 0;
  const caret = moved ?? { at: start, from: start };
  const current = tokens[caret.at];
  const isSelection = caret.at !== caret.from;
  const [first, last] = [Math.min(caret.at, caret.from), Math.max(caret.at, caret.from)];
  const { count, logProb, perplexity } = sumOf(isSelection ? tokens.slice(first, last + 1) : tokens);
  if (!current) return null;
  return (
    <div ref={box} className="flex flex-col gap-3">
      <TokenList
        tokens={tokens}
        isFollowing={isGrowing && moved === null}
        caret={caret}
        onCaret={setMoved}
        onEnter={() => box.current?.querySelector<HTMLElement>('[data-token-choices] button:enabled')?.focus()}
      />
      <p {...(!isGrowing && { role: 'status' })} className="text-12 text-ink-2 tabular-nums">
        {t(isSelection ? 'tokens.selected' : 'tokens.all', {
          count,
          logProb: formatNumber(logProb, i18n.language, 2),
          perplexity: formatNumber(perplexity, i18n.language, 2),
        })}
      </p>
      <Choices
        token={current}
        isDisabled={(choice) => isBusy || !canBranchWith(choice)}
        onChoose={(choice) => {
          const way = branchAt(tokens, caret.at, choice);
          if (way) onBranch(way.text, way.tokenIds);
        }}
      />
      <p className="text-12 text-ink-2">
        {t('tokens.legend', { model })}
        <span aria-hidden className="block">
          {t(isGrowing ? 'tokens.growing' : 'tokens.hint')}
        </span>
      </p>
    </div>
  );
}
