import type { Connection } from '../connection.ts';

/** One step of the schema. Never edited once shipped: a mistake is mended by the next step. */
export interface Migration {
  /** Becomes `user_version`; steps of ten leave room for a repair between two. */
  readonly version: number;
  readonly name: string;
  /** Runs inside the transaction that also raises the version. */
  up(connection: Connection): void;
}
