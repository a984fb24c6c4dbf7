/** Write: runs a command on a text and compares the result with it. Stores nothing; the text is the user's draft. */
import type { WritingCommand, WritingResult } from '#shared/contract/writing-contract.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import type { DetectedLanguage } from '#shared/models/language.ts';
import { cleanOutput } from '#shared/utils/clean-output.ts';
import { isNewText, writingPrompt } from '#main/inference/prompts/writing-prompt.ts';
import { writingSampling } from '#main/inference/prompts/sampling.ts';
import { createTaskRunner, requireWriter } from '#main/inference/task-runner.ts';
import type { TaskDeps } from '#main/inference/task-deps.ts';
import { findChanges } from './text-changes.ts';
import { isAnswerTo } from './verdict.ts';

const SURE = 0.5;

export interface WritingService {
  /** @throws AppError MODEL_NOT_LOADED, MODEL_CANNOT_WRITE */
  run(input: { command: WritingCommand; text: string; instruction: string }): Promise<{ generationId: GenerationId }>;
  /** Waits for the run to end. @throws AppError GENERATION_NOT_FOUND, or the error that ended it. */
  getResult(input: { generationId: GenerationId }): Promise<WritingResult>;
}

interface WritingRun {
  readonly command: WritingCommand;
  readonly text: string;
  readonly detected: DetectedLanguage;
}

/** An edit keeps the blank space around the text, which no model gives back. */
function withOuterSpace(result: string, text: string): string {
  const start = /^\s*/.exec(text)?.[0] ?? '';
  const end = /\s*$/.exec(text)?.[0] ?? '';
  return `${start}${result}${end}`;
}

export function createWritingService(deps: Omit<TaskDeps, 'engine' | 'store'>): WritingService {
  const runner = createTaskRunner<WritingRun>(deps, 'writing');

  async function changedLanguage(run: WritingRun, result: string): Promise<boolean> {
    if (run.command === 'custom' || run.detected.confidence < SURE) return false;
    const now = await deps.detector.detect(result);
    return now.confidence >= SURE && now.language !== null && now.language !== run.detected.language;
  }

  return {
    async run({ command, text, instruction }) {
      const model = await requireWriter(deps);
      const detected = await deps.detector.detect(text);
      const language = detected.confidence >= SURE ? detected.language : null;
      const task = writingPrompt({ command, text: text.trim(), instruction, language }, model.kind);
      return { generationId: await runner.start(model, task, writingSampling(command), { command, text, detected }) };
    },
    async getResult({ generationId }) {
      const { context: run, text: output, stopReason } = await runner.finished(generationId);
      const cleaned = cleanOutput(output, run.text);
      const { detected } = run;
      if (cleaned === '') return { text: '', changes: [], verdict: 'empty', detected, isLanguageChanged: false };
      const isLanguageChanged = await changedLanguage(run, cleaned);
      const asNewText = { text: cleaned, changes: [], detected, isLanguageChanged };
      if (isNewText(run.command)) return { ...asNewText, verdict: 'new-text' };
      if (isAnswerTo(run.text, cleaned, run.command)) return { ...asNewText, verdict: 'answer' };
      // A result that was cut off cannot be compared: everything after the cut would look deleted.
      if (stopReason !== 'end' && stopReason !== 'stop-text') return { ...asNewText, verdict: 'new-text' };
      const text = withOuterSpace(cleaned, run.text);
      const changes = text === run.text ? [] : await findChanges(run.text, text);
      return { text, changes, verdict: changes.length === 0 ? 'same' : 'edit', detected, isLanguageChanged };
    },
  };
}
