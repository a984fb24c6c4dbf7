/** Above the composer, what the assistant of the chat needs: its model, the way to Translate, the text that was marked for it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Assistant } from '#shared/models/assistant.ts';
import type { ModelId } from '#shared/models/ids.ts';
import type { Thread } from '#shared/models/thread.ts';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { showToast } from '../../../components/toasts.tsx';
import { handToTranslate } from '../../../lib/hand-over.ts';
import { rpc, toAppError } from '../../../lib/rpc/client.ts';
import { useCurrentModel } from '../../../lib/use-current-model.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import type { ComposerHandle } from '../composer/composer.tsx';
import { decodeDraft, messageOf } from '../composer/draft-text.ts';
import { useSelectionOf } from './use-selection.ts';

function Line({ children }: { readonly children: ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-[47rem] flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-1 text-13 text-ink-2">{children}</div>
  );
}

function ModelLine({ assistant: { name, modelId } }: { readonly assistant: Assistant }) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const current = useCurrentModel();
  const { data: models } = useQuery({ queryKey: ['models'], queryFn: () => rpc.models.list() });
  const load = useMutation({
    mutationFn: (input: { modelId: ModelId }) => rpc.models.load(input),
    onError: (cause) => showToast({ text: errorText(toAppError(cause)), isFailure: true }),
  });
  if (modelId === null || models === undefined || current?.id === modelId) return null;
  const model = models.find(({ id, isMissing }) => id === modelId && !isMissing);
  if (!model) {
    return (
      <Line>
        <p role="status">{t('assistants.note.modelGone', { name })}</p>
      </Line>
    );
  }
  return (
    <Line>
      <p role="status">{t('assistants.note.model', { name, model: model.name })}</p>
      <Button size="small" disabled={load.isPending} onClick={() => load.mutate({ modelId })}>
        {t('assistants.note.load', { model: model.name })}
      </Button>
    </Line>
  );
}

function TranslateLine({ composer }: { readonly composer: RefObject<ComposerHandle | null> }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const open = (): void => {
    handToTranslate(messageOf(decodeDraft(composer.current?.take() ?? '')));
    navigate('/translate');
  };
  return (
    <Line>
      <p>{t('assistants.note.translate')}</p>
      <Button size="small" onClick={open}>
        {t('assistants.note.openTranslate')}
      </Button>
    </Line>
  );
}

const SHOWN_CHARS = 80;

function SelectionLine({ assistant: { name }, thread }: { readonly assistant: Assistant; readonly thread: Thread | null }) {
  const { t } = useTranslation();
  const { text, setText } = useSelectionOf(thread);
  if (text === '') {
    return (
      <Line>
        <p>{t('assistants.note.noSelection', { name })}</p>
      </Line>
    );
  }
  const shown = text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
  return (
    <Line>
      <p role="status" className="min-w-0 flex-1 break-words">
        {t('assistants.note.selection', { name, text: shown, count: text.length })}
      </p>
      <IconButton icon={X} label={t('assistants.note.forget')} className="size-7" onClick={() => setText('')} />
    </Line>
  );
}

export interface AssistantNoteProps {
  readonly assistant: Assistant | undefined;
  readonly thread: Thread | null;
  readonly composer: RefObject<ComposerHandle | null>;
  /** The system prompt in force has `{{selection}}` in it. */
  readonly usesSelection: boolean;
}

export function AssistantNote({ assistant, thread, composer, usesSelection }: AssistantNoteProps) {
  if (!assistant) return null;
  return (
    <>
      <ModelLine assistant={assistant} />
      {assistant.leadsTo === 'translate' && <TranslateLine composer={composer} />}
      {usesSelection && <SelectionLine assistant={assistant} thread={thread} />}
    </>
  );
}
