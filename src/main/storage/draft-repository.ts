import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import type { Store } from './store.ts';

/** Text that was typed and not sent yet, by the place it was typed in. */
export class DraftRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async find(key: string): ReturnType<Store['drafts']['find']> {
    return this.#connection.find(queries.selectFrom('drafts').select('text').where('key', '=', key).compile())?.text ?? '';
  }

  async save(key: string, text: string): Promise<void> {
    const save = queries
      .insertInto('drafts')
      .values({ key, text })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ text }));
    const forget = queries.deleteFrom('drafts').where('key', '=', key);
    this.#connection.transaction(() => this.#connection.run(text === '' ? forget.compile() : save.compile()));
  }
}
