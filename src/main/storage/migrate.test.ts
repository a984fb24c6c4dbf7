import { copyFileSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { Connection } from './connection.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/migrations.ts';
import type { Migration } from './migrations/migration.ts';
import { openStore } from './open-store.ts';
import { queries } from './queries.ts';
import type { Tables } from './tables.ts';
import { UNSEEN_THREADS } from './thread-rows.ts';
import { ask, temporaryFolder, searchFor } from './library.test-support.ts';

const open = (folder: string): Connection => {
  const connection = new Connection({ source: join(folder, 'inkstone.db'), isReadOnly: false, log: SILENT_LOGGER });
  onTestFinished(() => connection.close());
  return connection;
};
const upTo = (version: number): Migration[] => MIGRATIONS.filter((migration) => migration.version <= version);
const migrateTo = (connection: Connection, folder: string, migrations: readonly Migration[] = MIGRATIONS): void =>
  migrate(connection, { backupFolder: join(folder, 'backups'), log: SILENT_LOGGER, migrations });

const schemaOf = (connection: Connection): unknown =>
  connection.all(sql<{ name: string; sql: string | null }>`SELECT name, sql FROM sqlite_schema ORDER BY name`.compile(queries));
const rowsOf = (connection: Connection, table: string): unknown[] =>
  connection.all(sql`SELECT * FROM ${sql.table(table)} ORDER BY 1`.compile(queries));

const CORE_ROWS = `
  INSERT INTO threads (key, id, kind, title, title_source, is_pinned, active_leaf_id, parameters, created_at, updated_at, activity, removed_at) VALUES
    (1, 't1', 'chat', 'Käse 天气', 'user', 1, NULL, '{"topK":7}', 5, 6, 1, NULL), (2, 't2', 'completion', '', 'none', 0, NULL, '{}', 5, 6, 2, 99);
  INSERT INTO generations VALUES ('g1', 'm2', 'chat', 'streaming', NULL, NULL, '{}', NULL, 3, 7, NULL);
  INSERT INTO messages VALUES
    (1, 'm1', 't1', NULL, 1, 'user', 'done', 'm2', NULL, 7, 'wie ist das 天气 heute'),
    (2, 'm2', 't1', 'm1', 2, 'assistant', 'streaming', NULL, 'g1', 7, 'noch nicht fertig'),
    (3, 'm3', 't2', NULL, 1, 'user', 'done', NULL, NULL, 7, 'entfernt');
  UPDATE threads SET active_leaf_id = 'm2' WHERE id = 't1';
  INSERT INTO drafts VALUES ('thread:t1', 'half');
  INSERT INTO settings VALUES ('theme', '"dark"');
`;
const CORE_TABLES = ['threads', 'messages', 'generations', 'drafts', 'settings'];

/** What the version before holds, and what this step must make of it. One for every migration: the first test sees to it. */
const CASES: Record<number, { seed: (before: Connection) => void; check: (after: Connection, before: Record<string, unknown[]>) => void }> =
  {
    10: {
      seed: () => undefined,
      check: (after) => expect(rowsOf(after, 'threads')).toEqual([]),
    },
    20: {
      seed: (before) => before.transaction(() => before.execute(CORE_ROWS)),
      check: (after, before) => {
        expect(Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]))).toEqual(before);
        expect(rowsOf(after, 'models')).toEqual([]);
      },
    },
    30: {
      seed: (before) => before.transaction(() => before.execute(CORE_ROWS)),
      check: (after, before) => {
        expect(Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]))).toEqual(before);
        const find = (table: string, match: string): unknown[] =>
          after.all(sql`SELECT rowid FROM ${sql.table(table)} WHERE ${sql.ref(table)} MATCH ${match}`.compile(queries));
        expect([find('message_search', '"天气"'), find('title_search', '"kase"'), find('message_search', '"fertig"')]).toEqual([
          [{ rowid: 1 }],
          [{ rowid: 1 }],
          [],
        ]);
      },
    },
    40: {
      seed: (before) => before.transaction(() => before.execute(CORE_ROWS)),
      check: (after, before) => {
        expect(Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]))).toEqual(before);
        expect(rowsOf(after, 'quick_questions')).toEqual([]);
      },
    },
    50: {
      seed: (before) => before.transaction(() => before.execute(CORE_ROWS)),
      check: (after, before) => {
        expect(Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]))).toEqual(before);
        expect(rowsOf(after, 'library_facts')).toEqual([]);
      },
    },
    60: {
      seed: (before) => before.transaction(() => before.execute(CORE_ROWS)),
      check: (after, before) => {
        const added = { folder_id: null, assistant_id: null, archived_at: null, has_unseen: 0 };
        expect(Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]))).toMatchObject(before);
        for (const thread of rowsOf(after, 'threads')) expect(thread).toMatchObject(added);
        expect([rowsOf(after, 'folders'), rowsOf(after, 'message_marks')]).toEqual([[], []]);
      },
    },
    65: {
      seed: (before) => {
        before.transaction(() => before.execute(CORE_ROWS));
        before.execute(`INSERT INTO message_marks VALUES ('m1', 5, NULL, NULL, NULL), ('m3', NULL, NULL, 9, 'r1')`);
      },
      check: (after, before) => {
        expect(Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]))).toEqual(before);
        expect([rowsOf(after, 'message_marks').length, rowsOf(after, 'removals')]).toEqual([2, []]);
      },
    },
    67: {
      seed: (before) => before.transaction(() => before.execute(CORE_ROWS)),
      check: (after, before) => {
        expect(Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]))).toEqual(before);
        expect(rowsOf(after, 'message_times')).toEqual([{ segment: 0, first_at: 7, last_at: 7 }]);
        // Old messages may come in late, and a message may be given another time.
        after.execute("INSERT INTO messages VALUES (4, 'm4', 't2', 'm3', 2, 'user', 'done', NULL, NULL, 3, 'eingelesen')");
        after.execute("UPDATE messages SET created_at = 9 WHERE id = 'm1'");
        expect(rowsOf(after, 'message_times')).toEqual([{ segment: 0, first_at: 3, last_at: 9 }]);
      },
    },
    70: {
      seed: (before) => before.transaction(() => before.execute(CORE_ROWS)),
      check: (after, before) => {
        expect(Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]))).toEqual(before);
        expect([rowsOf(after, 'assistants'), rowsOf(after, 'thread_selections')]).toEqual([[], []]);
      },
    },
    80: {
      seed: (before) => before.transaction(() => before.execute(CORE_ROWS)),
      check: (after, before) => {
        expect(Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]))).toEqual(before);
        expect(rowsOf(after, 'attachments')).toEqual([]);
      },
    },
    90: {
      seed: (before) => before.transaction(() => before.execute(CORE_ROWS)),
      check: (after, before) => {
        expect(Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]))).toEqual(before);
        expect(rowsOf(after, 'queued_messages')).toEqual([]);
      },
    },
    100: {
      seed: (before) => before.transaction(() => before.execute(CORE_ROWS)),
      check: (after, before) => {
        expect(Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]))).toEqual(before);
        expect(rowsOf(after, 'context_summaries')).toEqual([]);
      },
    },
    110: {
      seed: (before) => before.transaction(() => before.execute(CORE_ROWS)),
      check: (after, before) => {
        expect(Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]))).toEqual(before);
        expect(['imports', 'import_items', 'thread_origins'].map((table) => rowsOf(after, table))).toEqual([[], [], []]);
      },
    },
    120: {
      seed: (before) => {
        before.transaction(() => before.execute(CORE_ROWS));
        before.execute('UPDATE threads SET has_unseen = 1');
      },
      check: (after, before) => {
        const { threads, ...others } = Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(after, table)]));
        expect(before).toMatchObject(others);
        expect(threads).toMatchObject([
          { id: 't1', kind: 'chat', has_unseen: 1 },
          { id: 't2', kind: 'completion', has_unseen: 0, activity: 2 },
        ]);
        const plan = after.all({ ...UNSEEN_THREADS, sql: `EXPLAIN QUERY PLAN ${UNSEEN_THREADS.sql}` });
        expect(plan).toMatchObject([{ detail: 'SCAN threads USING INDEX threads_unseen' }]);
      },
    },
  };

