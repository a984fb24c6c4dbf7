/** What Write shows beyond the run itself. Outside the view, so that it is still there after a look at another view. */
import { create } from 'zustand';
import type { WritingCommand, WritingResult } from '#shared/contract/writing-contract.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import type { LanguageTag } from '#shared/models/language.ts';
import type { Model } from '#shared/models/model.ts';
import { createTaskRunHook } from '../../lib/generation/use-task-run.ts';
import { rpc } from '../../lib/rpc/client.ts';
import type { Review } from './review.ts';
import { retype, startReview } from './review.ts';

export interface WriteInput {
  readonly command: WritingCommand;
  readonly text: string;
  readonly instruction: string;
}

/** A command that was not run, because the model was never taught the language of the text. */
export interface Refusal {
  readonly input: WriteInput;
  readonly language: LanguageTag;
  readonly modelName: string;
}

interface WriteStore {
  readonly text: string;
  readonly review: Review | null;
  readonly refusal: Refusal | null;
}

export const useWrite = create<WriteStore>(() => ({ text: '', review: null, refusal: null }));

/** The detector reads no more. */
const SAMPLE = 4_000;
const SURE = 0.5;

/** Why `model` should not be asked for an edit of `text`; null when nothing speaks against it. */
export async function findRefusal(input: WriteInput, model: Pick<Model, 'name' | 'languages'> | undefined): Promise<Refusal | null> {
  if (!model || model.languages.length === 0) return null;
  const { language, confidence } = await rpc.translation.detect({ text: input.text.slice(0, SAMPLE) });
  if (language === null || confidence < SURE) return null;
  const isKnown = model.languages.some((tag) => tag.toLowerCase().split('-')[0] === language);
  return isKnown ? null : { input, language, modelName: model.name };
}

/** The text changed in the editor; an open review follows it, and a refusal was about the text before. */
export function setText(text: string): void {
  useWrite.setState(({ review }) => ({ text, refusal: null, review: review && retype(review, text) }));
}

/** Applies a decision; returns the text the editor must show now. */
export function updateReview(change: (review: Review) => Review): string {
  useWrite.setState(({ text, review }) => {
    if (!review) return {};
    const next = change(review);
    return { review: next, text: next.text === review.text ? text : next.text };
  });
  return useWrite.getState().text;
}

export const useWriteRun = createTaskRunHook<WriteInput, { generationId: GenerationId }, WritingResult>({
  begin: (input) => {
    useWrite.setState({ review: null, refusal: null });
    return rpc.writing.run(input);
  },
  finish: async ({ generationId }, input) => {
    const result = await rpc.writing.getResult({ generationId });
    if (result.verdict === 'edit') useWrite.setState({ review: retype(startReview(input.text, result.changes), useWrite.getState().text) });
    return result;
  },
});
