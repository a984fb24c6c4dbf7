import type { ReactNode } from 'react';
import { isValidElement, memo, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExtraProps, HighlightResult } from 'streamdown';
import { useIsCodeFenceIncomplete } from 'streamdown';
import { copyText } from '../../lib/copy-text.ts';
import { MAX_HIGHLIGHTED_LENGTH } from '../../lib/markdown/text-limits.ts';
import { Button } from '../button.tsx';
import { LongText } from './long-text.tsx';

interface Source {
  readonly code: string;
  readonly language: string;
}

/** The fence's text and language out of the `code` element inside `pre`. */
function sourceOf(children: ReactNode): Source {
  if (!isValidElement<{ className?: string; children?: ReactNode }>(children)) return { code: '', language: '' };
  const { className = '', children: text } = children.props;
  const language = /(?:^|\s)language-(\S{1,40})/u.exec(className)?.[1] ?? '';
  return { code: typeof text === 'string' ? text.replace(/\n$/u, '') : '', language };
}

type Lines = HighlightResult['tokens'];

/** The code in colours; null until they are there. What colours it comes with the first fence that needs it. */
function useLines({ code, language }: Source, isIncomplete: boolean): Lines | null {
  const [lines, setLines] = useState<Lines | null>(null);
  useEffect(() => {
    if (language === '' || code.length > MAX_HIGHLIGHTED_LENGTH) {
      setLines(null);
      return undefined;
    }
    let isCurrent = true;
    const show = (result: HighlightResult | null): void => {
      if (isCurrent && result) setLines(result.tokens);
    };
    const colour = async (): Promise<void> => {
      const { codeHighlighter, codeThemes } = await import('../../lib/markdown/code-highlighter.ts');
      if (!isCurrent) return;
      if (codeHighlighter.supportsLanguage(language))
        show(codeHighlighter.highlight({ code, language, themes: codeThemes, isIncomplete }, show));
      else setLines(null);
    };
    // Without colours the code is still all there.
    void colour().catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [code, language, isIncomplete]);
  return lines;
}

/** Memoised: the lines above the one being written are the same arrays as before. */
const Line = memo(function Line({ line, isLast }: { readonly line: Lines[number]; readonly isLast: boolean }) {
  return (
    <span>
      {line.map((token, at) => (
        <span key={at} style={token.htmlStyle}>
          {token.content}
        </span>
      ))}
      {!isLast && '\n'}
    </span>
  );
});

function Coloured({ lines }: { readonly lines: Lines }) {
  return lines.map((line, index) => <Line key={index} line={line} isLast={index === lines.length - 1} />);
}

/** A fence with its language, coloured when its grammar is there, and one button that copies it. */
export function CodeBlock({ children }: ExtraProps & { readonly children?: ReactNode }) {
  const { t } = useTranslation();
  const isIncomplete = useIsCodeFenceIncomplete();
  const source = sourceOf(children);
  const lines = useLines(source, isIncomplete);
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async (): Promise<void> => setIsCopied(await copyText(source.code));
  return (
    <div className="overflow-hidden rounded-card border border-line bg-sunken">
      <div className="flex min-h-7 items-center justify-between border-b border-line pr-1 pl-3 text-12 text-ink-2">
        <span>{source.language || t('chat.markdown.code')}</span>
        <Button tone="quiet" size="small" aria-label={t('chat.markdown.copyCode')} onClick={() => void copy()}>
          {isCopied ? t('common.action.copied') : t('common.action.copy')}
        </Button>
      </div>
      {source.code.length > MAX_HIGHLIGHTED_LENGTH ? (
        <div className="p-3 font-mono text-13">
          <LongText text={source.code} />
        </div>
      ) : (
        <pre
          role="group"
          tabIndex={0}
          aria-label={t('chat.markdown.codeIn', { language: source.language })}
          className="overflow-x-auto p-3 font-mono text-13 leading-relaxed [overflow-wrap:normal]"
        >
          <code>{lines ? <Coloured lines={lines} /> : source.code}</code>
        </pre>
      )}
    </div>
  );
}
