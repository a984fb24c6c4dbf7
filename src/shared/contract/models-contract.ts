import { eventIterator } from '@orpc/contract';
import * as z from 'zod';
import { modelIdSchema } from '../models/ids.ts';
import { engineStateSchema, modelSchema } from '../models/model.ts';
import { procedure } from './base.ts';

const oneModel = z.object({ modelId: modelIdSchema });

export const machineSchema = z.object({
  cpuName: z.string(),
  cores: z.int(),
  totalMemoryBytes: z.int(),
  freeMemoryBytes: z.int(),
});

export const modelsContract = {
  list: procedure.output(z.array(modelSchema)),
  getMachine: procedure.output(machineSchema),
  /** The state now, then every change. Ends only when the viewer goes away. */
  watchEngine: procedure.output(eventIterator(engineStateSchema)),
  /** Inspects a GGUF file in the engine process and links it in place. */
  addFile: procedure.input(z.object({ path: z.string().min(1).max(4_096) })).output(modelSchema),
  /** Desktop host: the system's file dialog. null: the user closed it. @throws NOT_SUPPORTED_HERE in the browser host. */
  chooseFile: procedure.output(z.object({ path: z.string() }).nullable()),
  /** Loads in the background; progress and failure come through `watchEngine`. */
  load: procedure.input(oneModel.extend({ onCpu: z.boolean().optional(), contextSize: z.int().min(256).optional() })).output(z.void()),
  cancelLoad: procedure.output(z.void()),
  unload: procedure.output(z.void()),
  /** Forgets the model. Only an uploaded copy is deleted from disk. */
  remove: procedure.input(oneModel).output(z.void()),
};
