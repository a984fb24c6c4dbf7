/** Whether a model fits this machine, told from its file size. An estimate: the engine measures when it loads. */

export type Fit = 'fits' | 'tight' | 'tooBig';

export interface MachineMemory {
  readonly totalMemoryBytes: number;
  readonly freeMemoryBytes: number;
}

/** Working memory and the context window come on top of the weights. */
const OVERHEAD = 1.15;
const BASE_BYTES = 250_000_000;

export const neededBytes = (sizeBytes: number): number => Math.round(sizeBytes * OVERHEAD + BASE_BYTES);

/** tooBig: more than the machine has beside its system; tight: more than is free now, or nearly all there is. */
export function fitOf(sizeBytes: number, machine: MachineMemory): Fit {
  const needed = neededBytes(sizeBytes);
  if (needed > machine.totalMemoryBytes * 0.9) return 'tooBig';
  return needed > machine.totalMemoryBytes * 0.7 || needed > machine.freeMemoryBytes ? 'tight' : 'fits';
}
