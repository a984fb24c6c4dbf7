/**
 * What a viewer of one generation missed, computed from the whole text and the sequence numbers. A log keeps no delta:
 * only where each began, so a viewer that was away gets its text in one piece, and memory does not double.
 */
import type { GenerationEvent } from '#shared/models/generation.ts';

type Delta = Extract<GenerationEvent, { type: 'delta' }>;
type Notice = Extract<GenerationEvent, { type: 'phase' | 'progress' }>;
type End = Extract<GenerationEvent, { type: 'done' | 'failed' }>;
type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;

interface Mark {
  readonly seq: number;
  /** Length of the text and count of the tokens before this delta. */
  readonly offset: number;
  readonly tokensBefore: number;
}

export interface EventLog {
  /** All text so far, the initial text included. */
  readonly text: string;
  readonly lastSeq: number;
  readonly isEnded: boolean;
  appendText(text: string, tokens: number): void;
  notice(notice: WithoutSeq<Notice>): void;
  end(end: WithoutSeq<End>): void;
  /** In order of `seq`: at most a notice, one delta with all missed text, later notices, and the end. */
  since(afterSeq: number): GenerationEvent[];
}

/** Index of the first mark with `seq` above `afterSeq`; binary, because a long answer has tens of thousands. */
function firstAfter(marks: readonly Mark[], afterSeq: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((marks[middle]?.seq ?? 0) > afterSeq) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function createEventLog(): EventLog {
  const marks: Mark[] = [];
  let text = '';
  let tokens = 0;
  let seq = 0;
  let phase: Notice | undefined;
  let progress: Notice | undefined;
  let end: End | undefined;

  const missedText = (afterSeq: number): { first: number; delta: Delta } | undefined => {
    const first = marks[firstAfter(marks, afterSeq)];
    const last = marks.at(-1);
    if (!first || !last) return undefined;
    const { offset, tokensBefore } = first;
    return { first: first.seq, delta: { type: 'delta', seq: last.seq, offset, text: text.slice(offset), tokens: tokens - tokensBefore } };
  };

  return {
    get text() {
      return text;
    },
    get lastSeq() {
      return seq;
    },
    get isEnded() {
      return end !== undefined;
    },
    appendText: (added, count) => {
      seq += 1;
      marks.push({ seq, offset: text.length, tokensBefore: tokens });
      text += added;
      tokens += count;
    },
    notice: (notice) => {
      seq += 1;
      if (notice.type === 'phase') phase = { ...notice, seq };
      else progress = { ...notice, seq };
    },
    end: (last) => {
      seq += 1;
      end = { ...last, seq };
    },
    since: (afterSeq) => {
      const missed = missedText(afterSeq);
      const notices = [phase, progress].filter((notice) => notice !== undefined && notice.seq > afterSeq);
      // A notice amid the missed text is stale: the text itself says that writing goes on.
      const fresh = notices.filter((notice) => notice && (!missed || notice.seq < missed.first || notice.seq > missed.delta.seq));
      return [...fresh, missed?.delta, end && end.seq > afterSeq ? end : undefined]
        .filter((event) => event !== undefined)
        .toSorted((a, b) => a.seq - b.seq);
    },
  };
}