describe('every migration', () => {
  // Catches: a migration that was added without a test of its own.
  test('has a case with rows of the version before', () => {
    expect(Object.keys(CASES).map(Number)).toEqual(MIGRATIONS.map(({ version }) => version));
  });

  // Catches: a migration that loses or changes rows, or that works on an empty library only.
  test.each(MIGRATIONS.map((migration, index) => ({ ...migration, from: MIGRATIONS[index - 1]?.version ?? 0 })))(
    '$version ($name) keeps the rows of version $from',
    ({ version, from }) => {
      const folder = temporaryFolder();
      const connection = open(folder);
      migrateTo(connection, folder, upTo(from));
      CASES[version]?.seed(connection);
      const before = from < 10 ? {} : Object.fromEntries(CORE_TABLES.map((table) => [table, rowsOf(connection, table)]));
      migrateTo(connection, folder, upTo(version));
      expect(schemaVersion(connection)).toBe(version);
      CASES[version]?.check(connection, before);
      expect(connection.pragma('integrity_check')).toBe('ok');
      expect(connection.all(sql`PRAGMA foreign_key_check`.compile(queries))).toEqual([]);
      expect(existsSync(join(folder, 'backups'))).toBe(from > 0);
    },
  );

  // Catches: a step edited after it shipped, or one that depends on what ran before in the same process.
  test('makes, a step and a restart at a time, the schema that a fresh library has', () => {
    const [stepwise, fresh] = [temporaryFolder(), temporaryFolder()];
    for (const { version } of MIGRATIONS) {
      const connection = new Connection({ source: join(stepwise, 'inkstone.db'), isReadOnly: false, log: SILENT_LOGGER });
      migrateTo(connection, stepwise, upTo(version));
      connection.close();
    }
    const connection = open(fresh);
    migrateTo(connection, fresh);
    expect(schemaOf(open(stepwise))).toEqual(schemaOf(connection));
  });

  // Catches: table types that no longer describe the tables.
  test('leads to the columns that the table types name', () => {
    const columns: { readonly [Table in keyof Tables]: Readonly<Record<Exclude<keyof Tables[Table], 'rowid'>, true>> } = {
      threads: {
        key: true,
        id: true,
        kind: true,
        title: true,
        title_source: true,
        is_pinned: true,
        active_leaf_id: true,
        parameters: true,
        created_at: true,
        updated_at: true,
        activity: true,
        removed_at: true,
        folder_id: true,
        assistant_id: true,
        archived_at: true,
        has_unseen: true,
      },
      folders: { id: true, parent_id: true, name: true, position: true, created_at: true, removed_at: true },
      assistants: { id: true, content: true, created_at: true, removed_at: true },
      thread_selections: { thread_id: true, text: true },
      message_marks: { message_id: true, starred_at: true, kept_at: true, removed_at: true, removal_id: true },
      attachments: {
        key: true,
        id: true,
        message_id: true,
        ordinal: true,
        name: true,
        kind: true,
        size_bytes: true,
        part: true,
        characters: true,
        text: true,
      },
      queued_messages: {
        key: true,
        id: true,
        thread_id: true,
        position: true,
        candidates: true,
        created_at: true,
        attachments: true,
        text: true,
      },
      context_summaries: {
        id: true,
        thread_id: true,
        from_message_id: true,
        until_message_id: true,
        message_count: true,
        model_name: true,
        created_at: true,
        edited_at: true,
        removed_at: true,
        text: true,
      },
      removals: { id: true, thread_id: true, leaf_before_id: true, leaf_after_id: true, removed_at: true },
      messages: {
        key: true,
        id: true,
        thread_id: true,
        parent_id: true,
        ordinal: true,
        role: true,
        state: true,
        active_child_id: true,
        generation_id: true,
        created_at: true,
        text: true,
      },
      generations: {
        id: true,
        message_id: true,
        purpose: true,
        state: true,
        stop_reason: true,
        error_code: true,
        parameters: true,
        stats: true,
        seed: true,
        started_at: true,
        ended_at: true,
      },
      models: {
        key: true,
        id: true,
        path: true,
        name: true,
        file_name: true,
        kind: true,
        architecture: true,
        size_bytes: true,
        parameter_count: true,
        quantisation: true,
        trained_context: true,
        languages: true,
        abilities: true,
        licence: true,
        origin: true,
        is_quarantined: true,
        last_used_at: true,
      },
      message_times: { segment: true, first_at: true, last_at: true },
      imports: {
        key: true,
        id: true,
        source: true,
        threads: true,
        messages: true,
        started_at: true,
        finished_at: true,
        undone_at: true,
      },
      import_items: { import_id: true, position: true, kind: true, item_id: true },
      thread_origins: { thread_id: true, source: true, source_id: true, content_hash: true },
      drafts: { key: true, text: true },
      quick_questions: { key: true, text: true },
      library_facts: { key: true, value: true },
      settings: { key: true, value: true },
      // The row number is FTS5's own and not listed.
      message_search: { text: true },
      title_search: { text: true },
    };
    const folder = temporaryFolder();
    const connection = open(folder);
    migrateTo(connection, folder);
    const columnsOf = (table: string): string[] =>
      connection.all(sql<{ name: string }>`SELECT name FROM pragma_table_info(${table})`.compile(queries)).map(({ name }) => name);
    const found = Object.fromEntries(Object.keys(columns).map((table) => [table, columnsOf(table)]));
    expect(found).toEqual(Object.fromEntries(Object.entries(columns).map(([table, names]) => [table, Object.keys(names)])));
  });
});

