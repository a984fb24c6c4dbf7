/** What can be done to assistants. Each is stored first; a failure is said in a toast, and what can be undone offers it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { assistantContentSchema } from '#shared/models/assistant.ts';
import type { Assistant, AssistantContent } from '#shared/models/assistant.ts';
import type { AssistantId } from '#shared/models/ids.ts';
import { showToast } from '../../components/toasts.tsx';
import { rpc, toAppError } from '../../lib/rpc/client.ts';
import { queryClient } from '../../lib/rpc/streams.ts';
import { ASSISTANTS_KEY, assistantChanges } from '../../lib/use-assistants.ts';
import { useErrorText } from '../../lib/use-error-text.ts';

export interface AssistantActions {
  create(content: AssistantContent): Promise<void>;
  /** Shown at once. */
  change(assistant: Assistant, patch: Partial<AssistantContent>): Promise<void>;
  remove(assistant: Assistant): Promise<void>;
  reset(assistant: Assistant): Promise<void>;
  exportFile(assistants: readonly Assistant[]): Promise<void>;
  importFile(file: File): Promise<void>;
}

/** Just made here: its name is what comes first. */
let newId: AssistantId | null = null;
export function takeNew(id: AssistantId): boolean {
  const isNew = id === newId;
  if (isNew) newId = null;
  return isNew;
}

const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: ASSISTANTS_KEY });
/** Without what is the assistant's place and not its content. */
export const contentOf = (assistant: Assistant): AssistantContent => assistantContentSchema.parse(assistant);

function saveText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

export function useAssistantActions(): AssistantActions {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [, navigate] = useLocation();
  return useMemo(() => {
    const sayFailure = (cause: unknown): void => showToast({ text: errorText(toAppError(cause)), isFailure: true });
    const attempt = async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
      } catch (cause) {
        sayFailure(cause);
      } finally {
        await refresh();
      }
    };
    const undo = (work: () => Promise<unknown>) => ({
      label: t('common.action.undo'),
      onSelect: () =>
        void attempt(async () => {
          await work();
        }),
    });
    const open = async ({ id }: Assistant): Promise<void> => {
      await refresh();
      navigate(`/assistants/${id}`);
    };
    return {
      create: (content) =>
        attempt(async () => {
          const made = await rpc.assistants.create({ content });
          newId = made.id;
          await open(made);
          showToast({ text: t('assistants.created', { name: made.name }) });
        }),
      change: async (assistant, patch) => {
        const { id: assistantId, origin } = assistant;
        const content = contentOf({ ...assistant, ...patch });
        await assistantChanges
          .store(
            (all) => all.map((one) => (one.id === assistantId ? { ...one, ...patch, isChanged: origin === 'shipped' } : one)),
            () => rpc.assistants.update({ assistantId, content }),
          )
          .catch(sayFailure);
      },
      remove: (assistant) =>
        attempt(async () => {
          const { id: assistantId, name } = assistant;
          await rpc.assistants.remove({ assistantId });
          navigate('/assistants');
          showToast({ text: t('assistants.deleted', { name }), action: undo(() => rpc.assistants.restore({ assistantId })) });
        }),
      reset: (assistant) =>
        attempt(async () => {
          const { id: assistantId } = assistant;
          const { name } = await rpc.assistants.reset({ assistantId });
          const back = (): Promise<Assistant> => rpc.assistants.update({ assistantId, content: contentOf(assistant) });
          showToast({ text: t('assistants.wasReset', { name }), action: undo(back) });
        }),
      exportFile: (assistants) =>
        attempt(async () => {
          const made = await rpc.assistants.exportFile({ assistantIds: assistants.map(({ id }) => id) });
          if (!made) return;
          if (made.text !== null) saveText(made.fileName, made.text);
          showToast({ text: t('assistants.exported', { file: made.fileName }) });
        }),
      importFile: (file) =>
        attempt(async () => {
          const imported = await rpc.assistants.importFile({ text: await file.text() });
          const [first] = imported;
          if (first) await open(first);
          showToast({ text: t('assistants.imported', { count: imported.length }) });
        }),
    };
  }, [t, errorText, navigate]);
}
