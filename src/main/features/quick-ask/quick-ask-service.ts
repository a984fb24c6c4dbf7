/** Quick ask: one command on one text, outside every thread until the user takes it into one. */
import type { QuickCommand } from '#shared/contract/writing-contract.ts';
import { AppError } from '#shared/errors/app-error.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import type { LanguageTag } from '#shared/models/language.ts';
import type { Model } from '#shared/models/model.ts';
import { effectiveParameters } from '#shared/models/parameters.ts';
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
import type { MessageStore, Store, ThreadStore } from '#main/storage/store.ts';
import type { TaskDeps } from '#main/inference/task-deps.ts';
import { titleFrom, userTurn } from './promotion.ts';

const SURE = 0.5;
/** A longer one is no question that anybody would look for again. */
const REMEMBERED_CHARACTERS = 2_000;

export interface QuickAskService {
  /** @throws AppError MODEL_NOT_LOADED, MODEL_CANNOT_WRITE, INVALID_INPUT when there is nothing to work on */
  run(input: { command: QuickCommand; text: string; instruction: string }): Promise<{ generationId: GenerationId }>;
  /** What was typed before, newest first. */
  listQuestions(): Promise<string[]>;
  /** Waits for the run to end, then makes a thread of question and answer. @throws AppError GENERATION_NOT_FOUND */
  continueInChat(input: { generationId: GenerationId }): Promise<Thread>;
}

/** The part of the store that promotion to a thread and the earlier questions need. */
interface QuickAskStore {
  readonly store: {
    readonly threads: Pick<ThreadStore, 'create' | 'rename'>;
    readonly messages: Pick<MessageStore, 'addFinished'>;
    readonly quickQuestions: Store['quickQuestions'];
  };
  /** A system prompt as it is sent now: its variables have their values. */
  fillPrompt(systemPrompt: string, selection: string): Promise<string>;
}

interface QuickRun {
  readonly command: QuickCommand;
  readonly text: string;
  readonly instruction: string;
  readonly language: LanguageTag | null;
}

interface Plan {
  readonly task: TaskPrompt;
  readonly sampling: ParameterOverrides;
}

function planFor({ command, text, instruction, language }: QuickRun, model: Model, settings: Settings, systemPrompt: string): Plan {
  switch (command) {
    case 'ask':
      return { task: askPrompt(instruction, text, systemPrompt, model.kind), sampling: {} };
    case 'explain':
      return { task: explainPrompt(text, language, model.kind), sampling: {} };
    case 'translate':
      return { task: translationPrompt({ text, ...resolvePair(language, null, settings) }, model.kind), sampling: TRANSLATION_SAMPLING };
    case 'summarise':
    case 'proofread':
    case 'rewrite':
    case 'reply':
    case 'custom':
      return { task: writingPrompt({ command, text, instruction, language }, model.kind), sampling: writingSampling(command) };
    default:
      return assertNever(command);
  }
}

/** A question that came as the text alone is the instruction. */
function trimmed({ command, ...input }: Omit<QuickRun, 'language'>): Omit<QuickRun, 'language'> {
  const [text, instruction] = [input.text.trim(), input.instruction.trim()];
  return command === 'ask' && instruction === '' ? { command, text: '', instruction: text } : { command, text, instruction };
}

export function createQuickAskService(deps: Omit<TaskDeps, 'engine' | 'store'> & QuickAskStore): QuickAskService {
  const runner = createTaskRunner<QuickRun>(deps, 'quick-ask');
  /** Beside the run: a list that cannot be kept must not cost the answer. */
  const remember = (question: string): void => {
    if (question === '' || question.length > REMEMBERED_CHARACTERS) return;
    deps.store.quickQuestions.add(question).catch((cause: unknown) => deps.log.warn('a question could not be remembered', cause));
  };

  return {
    async run(input) {
      const model = await requireWriter(deps);
      const { command, text, instruction } = trimmed(input);
      if (text === '' ? command !== 'ask' || instruction === '' : command === 'custom' && instruction === '') {
        throw new AppError('INVALID_INPUT');
      }
      remember(input.instruction.trim());
      const detected = command === 'ask' ? null : await deps.detector.detect(text);
      const run = { command, text, instruction, language: detected && detected.confidence >= SURE ? detected.language : null };
      const settings = await deps.readSettings();
      const { systemPrompt } = effectiveParameters({ model: model.parameters, settings: settings.parameters }).values;
      const { task, sampling } = planFor(run, model, settings, await deps.fillPrompt(systemPrompt, text));
      return { generationId: await runner.start(model, task, sampling, run) };
    },
    listQuestions: () => deps.store.quickQuestions.list(),
    async continueInChat({ generationId }) {
      const { context, text: output } = await runner.finished(generationId);
      const answer = cleanAnswer(context.command, output, context.text === '' ? context.instruction : context.text);
      const thread = await deps.store.threads.create('chat');
      await deps.store.messages.addFinished(thread.id, null, [
        { role: 'user', text: userTurn(context.command, context.text, context.instruction, promptLanguageFor(context.language)) },
        ...(answer === '' ? [] : [{ role: 'assistant' as const, text: answer }]),
      ]);
      return deps.store.threads.rename(thread.id, titleFrom(context.instruction === '' ? context.text : context.instruction), 'auto');
    },
  };
}
