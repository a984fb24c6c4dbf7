/** What Translate shows beyond the run itself. Outside the view, so that it is still there after a look at another view. */
import { create } from 'zustand';
import type { TranslationIssue } from '#shared/contract/writing-contract.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import type { DetectedLanguage, LanguageTag } from '#shared/models/language.ts';
import type { Ability } from '#shared/models/model.ts';
import { createTaskRunHook } from '../../lib/generation/use-task-run.ts';
import { rpc } from '../../lib/rpc/client.ts';

export interface TranslateInput {
  readonly text: string;
  readonly from: LanguageTag | null;
  readonly to: LanguageTag;
  readonly modelName: string;
}

export interface TranslateStarted {
  readonly generationId: GenerationId;
  readonly from: LanguageTag;
  readonly to: LanguageTag;
  readonly ability: Ability;
}

export interface TranslateResult {
  readonly text: string;
  readonly issues: readonly TranslationIssue[];
  readonly ability: Ability;
}

interface TranslateStore {
  readonly text: string;
  /** null: detect. */
  readonly from: LanguageTag | null;
  /** null: the second-language rule decides. */
  readonly to: LanguageTag | null;
  readonly detected: DetectedLanguage;
}

export const NOT_DETECTED: DetectedLanguage = { language: null, confidence: 0 };

export const useTranslate = create<TranslateStore>(() => ({ text: '', from: null, to: null, detected: NOT_DETECTED }));

export const useTranslateRun = createTaskRunHook<TranslateInput, TranslateStarted, TranslateResult>({
  begin: ({ text, from, to }) => rpc.translation.run({ text, from, to }),
  finish: ({ generationId }) => rpc.translation.getResult({ generationId }),
});
