/** Takes out what an unfinished import has added: really, and a small part at a time. */
import { sql } from 'kysely';
import { threadIdSchema } from '#shared/models/ids.ts';
import type { Connection } from '../connection.ts';
import { deleteThreadPart } from '../erase-thread.ts';
import { queries } from '../queries.ts';

/** One commit. Returns whether nothing is left. */
export function discardPart(connection: Connection, importId: string): boolean {
  return connection.transaction(() => {
    const item = connection.find(
      queries.selectFrom('import_items').selectAll().where('import_id', '=', importId).orderBy('position', 'desc').limit(1).compile(),
    );
    if (!item) {
      connection.run(queries.deleteFrom('imports').where('id', '=', importId).where('finished_at', 'is', null).compile());
      connection.checkpointSoon();
      return true;
    }
    const isGone =
      item.kind === 'folder' ? deleteFolder(connection, item.item_id) : deleteThreadPart(connection, threadIdSchema.parse(item.item_id));
    if (isGone) {
      const done = queries.deleteFrom('import_items').where('import_id', '=', importId).where('position', '=', item.position);
      connection.run(done.compile());
    }
    return false;
  });
}

/** A folder that the user has put something into meanwhile stays. */
function deleteFolder(connection: Connection, folderId: string): boolean {
  connection.run(
    sql`
      DELETE FROM folders WHERE id = ${folderId} AND NOT EXISTS (SELECT 1 FROM threads t WHERE t.folder_id = folders.id)
        AND NOT EXISTS (SELECT 1 FROM folders f WHERE f.parent_id = folders.id)`.compile(queries),
  );
  return true;
}
