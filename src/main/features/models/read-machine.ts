import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import type * as z from 'zod';
import type { machineSchema } from '#shared/contract/models-contract.ts';

/** The computer, as far as the choice of a model depends on it. */
export function readMachine(): z.infer<typeof machineSchema> {
  return {
    cpuName: cpus()[0]?.model.trim() ?? '',
    cores: availableParallelism(),
    totalMemoryBytes: totalmem(),
    freeMemoryBytes: freemem(),
  };
}
