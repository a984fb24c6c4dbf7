import { useTranslation } from 'react-i18next';
import type { Attachment } from '#shared/models/attachment.ts';
import type { AttachmentId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { Markdown } from '../../components/markdown/markdown.tsx';
import { partOf } from '../../lib/attachment-part.ts';
import { formatNumber } from '../../lib/format.ts';
import { LONGEST_OPEN_TEXT, withoutTowers } from '../../lib/markdown/text-limits.ts';

export interface PrintTurnProps {
  readonly message: Message;
  /** What was chosen of each file of the chat. */
  readonly fileTexts: ReadonlyMap<AttachmentId, string>;
}

/** A text as it is, as far as the screen would open it: ten megabytes would be thousands of pages. */
function PlainText({ text }: { readonly text: string }) {
  const { t, i18n } = useTranslation();
  const number = (value: number): string => formatNumber(value, i18n.language);
  return (
    <>
      <p className="break-words whitespace-pre-wrap">{withoutTowers(text.slice(0, LONGEST_OPEN_TEXT))}</p>
      {text.length > LONGEST_OPEN_TEXT && (
        <p className="print-note">{t('transfer.print.cut', { shown: number(LONGEST_OPEN_TEXT), all: number(text.length) })}</p>
      )}
    </>
  );
}

function PrintFile({ file, text }: { readonly file: Attachment; readonly text: string }) {
  const { t } = useTranslation();
  const part = partOf(file.part);
  const words = [file.name, ...(part ? [t(`attachments.part.${part.unit}`, { ranges: part.ranges })] : [])];
  return (
    <figure>
      <figcaption>{words.join(t('attachments.separator'))}</figcaption>
      <PlainText text={text} />
    </figure>
  );
}

/** One message on paper. Its files stand in front of its words, as in the exports and as the model read them. */
export function PrintTurn({ message: { role, text, attachments = [] }, fileTexts }: PrintTurnProps) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t(role === 'user' ? 'chat.message.you' : 'chat.message.assistant')}</h2>
      {attachments.map((file) => (
        <PrintFile key={file.id} file={file} text={fileTexts.get(file.id) ?? ''} />
      ))}
      {role === 'assistant' ? <Markdown text={text} /> : text !== '' && <PlainText text={text} />}
    </section>
  );
}
