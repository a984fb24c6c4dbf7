/** Translate: names the languages, says how far the model can be trusted, runs it and checks what must be carried over. */
import type { TranslationIssue } from '#shared/contract/writing-contract.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import type { DetectedLanguage, LanguageTag } from '#shared/models/language.ts';
import type { Ability } from '#shared/models/model.ts';
import { cleanOutput } from '#shared/utils/clean-output.ts';
import { TRANSLATION_SAMPLING } from '#main/inference/prompts/sampling.ts';
import { translationPrompt } from '#main/inference/prompts/translation-prompt.ts';
import { createTaskRunner, requireWriter } from '#main/inference/task-runner.ts';
import type { TaskDeps } from '#main/inference/task-deps.ts';
import { translationAbility } from './ability.ts';
import { resolvePair } from '#shared/utils/language-pair.ts';
import { findTranslationIssues } from './translation-checks.ts';

export interface StartedTranslation {
  readonly generationId: GenerationId;
  readonly from: LanguageTag;
  readonly to: LanguageTag;
  readonly ability: Ability;
}

export interface TranslationService {
  detect(input: { text: string }): Promise<DetectedLanguage>;
  /** `none` and no name while no model is loaded. */
  getAbility(input: { from: LanguageTag | null; to: LanguageTag }): Promise<{ ability: Ability; modelName: string | null }>;
  /** Runs also with ability `none`, which the caller must then not present as a translation. @throws AppError MODEL_NOT_LOADED */
  run(input: { text: string; from: LanguageTag | null; to: LanguageTag | null }): Promise<StartedTranslation>;
  /** Waits for the run to end. @throws AppError GENERATION_NOT_FOUND, or the error that ended it. */
  getResult(input: { generationId: GenerationId }): Promise<{ text: string; issues: TranslationIssue[]; ability: Ability }>;
}

export function createTranslationService(deps: Omit<TaskDeps, 'engine' | 'store'>): TranslationService {
  const runner = createTaskRunner<{ text: string; ability: Ability }>(deps, 'translation');

  return {
    detect: ({ text }) => deps.detector.detect(text),
    async getAbility({ from, to }) {
      const model = await deps.currentModel();
      return model ? { ability: translationAbility(model, from, to), modelName: model.name } : { ability: 'none', modelName: null };
    },
    async run({ text, from, to }) {
      const model = await requireWriter(deps);
      const source = from ?? (await deps.detector.detect(text)).language;
      const pair = resolvePair(source, to, await deps.readSettings());
      const ability = translationAbility(model, pair.from, pair.to);
      const task = translationPrompt({ text: text.trim(), ...pair }, model.kind);
      const generationId = await runner.start(model, task, TRANSLATION_SAMPLING, { text, ability });
      return { generationId, ...pair, ability };
    },
    async getResult({ generationId }) {
      const { context, text: output, stopReason } = await runner.finished(generationId);
      const text = cleanOutput(output, context.text);
      const isWhole = stopReason === 'end' || stopReason === 'stop-text';
      // Half a translation lacks half the numbers: nothing to report yet. Untranslated output is not checked at all.
      const issues = isWhole && context.ability !== 'none' && text !== '' ? findTranslationIssues(context.text, text) : [];
      return { text, issues, ability: context.ability };
    },
  };
}
