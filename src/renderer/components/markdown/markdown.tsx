/**
 * Text written by a model, shown as Markdown. Hostile by assumption: no HTML, no image is ever requested, links pass one gate,
 * and a text that would cost the parsers too much is shown as it is. Settled parts stay frozen while the end grows.
 */
import { memo, useEffect, useMemo, useState } from 'react';
import { defaultRehypePlugins, Streamdown } from 'streamdown';
import { isCostlyBlock, isParseable } from '#shared/utils/markdown-limits.ts';
import { cjkPlugin } from '../../lib/markdown/cjk-plugin.ts';
import { mathPlugin } from '../../lib/markdown/math-plugin.ts';
import { isPlain } from '../../lib/markdown/plain-text.ts';
import { blocksOf, settle } from '../../lib/markdown/settled-text.ts';
import { elements } from './elements.tsx';
import { withoutTowers } from '../../lib/markdown/text-limits.ts';
import { LongText, PlainReason, TextPieces } from './long-text.tsx';
import './markdown.css';

export interface MarkdownProps {
  readonly text: string;
  /** Repairs markup that is still open and shows the ink dot at the end. */
  readonly isStreaming?: boolean;
}

/** Of some 1,500 characters each. */
const FIRST_PARTS = 2;
/** As much as can be cut into parts within a frame. */
const STEP_LENGTH = 16_000;

const plugins = { math: mathPlugin, cjk: cjkPlugin };
const rehypePlugins = [defaultRehypePlugins['sanitize']].filter((plugin) => plugin !== undefined);

/** Addresses are judged where they are shown (`MarkdownLink`, `MarkdownImage`); this keeps raw HTML visible as text. */
const keepAddress = (address: string): string => address;

/** Memoised: the same text is never parsed twice. */
const Formatted = memo(function Formatted({ text, isStreaming }: { readonly text: string; readonly isStreaming: boolean }) {
  return (
    <Streamdown
      className="ink-blocks"
      components={elements}
      plugins={plugins}
      rehypePlugins={rehypePlugins}
      urlTransform={keepAddress}
      isAnimating={isStreaming}
      parseIncompleteMarkdown={isStreaming}
      controls={false}
      linkSafety={{ enabled: false }}
    >
      {text}
    </Streamdown>
  );
});

const Plain = ({ text }: { readonly text: string }) => (
  <div>
    <TextPieces text={text} />
  </div>
);

function Part({ text, isStreaming }: { readonly text: string; readonly isStreaming: boolean }) {
  const isCostly = useMemo(() => isCostlyBlock(text), [text]);
  if (!isCostly) return <Formatted text={text} isStreaming={isStreaming} />;
  return (
    <div>
      <TextPieces text={text} />
      {!isStreaming && <PlainReason />}
    </div>
  );
}

/** The end of a text: in one piece while it grows; of a finished one, each block that can be formatted is. */
function Rest({ text, isStreaming }: { readonly text: string; readonly isStreaming: boolean }) {
  const blocks = useMemo(() => (isStreaming || !isCostlyBlock(text) ? [text] : blocksOf(text)), [text, isStreaming]);
  return blocks.map((block, index) => <Part key={index} text={block} isStreaming={isStreaming} />);
}

/**
 * Where in a long text the parts begin that are formatted. Formatting all of it at once would hold up the window, so the last parts
 * come first, since a chat opens at its end, and those above follow as there is time. Until then they stand there as they are.
 */
function useFormattedFrom(count: number, isCut: boolean): number {
  const [started, setFrom] = useState<number | null>(null);
  const from = started ?? (isCut ? Math.max(0, count - FIRST_PARTS) : count);
  useEffect(() => {
    if (!isCut || started === 0) return undefined;
    if (from === 0) return setFrom(0);
    const handle = requestIdleCallback(() => setFrom(from - 1), { timeout: 200 });
    return () => cancelIdleCallback(handle);
  }, [from, started, isCut]);
  return from;
}

interface CutText {
  readonly parts: readonly string[];
  readonly rest: string;
  /** Not looked at yet: a long text is cut in steps, as there is time. */
  readonly ahead: string;
}

function useCut(text: string): CutText {
  const [settled, setSettled] = useState(() => settle(null, text.slice(0, STEP_LENGTH)));
  const isNear = text.length - settled.text.length <= STEP_LENGTH;
  const isStale = isNear && settled.text !== text;
  const now = isStale ? settle(settled, text) : settled;
  // Not in an effect: what is settled must be known before the next words come.
  if (isStale) setSettled(now);
  useEffect(() => {
    if (isNear) return undefined;
    const handle = requestIdleCallback(() => setSettled(settle(now, text.slice(0, now.text.length + STEP_LENGTH))), { timeout: 200 });
    return () => cancelIdleCallback(handle);
  }, [isNear, now, text]);
  return { parts: now.parts, rest: now.rest, ahead: text.slice(now.text.length) };
}

/** What most own words and first tokens are: one line without a mark. The parsers would make the same of it, a frame later. */
const PlainLine = ({ text }: { readonly text: string }) => (
  <div className="ink-blocks">
    <p>{text.trim()}</p>
  </div>
);

function Blocks({ text, isStreaming }: { readonly text: string; readonly isStreaming: boolean }) {
  const { parts, rest, ahead } = useCut(text);
  const formattedFrom = useFormattedFrom(parts.length, ahead === '');
  const isLine = parts.length === 0 && isPlain(rest);
  return (
    <>
      {parts.map((part, index) =>
        index < formattedFrom ? <Plain key={index} text={part} /> : <Part key={index} text={part} isStreaming={false} />,
      )}
      {isLine ? (
        <PlainLine text={rest} />
      ) : (
        rest !== '' && <Rest key={parts.length} text={rest} isStreaming={isStreaming || ahead !== ''} />
      )}
      {ahead !== '' && <Plain text={ahead} />}
    </>
  );
}

/** One answer. */
export const Markdown = memo(function Markdown({ text: written, isStreaming = false }: MarkdownProps) {
  const text = useMemo(() => withoutTowers(written), [written]);
  if (!isParseable(text))
    return (
      <>
        <LongText text={text} />
        {!isStreaming && <PlainReason />}
      </>
    );
  return (
    <div className="ink-markdown" data-message-text data-writing={isStreaming || undefined}>
      <Blocks text={text} isStreaming={isStreaming} />
    </div>
  );
});
