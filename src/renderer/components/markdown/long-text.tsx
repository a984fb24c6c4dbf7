import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cutIntoPieces } from '../../lib/markdown/text-limits.ts';
import { Button } from '../button.tsx';

const SHOWN_LENGTH = 100_000;
const PIECE_LENGTH = 4_000;

/** A text as it is, cut into pieces that the browser lays out only when they come into view. */
export function TextPieces({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? text : text.slice(0, SHOWN_LENGTH);
  const pieces = useMemo(() => cutIntoPieces(shown, PIECE_LENGTH), [shown]);
  return (
    <>
      {pieces.map((piece, index) => (
        <div key={index} className="break-all whitespace-pre-wrap [contain-intrinsic-size:auto_40rem] [content-visibility:auto]">
          {piece}
        </div>
      ))}
      {text.length > SHOWN_LENGTH && !isWhole && (
        <Button size="small" className="mt-2" onClick={() => setIsWhole(true)}>
          {t('chat.markdown.showAll', { count: text.length })}
        </Button>
      )}
    </>
  );
}

/** A whole message as it is. */
export const LongText = ({ text }: { readonly text: string }) => (
  <div data-message-text className="text-15 leading-relaxed">
    <TextPieces text={text} />
  </div>
);

/** Says why a text is not formatted. */
export function PlainReason() {
  const { t } = useTranslation();
  return <p className="mt-1 text-12 text-ink-2">{t('chat.markdown.plain')}</p>;
}
