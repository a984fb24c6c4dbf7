import { create } from 'zustand';
import type { QuickCommand } from '#shared/contract/writing-contract.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import type { Settings } from '#shared/models/settings.ts';
import { cleanAnswer } from '#shared/utils/clean-output.ts';
import type { LanguagePair } from '#shared/utils/language-pair.ts';
import { resolvePair } from '#shared/utils/language-pair.ts';
import { createTaskRunHook } from '../../lib/generation/use-task-run.ts';
import { rpc } from '../../lib/rpc/client.ts';

export interface QuickInput {
  readonly command: QuickCommand;
  readonly text: string;
  /** What was typed to the model; empty for a command on a text. */
  readonly instruction: string;
}

/** Kept outside the view: a look at another view does not lose the answer. */
export const useQuickRun = createTaskRunHook<QuickInput, { generationId: GenerationId }, string>({
  begin: ({ command, text, instruction }) => rpc.quickAsk.run({ command, text, instruction }),
  finish: async (_started, { command, text, instruction }, live) => cleanAnswer(command, live.text, text === '' ? instruction : text),
});

const usePinStore = create<{ readonly isPinned: boolean }>(() => ({ isPinned: false }));

/** Whether the quick-ask window stays when it loses the focus, and the way to change it. Shown at once, taken back if main refuses. */
export function usePinned(): [boolean, (isPinned: boolean) => void] {
  const { isPinned } = usePinStore();
  const set = (wanted: boolean): void => {
    usePinStore.setState({ isPinned: wanted });
    rpc.quickAsk.setPinned({ isPinned: wanted }).catch(() => usePinStore.setState({ isPinned: !wanted }));
  };
  return [isPinned, set];
}

export interface TranslationRefusal {
  readonly model: string;
  readonly pair: LanguagePair;
}

/** Who cannot translate this text, and between what; null when the model may be asked. Asked before there is any output. */
export async function findTranslationRefusal(
  text: string,
  settings: Pick<Settings, 'firstLanguage' | 'secondLanguage'>,
): Promise<TranslationRefusal | null> {
  const { language, confidence } = await rpc.translation.detect({ text: text.slice(0, 4_000) });
  const pair = resolvePair(confidence >= 0.5 ? language : null, null, settings);
  const { ability, modelName } = await rpc.translation.getAbility(pair);
  return ability === 'none' && modelName !== null ? { model: modelName, pair } : null;
}
