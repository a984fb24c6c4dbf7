/** Several answers to one turn, side by side while they are written and until one is chosen; tabs where there is no room. */
import { clsx } from 'clsx';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { Button } from '../../components/button.tsx';
import { Markdown } from '../../components/markdown/markdown.tsx';
import { rpc } from '../../lib/rpc/client.ts';
import { AnswerEnd } from './answer-end.tsx';
import { AnswerStats } from './answer-stats.tsx';
import { AnswerStatus } from './answer-status.tsx';
import { endChoice } from './chat-ui-store.ts';
import { focusComposer } from './focus-composer.ts';
import { useTurnActions } from './turn-actions.ts';
import { useAnswer } from './use-answer.ts';
import { useMedia } from './use-media.ts';
import { versionsKey } from './use-messages.ts';

interface CandidateProps {
  readonly message: Message;
  readonly number: number;
  readonly onUse: () => void;
}

function Candidate({ message, number, onUse }: CandidateProps) {
  const { t } = useTranslation();
  const nameId = useId();
  const { stop } = useTurnActions();
  const { text, isWriting, live, liveError } = useAnswer(message);
  return (
    <article
      aria-labelledby={nameId}
      aria-busy={isWriting}
      data-message-id={message.id}
      tabIndex={-1}
      className="flex min-w-64 flex-1 basis-0 flex-col rounded-card border border-line bg-surface"
    >
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-2 border-b border-line px-3 py-1.5 text-12 text-ink-2">
        <h2 className="whitespace-nowrap">
          <span id={nameId} className="sr-only">
            {t('chat.message.assistant')}
          </span>
          {t('chat.candidates.number', { number })}
        </h2>
        {message.stats && !isWriting && <AnswerStats stats={message.stats} />}
      </div>
      <div className="min-h-24 flex-1 p-3">
        {text !== '' && <Markdown text={text} isStreaming={isWriting} />}
        {isWriting ? (
          <AnswerStatus live={live} hasText={text !== ''} />
        ) : (
          <AnswerEnd message={message} liveError={liveError} canContinue={false} />
        )}
      </div>
      <div className="flex flex-wrap gap-2 border-t border-line p-2">
        <Button size="small" tone="primary" disabled={text === ''} onClick={onUse}>
          {t('chat.candidates.use')}
        </Button>
        {isWriting && message.generationId && (
          <Button size="small" onClick={() => message.generationId && void stop([message.generationId])}>
            {t('chat.candidates.stopOne', { number })}
          </Button>
        )}
      </div>
    </article>
  );
}

export interface CandidatesProps {
  /** The version that is active now. */
  readonly message: Message;
  readonly parentId: MessageId;
  readonly candidateIds: readonly MessageId[];
}

export function Candidates({ message, parentId, candidateIds }: CandidatesProps) {
  const { t } = useTranslation();
  const actions = useTurnActions();
  const isNarrow = useMedia('(max-width: 759px)');
  const [tab, setTab] = useState(0);
  const { data } = useQuery({
    queryKey: versionsKey(message.threadId, parentId, candidateIds),
    queryFn: () => rpc.threads.listVersions({ messageId: message.id }),
  });
  const versions = (data ?? [message]).filter(({ id }) => candidateIds.includes(id));
  const running = versions
    .filter(({ state }) => state === 'streaming')
    .map(({ generationId }) => generationId)
    .filter((id) => id !== null);
  const use = async (chosen: Message): Promise<void> => {
    // What nobody will read need not be written.
    await actions.stop(
      versions
        .filter(({ id, state }) => id !== chosen.id && state === 'streaming')
        .map(({ generationId }) => generationId)
        .filter((id) => id !== null),
    );
    await actions.selectVersion(message.threadId, chosen.id);
    endChoice(parentId);
    focusComposer();
  };
  const shown = isNarrow ? versions.slice(tab, tab + 1) : versions;
  return (
    <section aria-label={t('chat.candidates.label')} className="mx-auto w-full max-w-[75rem] px-4 py-3">
      <div className="mb-2 flex flex-wrap items-center gap-2 text-13 text-ink-2">
        <p className="flex-1">{t('chat.candidates.choose')}</p>
        {running.length > 1 && (
          <Button size="small" onClick={() => void actions.stop(running)}>
            {t('chat.candidates.stopAll')}
          </Button>
        )}
      </div>
      {isNarrow && (
        <div className="mb-2 flex gap-1">
          {versions.map(({ id }, index) => (
            <Button
              key={id}
              size="small"
              aria-pressed={tab === index}
              className={clsx(tab === index && 'border-accent text-accent')}
              onClick={() => setTab(index)}
            >
              {t('chat.candidates.number', { number: index + 1 })}
            </Button>
          ))}
        </div>
      )}
      <div className="flex gap-3 overflow-x-auto">
        {shown.map((version) => (
          <Candidate key={version.id} message={version} number={versions.indexOf(version) + 1} onUse={() => void use(version)} />
        ))}
      </div>
    </section>
  );
}
