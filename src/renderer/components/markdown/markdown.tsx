/**
 * Text written by a model, shown as Markdown. Hostile by assumption: no HTML, no image is ever requested, links pass one gate,
 * and a text that would cost the parsers too much is shown as it is. Settled parts stay frozen while the end grows.
 */
import { memo, useState } from 'react';
import { defaultRehypePlugins, Streamdown } from 'streamdown';
import { cjkPlugin } from '../../lib/markdown/cjk-plugin.ts';
import { mathPlugin } from '../../lib/markdown/math-plugin.ts';
import { isPlain } from '../../lib/markdown/plain-text.ts';
import { settle } from '../../lib/markdown/settled-text.ts';
import { isParseable } from '../../lib/markdown/text-limits.ts';
import { elements } from './elements.tsx';
import { LongText } from './long-text.tsx';
import './markdown.css';

export interface MarkdownProps {
  readonly text: string;
  /** Repairs markup that is still open and shows the ink dot at the end. */
  readonly isStreaming?: boolean;
}

const plugins = { math: mathPlugin, cjk: cjkPlugin };
const rehypePlugins = [defaultRehypePlugins['sanitize']].filter((plugin) => plugin !== undefined);

/** Addresses are judged where they are shown (`MarkdownLink`, `MarkdownImage`); this keeps raw HTML visible as text. */
const keepAddress = (address: string): string => address;

/** Memoised: the same text is never parsed twice. */
const Part = memo(function Part({ text, isStreaming }: { readonly text: string; readonly isStreaming: boolean }) {
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

/** What most own words and first tokens are: one line without a mark. The parsers would make the same of it, a frame later. */
const PlainLine = ({ text }: { readonly text: string }) => (
  <div className="ink-blocks">
    <p>{text.trim()}</p>
  </div>
);

function Blocks({ text, isStreaming }: { readonly text: string; readonly isStreaming: boolean }) {
  const [settled, setSettled] = useState(() => settle(null, text));
  const isStale = settled.text !== text;
  const now = isStale ? settle(settled, text) : settled;
  // Not in an effect: what is settled must be known before the next words come.
  if (isStale) setSettled(now);
  const { parts, rest } = now;
  const isLine = parts.length === 0 && isPlain(rest);
  return (
    <>
      {parts.map((part, index) => (
        <Part key={index} text={part} isStreaming={false} />
      ))}
      {isLine ? <PlainLine text={rest} /> : rest !== '' && <Part key={parts.length} text={rest} isStreaming={isStreaming} />}
    </>
  );
}

/** One answer. */
export const Markdown = memo(function Markdown({ text, isStreaming = false }: MarkdownProps) {
  if (!isParseable(text)) return <LongText text={text} />;
  return (
    <div className="ink-markdown" data-writing={isStreaming || undefined}>
      <Blocks text={text} isStreaming={isStreaming} />
    </div>
  );
});
