import type { Connection } from './connection.ts';
import { queries } from './queries.ts';

const KEPT = 50;

/** The newest questions of Quick ask, each once. What is older is really deleted. */
export class QuickQuestionRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Newest first. */
  async list(): Promise<string[]> {
    const newest = queries.selectFrom('quick_questions').select('text').orderBy('key', 'desc').limit(KEPT);
    return this.#connection.all(newest.compile()).map(({ text }) => text);
  }

  async add(text: string): Promise<void> {
    const kept = queries.selectFrom('quick_questions').select('key').orderBy('key', 'desc').limit(KEPT);
    this.#connection.transaction(() => {
      this.#connection.run(queries.deleteFrom('quick_questions').where('text', '=', text).compile());
      this.#connection.run(queries.insertInto('quick_questions').values({ text }).compile());
      this.#connection.run(queries.deleteFrom('quick_questions').where('key', 'not in', kept).compile());
    });
  }
}
