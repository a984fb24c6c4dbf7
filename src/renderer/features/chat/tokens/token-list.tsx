/**
 * The tokens of an answer, shaded by how likely the model found them: a listbox with one caret, which arrow keys move and Shift
 * stretches to a selection. A long answer has thousands of tokens, so they are drawn in chunks: a key draws the chunks anew that the
 * caret leaves and enters, and in them the tokens that change; new tokens draw the last chunk.
 */
import { clsx } from 'clsx';
import type { KeyboardEvent, MouseEvent } from 'react';
import { memo, useCallback, useEffect, useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScoredToken } from '#shared/models/token.ts';
import { percentOf, shadeOf, visibleToken } from './token-steps.ts';

const SHADES = ['', 'bg-found/30', 'bg-found/55', 'bg-found/80', 'bg-found'] as const;
const CHUNK_SIZE = 200;

export interface Caret {
  readonly at: number;
  /** Where the selection began. */
  readonly from: number;
}

type NameOf = (token: ScoredToken) => string;

interface OptionProps {
  readonly token: ScoredToken;
  readonly index: number;
  readonly id: string;
  readonly isSelected: boolean;
  readonly isCaret: boolean;
  readonly nameOf: NameOf;
}

const Option = memo(function Option({ token, index, id, isSelected, isCaret, nameOf }: OptionProps) {
  const { text } = token;
  return (
    <span
      id={`${id}-${index}`}
      role="option"
      aria-selected={isSelected}
      aria-label={nameOf(token)}
      data-token={index}
      className={clsx(
        'cursor-default rounded-sm',
        SHADES[shadeOf(token)],
        isSelected && 'underline decoration-accent decoration-2 underline-offset-4',
        isCaret && 'outline-2 outline-accent',
      )}
    >
      {text === '' || text.trim() === '' ? `${visibleToken(text)}${text.includes('\n') ? '\n' : ''}` : text}
    </span>
  );
});

interface ChunkProps {
  readonly tokens: readonly ScoredToken[];
  /** The place of its first token in the answer. */
  readonly start: number;
  readonly id: string;
  /** The place of the caret and the ends of the selection in the answer; -1 where they do not touch this chunk. */
  readonly caret: number;
  readonly first: number;
  readonly last: number;
  readonly nameOf: NameOf;
}

/** A live report makes the list anew, of the same tokens as far as they were known. */
const hasSameTokens = (one: readonly ScoredToken[], other: readonly ScoredToken[]): boolean =>
  one.length === other.length && one.every((token, index) => token === other[index]);

const Chunk = memo(
  function Chunk({ tokens, start, id, caret, first, last, nameOf }: ChunkProps) {
    return (
      <span>
        {tokens.map((token, offset) => {
          const index = start + offset;
          return (
            <Option
              key={index}
              token={token}
              index={index}
              id={id}
              isSelected={index >= first && index <= last}
              isCaret={index === caret}
              nameOf={nameOf}
            />
          );
        })}
      </span>
    );
  },
  ({ tokens: before, ...old }, { tokens, ...now }) =>
    old.start === now.start &&
    old.id === now.id &&
    old.caret === now.caret &&
    old.first === now.first &&
    old.last === now.last &&
    old.nameOf === now.nameOf &&
    hasSameTokens(before, tokens),
);

const movedBy = (key: string, at: number, last: number): number | null => {
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(last, at + 1);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? last : null;
};

export interface TokenListProps {
  readonly tokens: readonly ScoredToken[];
  /** The newest token is kept in sight. */
  readonly isFollowing: boolean;
  readonly caret: Caret;
  readonly onCaret: (caret: Caret) => void;
  readonly onEnter: () => void;
}

export function TokenList({ tokens, isFollowing, caret, onCaret, onEnter }: TokenListProps) {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFollowing && list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [isFollowing, tokens]);
  const nameOf = useCallback<NameOf>(
    ({ text, logProb }) => t('tokens.name', { text: visibleToken(text), percent: percentOf(logProb, language) }),
    [t, language],
  );
  const chunks = useMemo(
    () => Array.from({ length: Math.ceil(tokens.length / CHUNK_SIZE) }, (_, at) => tokens.slice(at * CHUNK_SIZE, (at + 1) * CHUNK_SIZE)),
    [tokens],
  );
  const [first, last] = [Math.min(caret.at, caret.from), Math.max(caret.at, caret.from)];
  const press = (event: KeyboardEvent): void => {
    const isAll = event.key === 'a' && (event.ctrlKey || event.metaKey);
    const at = isAll ? tokens.length - 1 : movedBy(event.key, caret.at, tokens.length - 1);
    if (at === null && event.key !== 'Enter') return;
    event.preventDefault();
    if (at === null) return onEnter();
    const from = event.shiftKey ? caret.from : at;
    onCaret({ at, from: isAll ? 0 : from });
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  };
  const point = (event: MouseEvent): void => {
    const place = event.target instanceof HTMLElement ? event.target.dataset['token'] : undefined;
    if (place !== undefined) onCaret({ at: Number(place), from: event.shiftKey ? caret.from : Number(place) });
  };
  return (
    <div
      ref={list}
      role="listbox"
      aria-label={t('tokens.list')}
      aria-multiselectable
      aria-activedescendant={`${id}-${caret.at}`}
      tabIndex={0}
      className="max-h-[50dvh] overflow-y-auto rounded-control text-15 leading-[1.9] break-words whitespace-pre-wrap outline-offset-4 select-none"
      onKeyDown={press}
      onClick={point}
    >
      {chunks.map((chunk, at) => {
        const start = at * CHUNK_SIZE;
        const end = start + chunk.length - 1;
        const isTouched = first <= end && last >= start;
        return (
          <Chunk
            key={start}
            tokens={chunk}
            start={start}
            id={id}
            caret={caret.at >= start && caret.at <= end ? caret.at : -1}
            first={isTouched ? Math.max(first, start) : -1}
            last={isTouched ? Math.min(last, end) : -1}
            nameOf={nameOf}
          />
        );
      })}
    </div>
  );
}