describe('a migration', () => {
  const newest = Math.max(...MIGRATIONS.map(({ version }) => version));
  const failing: Migration = {
    version: newest + 10,
    name: 'failing',
    up: (connection) => {
      connection.execute('CREATE TABLE half_done (x)');
      connection.execute('INSERT INTO no_such_table VALUES (1)');
    },
  };

  // Catches: a failed step that leaves half a schema, or a version that claims more than was done.
  test('that fails changes nothing, and its backup opens', async () => {
    const folder = temporaryFolder();
    const store = await openStore({ folder });
    const { id } = await store.threads.create('chat');
    await ask(store, id, null, 'keep me', 'kept');
    await store.close();
    const connection = open(folder);
    const before = schemaOf(connection);
    expect(() => migrateTo(connection, folder, [...MIGRATIONS, failing])).toThrow('STORAGE_FAILED');
    expect([schemaVersion(connection), schemaOf(connection)]).toEqual([newest, before]);
    const restored = temporaryFolder();
    copyFileSync(join(folder, 'backups', `upgrade-0001-from-${newest}.db`), join(restored, 'inkstone.db'));
    const again = await openStore({ folder: restored });
    expect((await searchFor(again, 'kept', 5)).length).toBe(1);
    await again.close();
  });

  // Catches: backups that fill the disk, or the newest one thrown away.
  test('keeps the newest three of the backups made before upgrades, and no other file', () => {
    const folder = temporaryFolder();
    const connection = open(folder);
    migrateTo(connection, folder);
    const steps = [10, 20, 30, 40, 50].map((later) => newest + later);
    for (const step of steps) {
      migrateTo(connection, folder, [...MIGRATIONS, { version: step, name: 'nothing', up: () => undefined }]);
      if (step === newest + 10) writeFileSync(join(folder, 'backups', 'my-own.db'), 'x');
    }
    expect(readdirSync(join(folder, 'backups')).sort()).toEqual([
      'my-own.db',
      `upgrade-0003-from-${newest + 20}.db`,
      `upgrade-0004-from-${newest + 30}.db`,
      `upgrade-0005-from-${newest + 40}.db`,
    ]);
  });
});
