import type { UpdateFailure } from '#shared/models/update.ts';

/** A step of an update failed for a reason that the user can be told. */
export class UpdateError extends Error {
  override readonly name = 'UpdateError';
  readonly failure: UpdateFailure;

  constructor(failure: UpdateFailure, options?: ErrorOptions) {
    super(`update: ${failure}`, options);
    this.failure = failure;
  }
}
