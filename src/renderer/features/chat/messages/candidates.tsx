/** Several answers to one turn, side by side while they are written and until one is chosen; tabs where there is no room. */
import { Tabs } from '@base-ui/react/tabs';
import { clsx } from 'clsx';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '#shared/models/ids.ts';
import type { Message } from '#shared/models/message.ts';
import { Button } from '../../../components/button.tsx';
import { rpc } from '../../../lib/rpc/client.ts';
import { CandidateCard } from './candidate-card.tsx';
import { endChoice, sendBelowNext } from '../chat-ui-store.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import { byLikelihood, findLikeliest, likelihoodOf } from '../tokens/likelihood.ts';
import { useTreeActions } from '../branches/tree-actions.ts';
import { useTurnActions } from '../turn-actions.ts';
import { useMedia } from '../use-media.ts';
import { versionsKey } from '../use-messages.ts';

export interface CandidatesProps {
  /** The version that is active now. */
  readonly message: Message;
  readonly parentId: MessageId;
  readonly candidateIds: readonly MessageId[];
}

const runningOf = (versions: readonly Message[]) =>
  versions
    .filter(({ state }) => state === 'streaming')
    .map(({ generationId }) => generationId)
    .filter((id) => id !== null);

/** Left and right go from answer to answer while one of them, not something in it, has the focus. */
function moveBetween(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>(':scope > article')];
  const at = cards.findIndex((card) => card === event.target);
  const next = cards[at + step];
  if (step === 0 || at === -1 || !next) return;
  event.preventDefault();
  next.focus();
}

interface ChoiceProps {
  readonly numbered: readonly { readonly version: Message; readonly number: number }[];
  readonly cardOf: (version: Message, number: number) => ReactNode;
}

function CandidateTabs({ numbered, cardOf }: ChoiceProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<MessageId | null>(null);
  const shown = numbered.find(({ version }) => version.id === chosen) ?? numbered[0];
  return (
    <Tabs.Root value={shown?.version.id} onValueChange={(value: MessageId) => setChosen(value)}>
      <Tabs.List aria-label={t('chat.candidates.label')} activateOnFocus className="mb-2 flex gap-1 overflow-x-auto">
        {numbered.map(({ version, number }) => (
          <Tabs.Tab
            key={version.id}
            value={version.id}
            className={clsx(
              'min-h-7 shrink-0 rounded-control border px-2 text-12',
              version.id === shown?.version.id ? 'border-accent font-semibold text-accent' : 'border-line text-ink',
            )}
          >
            {t('chat.candidates.number', { number })}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {numbered.map(({ version, number }) => (
        <Tabs.Panel key={version.id} value={version.id} className="flex">
          {cardOf(version, number)}
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

export function Candidates({ message, parentId, candidateIds }: CandidatesProps) {
  const { t } = useTranslation();
  const actions = useTurnActions();
  const { dropVersions } = useTreeActions();
  const isNarrow = useMedia('(max-width: 759px)');
  const [isSorted, setIsSorted] = useState(false);
  const [keepsOthers, setKeepsOthers] = useState(true);
  const [marked, setMarked] = useState<ReadonlySet<MessageId>>(new Set());
  const { threadId } = message;
  const { data } = useQuery({
    queryKey: versionsKey(threadId, parentId, candidateIds),
    queryFn: () => rpc.threads.listVersions({ messageId: message.id }),
  });
  const versions = (data ?? [message]).filter(({ id }) => candidateIds.includes(id));
  const running = runningOf(versions);
  const measured = versions.filter((version) => likelihoodOf(version) !== null);
  const likeliestId = findLikeliest(versions)?.id;
  const chosenIds = versions.filter(({ id }) => marked.has(id)).map(({ id }) => id);
  const shown = isSorted ? byLikelihood(versions) : versions;
  const numbered = shown.map((version) => ({ version, number: versions.indexOf(version) + 1 }));

  const settle = async (kept: readonly MessageId[]): Promise<void> => {
    const others = versions.filter(({ id }) => !kept.includes(id));
    // What nobody will read need not be written.
    await actions.stop(runningOf(others));
    const [first] = kept;
    if (first) await actions.selectVersion(threadId, first);
    endChoice(parentId);
    if (!keepsOthers && others.length > 0)
      await dropVersions(
        threadId,
        others.map(({ id }) => id),
      );
    focusComposer();
  };
  const continueFromMarked = async (): Promise<void> => {
    await settle(chosenIds);
    sendBelowNext({ threadId, messageIds: chosenIds });
  };
  const mark = (id: MessageId, isMarked: boolean): void =>
    setMarked((before) => new Set(isMarked ? [...before, id] : [...before].filter((other) => other !== id)));
  const cardOf = (version: Message, number: number): ReactNode => (
    <CandidateCard
      key={version.id}
      message={version}
      number={number}
      isLikeliest={version.id === likeliestId}
      isMarked={marked.has(version.id)}
      onMark={(isMarked) => mark(version.id, isMarked)}
      onUse={() => void settle([version.id])}
    />
  );

  return (
    <section aria-label={t('chat.candidates.label')} className="mx-auto w-full max-w-[75rem] px-4 py-3">
      <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2 text-13 text-ink-2">
        <p className="flex-1 basis-64">{t('chat.candidates.choose')}</p>
        <label className="flex items-center gap-1.5">
          <input
            type="checkbox"
            checked={keepsOthers}
            className="size-4 accent-accent"
            onChange={(event) => setKeepsOthers(event.target.checked)}
          />
          {t('branches.candidates.keep')}
        </label>
        {measured.length > 1 && (
          <Button
            size="small"
            aria-pressed={isSorted}
            className={clsx(isSorted && 'border-accent text-accent')}
            onClick={() => setIsSorted(!isSorted)}
          >
            {t('branches.candidates.sort')}
          </Button>
        )}
        {chosenIds.length > 0 && (
          <Button size="small" tone="primary" onClick={() => void continueFromMarked()}>
            {t('branches.candidates.continueSeveral', { count: chosenIds.length })}
          </Button>
        )}
        {running.length > 1 && (
          <Button size="small" onClick={() => void actions.stop(running)}>
            {t('chat.candidates.stopAll')}
          </Button>
        )}
      </div>
      {isNarrow ? (
        <CandidateTabs numbered={numbered} cardOf={cardOf} />
      ) : (
        <div role="presentation" className="flex gap-3 overflow-x-auto p-0.5" onKeyDown={moveBetween}>
          {numbered.map(({ version, number }) => cardOf(version, number))}
        </div>
      )}
    </section>
  );
}
