/**
 * What stands for each Markdown element. Ids and classes of the source are dropped: ids would repeat from answer to answer, and
 * a link to a place inside the page would leave the view. Headings sit below the name of the message they are in.
 */
import { Square, SquareCheck } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExtraProps, StreamdownProps } from 'streamdown';
import { CodeBlock } from './code-block.tsx';
import { MarkdownImage } from './markdown-image.tsx';
import { MarkdownLink } from './markdown-link.tsx';

interface Content extends ExtraProps {
  readonly children?: ReactNode;
}

const heading = (level: number) =>
  function Heading({ children }: Content) {
    return <h3 data-level={level}>{children}</h3>;
  };

function ScrollingTable({ children }: Content) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t('chat.markdown.table')} tabIndex={0} className="overflow-x-auto">
      <table>{children}</table>
    </div>
  );
}

/** The only input Markdown knows is the box of a task list, and it cannot be ticked. */
function TaskBox({ checked }: ComponentProps<'input'> & ExtraProps) {
  const { t } = useTranslation();
  const Icon = checked ? SquareCheck : Square;
  return (
    <>
      <Icon size={15} strokeWidth={1.75} aria-hidden className="mr-1.5 inline-block align-[-0.15em]" />
      <span className="sr-only">{t(checked ? 'chat.markdown.taskDone' : 'chat.markdown.taskOpen')} </span>
    </>
  );
}

export const elements: NonNullable<StreamdownProps['components']> = {
  h1: heading(1),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  h5: heading(5),
  h6: heading(6),
  p: ({ children }: Content) => <p>{children}</p>,
  ul: ({ children }: Content) => <ul>{children}</ul>,
  ol: ({ children, start }: ComponentProps<'ol'> & ExtraProps) => <ol start={start}>{children}</ol>,
  li: ({ children, className }: ComponentProps<'li'> & ExtraProps) => <li className={className}>{children}</li>,
  blockquote: ({ children }: Content) => <blockquote>{children}</blockquote>,
  section: ({ children }: Content) => <div>{children}</div>,
  strong: 'strong',
  hr: 'hr',
  sup: ({ children }: Content) => <sup>{children}</sup>,
  sub: ({ children }: Content) => <sub>{children}</sub>,
  table: ScrollingTable,
  thead: 'thead',
  tbody: 'tbody',
  tr: 'tr',
  th: 'th',
  td: 'td',
  input: TaskBox,
  a: MarkdownLink,
  img: MarkdownImage,
  code: ({ children }: Content) => <code>{children}</code>,
  pre: CodeBlock,
};
