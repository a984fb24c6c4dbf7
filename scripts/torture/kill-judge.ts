/**
 * Reads a library after a kill with Node's own SQLite, so that no code of ours vouches for itself, and holds it against
 * what the killed process had acknowledged.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { answersOf, answerTextOf, CHUNKS, userTextOf, type Progress } from './kill-plan.ts';

export interface Verdict {
  /** Acknowledged turns and pieces of text that are not there. */
  readonly lost: number;
  /** User messages without all their answers, or answers with other text than was sent. */
  readonly torn: number;
  /** 1 when SQLite finds the file damaged. */
  readonly damaged: number;
  /** Settled messages that search does not know. */
  readonly unindexed: number;
}

interface Row {
  readonly id: string;
  readonly text: string;
  readonly state: string;
  readonly parent: string | null;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function readRows(database: DatabaseSync, role: string): Row[] {
  const rows = database.prepare('SELECT id, text, state, parent_id AS parent FROM messages WHERE role = ? ORDER BY key').all(role);
  return rows.map(({ id, text, state, parent }) => ({
    id: textOf(id),
    text: textOf(text),
    state: textOf(state),
    parent: textOf(parent) || null,
  }));
}

const isTable = (database: DatabaseSync, name: string): boolean =>
  database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = ?`).get(name) !== undefined;

/** The first answer of every turn that is in the library, by the turn's number. */
function judgePairs(database: DatabaseSync): { torn: number; answers: Map<number, Row> } {
  const byParent = new Map<string | null, Row[]>();
  for (const answer of readRows(database, 'assistant')) byParent.set(answer.parent, [...(byParent.get(answer.parent) ?? []), answer]);
  const answers = new Map<number, Row>();
  let torn = 0;
  for (const user of readRows(database, 'user')) {
    const turn = Number(/^question (\d+):/.exec(user.text)?.[1]);
    const own = byParent.get(user.id) ?? [];
    const [first] = own;
    const isWhole = user.text === userTextOf(turn) && own.length === answersOf(turn);
    const isPrefix = first !== undefined && answerTextOf(turn, CHUNKS).startsWith(first.text);
    if (!isWhole || !isPrefix) torn += 1;
    if (first) answers.set(turn, first);
  }
  return { torn, answers };
}

function isKept(progress: Progress, answers: ReadonlyMap<number, Row>): boolean {
  if (progress.type === 'opening') return true;
  const answer = answers.get(progress.turn);
  if (progress.type === 'turn' || !answer) return answer !== undefined;
  if (progress.type === 'end') return answer.state === 'done' && answer.text === answerTextOf(progress.turn, CHUNKS);
  return answer.text.startsWith(answerTextOf(progress.turn, progress.chunks));
}

const countUnindexed = (database: DatabaseSync): number =>
  Number(
    database
      .prepare(`SELECT count(*) AS n FROM messages WHERE state <> 'streaming' AND key NOT IN (SELECT rowid FROM message_search)`)
      .get()?.['n'],
  );

/** Opening the file replays its log, as the next start would. */
export function judge(folder: string, acknowledged: readonly Progress[]): Verdict {
  const path = join(folder, 'inkstone.db');
  const claims = acknowledged.filter(({ type }) => type !== 'opening');
  // Killed before the first commit: nothing may have been promised, and nothing may say that there was a library.
  const isNew = !existsSync(path) || statSync(path).size === 0;
  if (isNew) return { lost: claims.length, torn: 0, damaged: existsSync(join(folder, 'profile.json')) ? 1 : 0, unindexed: 0 };
  const database = new DatabaseSync(path);
  try {
    const damaged = database.prepare('PRAGMA integrity_check').get()?.['integrity_check'] === 'ok' ? 0 : 1;
    if (!isTable(database, 'message_search')) return { lost: claims.length, torn: 0, damaged, unindexed: 0 };
    const { torn, answers } = judgePairs(database);
    return { lost: claims.filter((claim) => !isKept(claim, answers)).length, torn, damaged, unindexed: countUnindexed(database) };
  } finally {
    database.close();
  }
}
