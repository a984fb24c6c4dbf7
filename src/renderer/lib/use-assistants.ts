import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Assistant } from '#shared/models/assistant.ts';
import { shownLanguageSchema } from '#shared/models/settings.ts';
import { rpc } from './rpc/client.ts';
import { createShownChanges } from './rpc/shown-changes.ts';
import { queryClient } from './rpc/streams.ts';

export const ASSISTANTS_KEY = ['assistants'];
export const assistantChanges = createShownChanges<readonly Assistant[]>(queryClient, ASSISTANTS_KEY);

/** All assistants in the language of the window; undefined until main has answered. */
export function useAssistants(): readonly Assistant[] | undefined {
  const { i18n } = useTranslation();
  const language = shownLanguageSchema.catch('en').parse(i18n.language);
  return assistantChanges.useShown(
    useQuery({ queryKey: [...ASSISTANTS_KEY, language], queryFn: () => rpc.assistants.list({ language }) }).data,
  );
}
