/** The JSON of answers, whole and streamed, for the two endpoints that write text. */
import type { StopReason } from '#shared/models/generation.ts';

export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** One of the `n` answers, when it has ended. */
export interface Choice {
  readonly text: string;
  readonly finishReason: 'stop' | 'length';
  readonly promptTokens: number;
  readonly writtenTokens: number;
}

/** What the two endpoints do not share. */
export interface Shape {
  readonly idPrefix: string;
  readonly object: string;
  readonly chunkObject: string;
  /** A whole answer. */
  readonly whole: (text: string) => object;
  /** The parts of a streamed one. */
  readonly opening: object;
  readonly part: (text: string) => object;
  readonly closing: object;
}

export const CHAT_SHAPE: Shape = {
  idPrefix: 'chatcmpl-',
  object: 'chat.completion',
  chunkObject: 'chat.completion.chunk',
  whole: (text) => ({ message: { role: 'assistant', content: text, refusal: null } }),
  opening: { delta: { role: 'assistant', content: '' } },
  part: (text) => ({ delta: { content: text } }),
  closing: { delta: {} },
};

export const COMPLETION_SHAPE: Shape = {
  idPrefix: 'cmpl-',
  object: 'text_completion',
  chunkObject: 'text_completion',
  whole: (text) => ({ text }),
  opening: { text: '' },
  part: (text) => ({ text }),
  closing: { text: '' },
};

export const finishReasonOf = (reason: StopReason): Choice['finishReason'] =>
  reason === 'length' || reason === 'context' ? 'length' : 'stop';

/** The prompt is the same for every choice and counts once. */
export function usageOf(choices: readonly Choice[]): Usage {
  const prompt = choices[0]?.promptTokens ?? 0;
  const written = choices.reduce((sum, { writtenTokens }) => sum + writtenTokens, 0);
  return { prompt_tokens: prompt, completion_tokens: written, total_tokens: prompt + written };
}

/** What every chunk and the whole answer carry. `created` is in seconds. */
export interface AnswerHead {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

export function wholeAnswer(shape: Shape, head: AnswerHead, choices: readonly Choice[]): object {
  return {
    ...head,
    object: shape.object,
    choices: choices.map(({ text, finishReason }, index) => ({ index, ...shape.whole(text), logprobs: null, finish_reason: finishReason })),
    usage: usageOf(choices),
  };
}

/** One server-sent event. JSON has no line breaks of its own, so one `data:` line is enough. */
export const frame = (data: object | '[DONE]'): string => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
