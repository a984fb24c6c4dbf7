import { updateStateSchema } from '../models/update.ts';
import { procedure } from './base.ts';

/** Each answers with the state it led to; a step that does not fit the state changes nothing. Failures are states, not errors. */
export const updatesContract = {
  get: procedure.output(updateStateSchema),
  /** Asks the update source, once. Resolves when it has answered. */
  check: procedure.output(updateStateSchema),
  /** Resolves when the file is here and is the one that was signed. Progress comes with the change topic `updates`. */
  download: procedure.output(updateStateSchema),
  /** Ends a check or a download. */
  cancel: procedure.output(updateStateSchema),
  /** Installs what is ready and starts again: the application ends. */
  install: procedure.output(updateStateSchema),
};
