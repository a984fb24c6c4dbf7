/** What the killed process writes, so that its judge can tell from a turn's number alone what must be in the library. */
import * as z from 'zod';

/** Lines the child prints; each only after the commit it speaks of, except in the mutant. `chunks` of the first answer are stored. */
export const progressSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opening') }),
  z.object({ type: z.literal('turn'), turn: z.int() }),
  z.object({ type: z.literal('text'), turn: z.int(), chunks: z.int() }),
  z.object({ type: z.literal('end'), turn: z.int() }),
]);
export type Progress = z.infer<typeof progressSchema>;

/** `ack-before-commit`: a child that lies, which the judge must catch. */
export type Mutant = 'ack-before-commit';

export const CHUNKS = 6;

export const userTextOf = (turn: number): string => `question ${turn}: 今天天气怎么样？ ${'word '.repeat(turn % 40)}`;

export const chunkOf = (turn: number, index: number): string => `<${turn}.${index}> ${'词 token '.repeat(((turn + index) % 30) + 1)}`;

export const answerTextOf = (turn: number, chunks: number): string =>
  Array.from({ length: chunks }, (_, index) => chunkOf(turn, index)).join('');

/** Every third turn asks for two candidates. */
export const answersOf = (turn: number): number => (turn % 3 === 0 ? 2 : 1);
