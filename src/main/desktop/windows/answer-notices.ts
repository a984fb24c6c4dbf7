/**
 * Tells the user about an answer that arrived while no window of Inkstone had the focus: a notification, and a count for the
 * badge. Names the chat only, unless the user wants to read the answer's beginning there; of a temporary chat not even that,
 * because systems keep what they were told to show.
 */
import type { Notification as ElectronNotification, NotificationConstructorOptions } from 'electron';
import type { LiveGeneration } from '#shared/models/generation.ts';
import type { ThreadId } from '#shared/models/ids.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { Thread } from '#shared/models/thread.ts';
import { stripReasoning } from '#shared/utils/clean-output.ts';
import type { Outcome } from '#main/inference/generation-hub.ts';
import type { DesktopStrings } from '../strings/desktop-strings-en.ts';

const QUOTED_CHARACTERS = 160;

export interface NoticeClass {
  new (options: NotificationConstructorOptions): Pick<ElectronNotification, 'on' | 'show' | 'close'>;
  isSupported(): boolean;
}

export interface AnswerNoticesOptions {
  readonly Notification: NoticeClass;
  readonly strings: Readonly<DesktopStrings>;
  readSettings(): Promise<Pick<Settings, 'shouldNotify' | 'shouldQuoteAnswers'>>;
  chatOf(threadId: ThreadId): Promise<Pick<Thread, 'title' | 'isTemporary'>>;
  listLive(): readonly LiveGeneration[];
  isFocused(): boolean;
  onOpen(threadId: ThreadId): void;
  /** How many chats have answers that nobody has looked at. */
  onUnseen(count: number): void;
}

export interface AnswerNotices {
  /** An answer of this thread has ended. */
  answered(threadId: ThreadId, outcome: Outcome): Promise<void>;
  /** The user is here: nothing is unseen any more. */
  seen(): void;
  dispose(): void;
}

/** Pure: one line of plain text from the beginning of an answer. */
export function quoteOf(text: string): string {
  const line = stripReasoning(text)
    .replaceAll(/[*_`#>|]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const characters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment);
  return characters.length > QUOTED_CHARACTERS ? `${characters.slice(0, QUOTED_CHARACTERS - 1).join('')}…` : line;
}

/** What the user ended is no news. */
function isNews(outcome: Outcome): boolean {
  return outcome.type === 'done' ? outcome.stopReason !== 'stopped' : outcome.error.code !== 'CANCELLED';
}

export function createAnswerNotices(options: AnswerNoticesOptions): AnswerNotices {
  const { Notification, strings, readSettings, chatOf, listLive, isFocused, onOpen, onUnseen } = options;
  const unseen = new Set<ThreadId>();
  /** Held, because a notification that nobody refers to loses its click. */
  const shown = new Map<ThreadId, InstanceType<NoticeClass>>();

  const close = (threadId: ThreadId): void => {
    shown.get(threadId)?.close();
    shown.delete(threadId);
  };
  const notify = async (threadId: ThreadId, outcome: Outcome): Promise<void> => {
    const [{ shouldNotify, shouldQuoteAnswers }, { title, isTemporary }] = await Promise.all([readSettings(), chatOf(threadId)]);
    if (!shouldNotify || !unseen.has(threadId) || !Notification.isSupported()) return;
    const quote = outcome.type === 'done' && shouldQuoteAnswers && !isTemporary ? quoteOf(outcome.text) : '';
    const said = outcome.type === 'done' ? strings.answerReady : strings.answerFailed;
    close(threadId);
    const notice = new Notification({
      title: title === '' || isTemporary ? strings.untitledChat : title,
      body: quote === '' ? said : quote,
    });
    notice.on('click', () => {
      close(threadId);
      onOpen(threadId);
    });
    shown.set(threadId, notice);
    notice.show();
  };

  return {
    answered: async (threadId, outcome) => {
      // Of several candidates the last one counts; the one that ends now is still in the list.
      const writing = listLive().filter((live) => live.threadId === threadId && live.messageId !== null);
      if (writing.length > 1 || !isNews(outcome) || isFocused()) return;
      unseen.add(threadId);
      onUnseen(unseen.size);
      await notify(threadId, outcome);
    },
    seen: () => {
      if (unseen.size > 0) onUnseen(0);
      unseen.clear();
      for (const threadId of shown.keys()) close(threadId);
    },
    dispose: () => {
      for (const threadId of shown.keys()) close(threadId);
    },
  };
}
