/**
 * The one connection to the library file: durable settings, asserted; typed queries; transactions; the slow-query log; the
 * tidying of the write-ahead log when nothing happens. Knows no table. Every failure leaves as an AppError.
 */
import Database from 'better-sqlite3';
import type { Statement } from 'better-sqlite3';
import type { CompiledQuery } from 'kysely';
import type { Logger } from '#main/platform/logger.ts';
import { invariant } from '#shared/utils/invariant.ts';
import { mappingErrors } from './storage-error.ts';

const SLOW_QUERY_MS = 40;
const BUSY_TIMEOUT_MS = 5_000;
/** Statements are few and the same; only lists of ids make new ones. */
const MAX_STATEMENTS = 200;
/** The default of 2 MiB makes a turn in a large library wait for the disk. */
const CACHE_KIB = 16_384;
const IDLE_CHECKPOINT_MS = 10_000;
/** Deleted text must leave the log soon: deleting is a promise. */
const DELETE_CHECKPOINT_MS = 2_000;

export interface ConnectionOptions {
  /** A file, or the bytes of one, which are then read from memory. */
  readonly source: string | Buffer;
  readonly isReadOnly: boolean;
  readonly log: Logger;
}

export class Connection {
  readonly isReadOnly: boolean;
  readonly #database: Database.Database;
  readonly #log: Logger;
  readonly #statements = new Map<string, Statement>();
  #checkpointTimer: NodeJS.Timeout | undefined;
  #isEnding = false;

  /** @throws AppError STORAGE_* */
  constructor({ source, isReadOnly, log }: ConnectionOptions) {
    this.isReadOnly = isReadOnly;
    this.#log = log;
    this.#database = mappingErrors(
      () => new Database(source, { readonly: isReadOnly, fileMustExist: isReadOnly, timeout: BUSY_TIMEOUT_MS }),
    );
    try {
      mappingErrors(() => this.#configure());
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  all<T>(query: CompiledQuery<T>): T[] {
    return this.#timed(query, () => this.#prepare(query).all(...query.parameters));
  }

  find<T>(query: CompiledQuery<T>): T | undefined {
    return this.#timed(query, () => this.#prepare(query).get(...query.parameters));
  }

  /** Runs a statement without rows; returns how many rows it changed. */
  run(query: CompiledQuery<unknown>): number {
    return this.#timed(query, () => this.#prepare(query).run(...query.parameters).changes);
  }

  /** One `BEGIN IMMEDIATE` … `COMMIT`: all of `work` is on the disk when this returns, or nothing of it. */
  transaction<T>(work: () => T): T {
    const result = mappingErrors(() => this.#database.transaction(work).immediate());
    this.#scheduleCheckpoint(IDLE_CHECKPOINT_MS);
    return result;
  }

  /** Several statements of fixed SQL: migrations, VACUUM. */
  execute(sql: string): void {
    mappingErrors(() => this.#database.exec(sql));
  }

  /** A pragma's first value. */
  pragma(source: string): unknown {
    return mappingErrors(() => this.#database.pragma(source, { simple: true }));
  }

  /** Called after a deletion, so that the text leaves the write-ahead log within seconds. */
  checkpointSoon(): void {
    this.#scheduleCheckpoint(DELETE_CHECKPOINT_MS);
  }

  checkpoint(): void {
    clearTimeout(this.#checkpointTimer);
    this.#checkpointTimer = undefined;
    if (!this.isReadOnly) this.pragma('wal_checkpoint(TRUNCATE)');
  }

  /** Long work that lets others in between stops then; the next start goes on with it. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** Before `close`, with a turn of the loop in between for what must see it. */
  end(): void {
    this.#isEnding = true;
  }

  close(): void {
    clearTimeout(this.#checkpointTimer);
    mappingErrors(() => this.#database.close());
  }

  #configure(): void {
    const database = this.#database;
    if (!this.isReadOnly) database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    // On macOS plain fsync leaves data in the drive's cache; elsewhere these two do nothing.
    database.pragma('fullfsync = ON');
    database.pragma('checkpoint_fullfsync = ON');
    database.pragma('foreign_keys = ON');
    database.pragma(`cache_size = -${CACHE_KIB}`);
    database.pragma('trusted_schema = OFF');
    database.pragma('cell_size_check = ON');
    // FAST would leave deleted text on the free pages (ADR 0007).
    database.pragma('secure_delete = ON');
    database.pragma('mmap_size = 0');
    database.pragma(`query_only = ${this.isReadOnly ? 'ON' : 'OFF'}`);
    // better-sqlite3 is compiled to fall back to NORMAL in WAL mode, and shows it only after the first read.
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    invariant(database.pragma('synchronous', { simple: true }) === 2, 'synchronous must be FULL');
    invariant(database.pragma('foreign_keys', { simple: true }) === 1, 'foreign keys must be enforced');
  }

  #prepare<T>(query: CompiledQuery<T>): Statement<unknown[], T>;
  #prepare({ sql }: CompiledQuery<unknown>): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }

  #timed<T>(query: CompiledQuery<unknown>, work: () => T): T {
    const start = performance.now();
    const result = mappingErrors(work);
    const ms = performance.now() - start;
    // Values are bound, so the statement holds no word of the user.
    if (ms > SLOW_QUERY_MS) this.#log.warn('slow query', undefined, { ms: Math.round(ms), sql: query.sql.slice(0, 200) });
    return result;
  }

  #scheduleCheckpoint(delayMs: number): void {
    clearTimeout(this.#checkpointTimer);
    this.#checkpointTimer = setTimeout(() => {
      try {
        this.checkpoint();
      } catch (error) {
        this.#log.warn('checkpoint failed; the next one will do', error);
      }
    }, delayMs).unref();
  }
}
