import { AppError } from '#shared/errors/app-error.ts';
import type { AttachmentId, MessageId } from '#shared/models/ids.ts';
import { listAttachments } from './attachment-rows.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import type { AttachmentStore, StoredAttachment } from './store.ts';

/** The texts of attachments, which messages do not carry themselves. */
export class AttachmentRepository implements AttachmentStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async getText(attachmentId: AttachmentId): Promise<string> {
    const row = this.#connection.find(queries.selectFrom('attachments').select('text').where('id', '=', attachmentId).compile());
    if (!row) throw new AppError('MESSAGE_NOT_FOUND');
    return row.text;
  }

  async listOf(messageIds: readonly MessageId[]): Promise<StoredAttachment[]> {
    return messageIds.flatMap((messageId) => listAttachments(this.#connection, messageId).map((file) => ({ messageId, ...file })));
  }
}
