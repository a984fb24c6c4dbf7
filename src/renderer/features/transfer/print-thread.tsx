/** A chat on paper: the branch that is shown, whole, in a layer that only the printer sees. */
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { AttachmentId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import type { Thread } from '#shared/models/thread.ts';
import { showToast } from '../../components/toasts.tsx';
import { formatNumber } from '../../lib/format.ts';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { PrintTurn } from './print-turn.tsx';
import './print-thread.css';

const MOST_MESSAGES = 2_000;
const PAGE = 200;

/** null: there are more than can be laid out at once. */
async function readPath(thread: Thread, signal: AbortSignal): Promise<Message[] | null> {
  let messages: Message[] = [];
  for (let before: Message['id'] | null = null; ;) {
    const page = await rpc.threads.listMessages({ threadId: thread.id, before, limit: PAGE }, { signal });
    messages = [...page.messages, ...messages];
    if (messages.length > MOST_MESSAGES) return null;
    if (page.before === null) return messages;
    before = page.before;
  }
}

async function readFiles(messages: readonly Message[], signal: AbortSignal): Promise<ReadonlyMap<AttachmentId, string>> {
  const texts = new Map<AttachmentId, string>();
  for (const { id } of messages.flatMap(({ attachments = [] }) => attachments)) {
    const { text } = await rpc.attachments.getText({ attachmentId: id }, { signal });
    texts.set(id, text);
  }
  return texts;
}

interface Pages {
  readonly messages: readonly Message[];
  readonly fileTexts: ReadonlyMap<AttachmentId, string>;
}

/** Paper is white, whatever the window is. Resolves when the system's dialog has closed. */
async function print(): Promise<void> {
  const { dataset } = document.documentElement;
  const theme = dataset['theme'];
  await document.fonts.ready;
  await new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
  dataset['theme'] = 'light';
  try {
    window.print();
  } finally {
    if (theme === undefined) delete dataset['theme'];
    else dataset['theme'] = theme;
  }
}

export function PrintThread({ thread, onEnd }: { readonly thread: Thread; readonly onEnd: () => void }) {
  const { t, i18n } = useTranslation();
  const errorText = useErrorText();
  const [pages, setPages] = useState<Pages | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const read = async (): Promise<void> => {
      try {
        const messages = await readPath(thread, controller.signal);
        const fileTexts = messages && (await readFiles(messages, controller.signal));
        if (controller.signal.aborted) return;
        if (messages && fileTexts) return setPages({ messages, fileTexts });
        showToast({ text: t('transfer.print.tooLong', { number: formatNumber(MOST_MESSAGES, i18n.language) }), isFailure: true });
      } catch (cause) {
        if (controller.signal.aborted) return;
        showToast({ text: errorText(toAppError(cause)), isFailure: true });
      }
      onEnd();
    };
    void read();
    return () => controller.abort();
  }, [thread, onEnd, t, i18n.language, errorText]);
  useEffect(() => {
    if (pages) void print().finally(onEnd);
  }, [pages, onEnd]);
  if (!pages)
    return (
      <p role="status" className="sr-only">
        {t('transfer.print.preparing')}
      </p>
    );
  return createPortal(
    <div className="print-thread">
      <h1>{thread.title || t('transfer.import.untitled')}</h1>
      {pages.messages.map((message) => (
        <PrintTurn key={message.id} message={message} fileTexts={pages.fileTexts} />
      ))}
    </div>,
    document.body,
  );
}
