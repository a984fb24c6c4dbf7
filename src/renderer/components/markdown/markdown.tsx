/**
 * Text written by a model, shown as Markdown. Hostile by assumption: no HTML, no image is ever requested, links pass one gate,
 * and a text that would cost the parsers too much is shown as it is. Finished blocks stay frozen while the last one grows.
 */
import { memo } from 'react';
import { defaultRehypePlugins, Streamdown } from 'streamdown';
import { cjkPlugin } from '../../lib/markdown/cjk-plugin.ts';
import { mathPlugin } from '../../lib/markdown/math-plugin.ts';
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

/** One answer. Memoised: the same text is never parsed twice. */
export const Markdown = memo(function Markdown({ text, isStreaming = false }: MarkdownProps) {
  if (!isParseable(text)) return <LongText text={text} />;
  return (
    <div className="ink-markdown" data-writing={isStreaming || undefined}>
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
    </div>
  );
});
