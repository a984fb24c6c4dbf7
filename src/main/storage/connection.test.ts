import { statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SILENT_LOGGER, type Logger } from '#main/platform/logger.ts';
import { Connection } from './connection.ts';
import { queries } from './queries.ts';
import { temporaryFolder } from './library.test-support.ts';

const open = (path = join(temporaryFolder(), 'inkstone.db'), log: Logger = SILENT_LOGGER): Connection => {
  const connection = new Connection({ source: path, isReadOnly: false, log });
  onTestFinished(() => connection.close());
  return connection;
};

// Catches: better-sqlite3's own default, which is NORMAL in WAL mode and loses acknowledged rows when the power fails.
test('is durable and strict on every opening, also after a read and a change of schema', () => {
  const path = join(temporaryFolder(), 'inkstone.db');
  for (let opening = 0; opening < 3; opening += 1) {
    const connection = open(path);
    connection.transaction(() => connection.execute(`CREATE TABLE t${opening} (x) STRICT`.replace('(x)', '(x TEXT)')));
    connection.all(sql`SELECT * FROM sqlite_schema`.compile(queries));
    const names = [
      'journal_mode',
      'synchronous',
      'foreign_keys',
      'busy_timeout',
      'trusted_schema',
      'cell_size_check',
      'secure_delete',
      'mmap_size',
    ];
    expect(Object.fromEntries(names.map((name) => [name, connection.pragma(name)]))).toEqual({
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      busy_timeout: 5_000,
      trusted_schema: 0,
      cell_size_check: 1,
      secure_delete: 1,
      mmap_size: 0,
    });
  }
});

// Catches: half a transaction left behind by an error, or a connection that is stuck in it.
test('takes a failed transaction back whole', () => {
  const connection = open();
  connection.execute('CREATE TABLE t (x INTEGER NOT NULL) STRICT');
  const add = (value: number | null): number => connection.run(sql`INSERT INTO t VALUES (${value})`.compile(queries));
  expect(() => connection.transaction(() => [add(1), add(null)])).toThrow('STORAGE_FAILED');
  expect(() =>
    connection.transaction(() => {
      add(2);
      throw new Error('bug');
    }),
  ).toThrow('bug');
  connection.transaction(() => add(3));
  expect(connection.all(sql`SELECT x FROM t`.compile(queries))).toEqual([{ x: 3 }]);
});

// Catches: a second writer that waits for ever or fails with SQLite's own words.
test('says STORAGE_BUSY when another process holds the library', () => {
  const path = join(temporaryFolder(), 'inkstone.db');
  const [holder, other] = [open(path), open(path)];
  other.pragma('busy_timeout = 1');
  holder.execute('BEGIN IMMEDIATE');
  expect(() => other.transaction(() => undefined)).toThrow('STORAGE_BUSY');
  holder.execute('COMMIT');
  other.transaction(() => undefined);
});

// Catches: slow queries nobody hears of, and a log that holds the user's words.
test('logs slow queries without their values', () => {
  const warn = vi.fn<Logger['warn']>();
  const connection = open(undefined, { ...SILENT_LOGGER, warn });
  const count = sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000) SELECT count(*), ${'secret'} FROM n`;
  connection.find(count.compile(queries));
  connection.find(sql`SELECT ${'secret'}`.compile(queries));
  expect(warn.mock.calls).toEqual([['slow query', undefined, { ms: expect.any(Number), sql: expect.stringContaining('WITH RECURSIVE') }]]);
  expect(JSON.stringify(warn.mock.calls)).not.toContain('secret');
});

// Catches: a write-ahead log that grows without end, or that keeps deleted text for hours.
test('empties the write-ahead log when nothing happens', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const path = join(temporaryFolder(), 'inkstone.db');
  const connection = open(path);
  connection.transaction(() => connection.execute('CREATE TABLE t (x TEXT) STRICT'));
  const logSize = (): number => statSync(`${path}-wal`).size;
  vi.advanceTimersByTime(3_000);
  expect(logSize()).toBeGreaterThan(0);
  vi.advanceTimersByTime(10_000);
  expect(logSize()).toBe(0);
  connection.transaction(() => connection.run(sql`INSERT INTO t VALUES ('x')`.compile(queries)));
  connection.checkpointSoon();
  vi.advanceTimersByTime(3_000);
  expect(logSize()).toBe(0);
});
