/** Reading the attachments of messages; writing and copying them inside the transaction that makes the message. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { AttachmentText } from '#shared/models/attachment.ts';
import { attachmentIdSchema, type MessageId } from '#shared/models/ids.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';

export function listAttachments(connection: Connection, messageId: MessageId): AttachmentText[] {
  const rows = queries
    .selectFrom('attachments')
    .select(['name', 'kind', 'size_bytes', 'part', 'text'])
    .where('message_id', '=', messageId)
    .orderBy('ordinal');
  return connection.all(rows.compile()).map(({ name, kind, size_bytes: sizeBytes, part, text }) => ({ name, kind, sizeBytes, part, text }));
}

export function insertAttachments(connection: Connection, messageId: MessageId, attachments: readonly AttachmentText[]): void {
  for (const [ordinal, { name, kind, sizeBytes, part, text }] of attachments.entries()) {
    connection.run(
      queries
        .insertInto('attachments')
        .values({
          id: attachmentIdSchema.parse(randomUUID()),
          message_id: messageId,
          ordinal,
          name,
          kind,
          size_bytes: sizeBytes,
          part,
          characters: text.length,
          text,
        })
        .compile(),
    );
  }
}

/** For another version of a message, and for a fork. */
export function copyAttachments(connection: Connection, fromId: MessageId, toId: MessageId): void {
  const rows = queries.selectFrom('attachments').select(['id']).where('message_id', '=', fromId).orderBy('ordinal');
  for (const { id } of connection.all(rows.compile())) {
    connection.run(
      sql`INSERT INTO attachments (id, message_id, ordinal, name, kind, size_bytes, part, characters, text)
          SELECT ${randomUUID()}, ${toId}, ordinal, name, kind, size_bytes, part, characters, text FROM attachments WHERE id = ${id}`.compile(
        queries,
      ),
    );
  }
}
