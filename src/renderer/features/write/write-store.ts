/** What Write shows beyond the run itself. Outside the view, so that it is still there after a look at another view. */
import { create } from 'zustand';
import type { WritingCommand, WritingResult } from '#shared/contract/writing-contract.ts';
import type { GenerationId } from '#shared/models/ids.ts';
import { createTaskRunHook } from '../../lib/generation/use-task-run.ts';
import { rpc } from '../../lib/rpc/client.ts';
import type { Review } from './review.ts';
import { retype, startReview } from './review.ts';

export interface WriteInput {
  readonly command: WritingCommand;
  readonly text: string;
  readonly instruction: string;
}

interface WriteStore {
  readonly text: string;
  readonly review: Review | null;
}

export const useWrite = create<WriteStore>(() => ({ text: '', review: null }));

/** The text changed in the editor; an open review follows it. */
export function setText(text: string): void {
  useWrite.setState(({ review }) => ({ text, review: review && retype(review, text) }));
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
    useWrite.setState({ review: null });
    return rpc.writing.run(input);
  },
  finish: async ({ generationId }, input) => {
    const result = await rpc.writing.getResult({ generationId });
    if (result.verdict === 'edit') useWrite.setState({ review: retype(startReview(input.text, result.changes), useWrite.getState().text) });
    return result;
  },
});
