/** Quick ask: one command on one text, outside every thread until the user takes it into one. */
import type { QuickCommand } from '#shared/contract/writing-contract.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import type { LanguageTag } from '#shared/models/language.ts';
import type { Model } from '#shared/models/model.ts';
import type { ParameterOverrides } from '#shared/models/parameters.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { Thread } from '#shared/models/thread.ts';
import { assertNever } from '#shared/utils/invariant.ts';
import { resolvePair } from '#shared/utils/language-pair.ts';
import { cleanAnswer } from '#shared/utils/clean-output.ts';
import { promptLanguageFor } from '#main/inference/prompts/language-names.ts';
import { askPrompt, explainPrompt } from '#main/inference/prompts/quick-ask-prompt.ts';
import { TRANSLATION_SAMPLING, writingSampling } from '#main/inference/prompts/sampling.ts';
import type { TaskPrompt } from '#main/inference/prompts/task-prompt.ts';
import { translationPrompt } from '#main/inference/prompts/translation-prompt.ts';
import { writingPrompt } from '#main/inference/prompts/writing-prompt.ts';
import { createTaskRunner, requireWriter } from '#main/inference/task-runner.ts';
import type { MessageStore, ThreadStore } from '#main/storage/store.ts';
import type { TaskDeps } from '#main/inference/task-deps.ts';
import { titleFrom, userTurn } from './promotion.ts';

const SURE = 0.5;

export interface QuickAskService {
  /** @throws AppError MODEL_NOT_LOADED, MODEL_CANNOT_WRITE */
  run(input: { command: QuickCommand; text: string }): Promise<{ generationId: GenerationId }>;
  /** Waits for the run to end, then makes a thread of question and answer. @throws AppError GENERATION_NOT_FOUND */
  continueInChat(input: { generationId: GenerationId }): Promise<Thread>;
}

/** The part of the store that promotion to a thread needs. */
interface QuickAskStore {
  readonly store: { readonly threads: Pick<ThreadStore, 'create' | 'rename'>; readonly messages: Pick<MessageStore, 'addFinished'> };
}

interface QuickRun {
  readonly command: QuickCommand;
  readonly text: string;
  readonly language: LanguageTag | null;
}

interface Plan {
  readonly task: TaskPrompt;
  readonly sampling: ParameterOverrides;
}

function planFor({ command, text, language }: QuickRun, model: Model, settings: Settings): Plan {
  switch (command) {
    case 'ask':
      return { task: askPrompt(text, settings.parameters.systemPrompt ?? '', model.kind), sampling: {} };
    case 'explain':
      return { task: explainPrompt(text, language, model.kind), sampling: {} };
    case 'translate':
      return { task: translationPrompt({ text, ...resolvePair(language, null, settings) }, model.kind), sampling: TRANSLATION_SAMPLING };
    case 'summarise':
    case 'proofread':
    case 'rewrite':
    case 'reply':
      return { task: writingPrompt({ command, text, instruction: '', language }, model.kind), sampling: writingSampling(command) };
    default:
      return assertNever(command);
  }
}

export function createQuickAskService(deps: Omit<TaskDeps, 'engine' | 'store'> & QuickAskStore): QuickAskService {
  const runner = createTaskRunner<QuickRun>(deps, 'quick-ask');

  return {
    async run({ command, text: input }) {
      const model = await requireWriter(deps);
      const text = input.trim();
      const detected = command === 'ask' ? null : await deps.detector.detect(text);
      const run = { command, text, language: detected && detected.confidence >= SURE ? detected.language : null };
      const { task, sampling } = planFor(run, model, await deps.readSettings());
      return { generationId: await runner.start(task, sampling, run) };
    },
    async continueInChat({ generationId }) {
      const { context, text: output } = await runner.finished(generationId);
      const answer = cleanAnswer(context.command, output, context.text);
      const thread = await deps.store.threads.create('chat');
      await deps.store.messages.addFinished(thread.id, null, [
        { role: 'user', text: userTurn(context.command, context.text, promptLanguageFor(context.language)) },
        ...(answer === '' ? [] : [{ role: 'assistant' as const, text: answer }]),
      ]);
      return deps.store.threads.rename(thread.id, titleFrom(context.text), 'auto');
    },
  };
}
