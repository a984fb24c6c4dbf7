/**
 * Our own JSON (docs/user/en/export-and-import.md). Ids, times, marks and parameters are taken as they are; what does not fit the
 * schemas is left out and counted. Messages go by one at a time, so no chat is too large.
 */
import * as z from 'zod';
import { AppError } from '#shared/errors/app-error.ts';
import { attachmentTextsSchema } from '#shared/models/attachment.ts';
import { errorCodeSchema } from '#shared/errors/error-codes.ts';
import { generationPurposeSchema, generationStatsSchema, stopReasonSchema } from '#shared/models/generation.ts';
import { assistantIdSchema, folderIdSchema, generationIdSchema, messageIdSchema, threadIdSchema } from '#shared/models/ids.ts';
import { messageRoleSchema } from '#shared/models/message.ts';
import { parameterOverridesSchema } from '#shared/models/parameters.ts';
import { threadKindSchema } from '#shared/models/thread.ts';
import { importSourceSchema } from '#shared/models/transfer.ts';
import type { NewMessageRow } from '#main/storage/transfer/transfer-store.ts';
import { LIBRARY_VERSION } from '../library-format.ts';
import type { ChatPiece, ChatReader } from './chat-piece.ts';
import { MAX_CHAT_BYTES } from './chat-piece.ts';
import { Losses, warning } from './foreign-chat.ts';
import { parsePiece, splitJson } from './json-splitter.ts';

const LATEST_MS = 8_640_000_000_000_000;
const time = z.int().min(-LATEST_MS).max(LATEST_MS);
const wellFormed = z.string().transform((text) => text.toWellFormed());
const settledStateSchema = z.enum(['done', 'stopped', 'interrupted', 'failed']);

const folderSchema = z.object({ id: folderIdSchema, parentId: folderIdSchema.nullable(), name: wellFormed, createdAt: time });

const threadSchema = z.object({
  id: threadIdSchema,
  kind: threadKindSchema,
  title: wellFormed,
  titleSource: z.enum(['none', 'auto', 'user']),
  isPinned: z.boolean(),
  archivedAt: time.nullable(),
  hasUnseen: z.boolean(),
  folderId: folderIdSchema.nullable(),
  assistantId: assistantIdSchema.nullable(),
  activeLeafId: messageIdSchema.nullable(),
  parameters: parameterOverridesSchema,
  createdAt: time,
  updatedAt: time,
  origin: z.object({ source: importSourceSchema, sourceId: wellFormed, hash: z.string().max(200) }).nullable(),
});

const generationSchema = z.object({
  id: generationIdSchema,
  purpose: generationPurposeSchema,
  state: settledStateSchema,
  stopReason: stopReasonSchema.nullable(),
  errorCode: errorCodeSchema.nullable(),
  parameters: parameterOverridesSchema,
  stats: generationStatsSchema.nullable(),
  seed: z.int().nullable(),
  startedAt: time,
  endedAt: time.nullable(),
});

const messageSchema = z.object({
  id: messageIdSchema,
  parentId: messageIdSchema.nullable(),
  role: messageRoleSchema,
  text: wellFormed,
  state: settledStateSchema,
  createdAt: time,
  starredAt: time.nullable(),
  keptAt: time.nullable(),
  attachments: attachmentTextsSchema.optional(),
  activeChildId: messageIdSchema.nullable(),
  generationId: generationIdSchema.nullable(),
  generations: z.array(generationSchema),
});

const PATHS = [['format'], ['version'], ['folders', '*'], ['threads', '*', 'thread'], ['threads', '*', 'messages', '*']];

/** The chat that is being read. */
class OpenChat {
  readonly element: number;
  readonly #leafId: string | null;
  readonly #places = new Map<string, number>();
  readonly #activeChildren = new Map<string, string>();
  #count = 0;

  constructor(element: number, leafId: string | null) {
    this.element = element;
    this.#leafId = leafId;
  }

  /** A message whose id came before, or whose parent did not, is told as damage. */
  take(message: z.infer<typeof messageSchema>, losses: Losses): NewMessageRow {
    const { id, parentId, activeChildId, generationId, ...facts } = message;
    const parent = parentId === null ? null : (this.#places.get(parentId) ?? null);
    const isTwice = this.#places.has(id);
    if (isTwice || (parentId !== null && parent === null)) losses.add('damaged-tree');
    this.#count += 1;
    if (!isTwice) this.#places.set(id, this.#count);
    if (activeChildId !== null) this.#activeChildren.set(id, activeChildId);
    const index = facts.generations.findIndex((generation) => generation.id === generationId);
    return {
      ...facts,
      id: isTwice ? null : id,
      parent,
      isActive: parentId !== null && this.#activeChildren.get(parentId) === id,
      generationIndex: index === -1 ? null : index,
    };
  }

  end(): ChatPiece {
    const leaf = this.#leafId === null ? null : (this.#places.get(this.#leafId) ?? (this.#count === 0 ? null : this.#count));
    return { type: 'end', leaf };
  }
}

function requireVersion(version: unknown): void {
  if (version === LIBRARY_VERSION) return;
  throw new AppError(typeof version === 'number' && version > LIBRARY_VERSION ? 'IMPORT_NEWER' : 'IMPORT_UNKNOWN');
}

export const inkstone: ChatReader = {
  source: 'inkstone',
  passes: 1,
  *read(file) {
    let open: OpenChat | null = null;
    const losses = new Losses();
    for (const piece of splitJson(file.chunks(), { paths: PATHS, maxValueBytes: MAX_CHAT_BYTES })) {
      if (piece.type !== 'value') continue;
      if (piece.bytes === null) {
        yield warning('too-large', 1);
        continue;
      }
      const value = parsePiece(piece.bytes, piece.start);
      if (piece.which === 1) requireVersion(value);
      else if (piece.which === 2) {
        const folder = folderSchema.safeParse(value);
        if (folder.success) yield { type: 'folders', folders: [folder.data] };
      } else if (piece.which === 3) {
        if (open) yield open.end();
        open = null;
        const thread = threadSchema.safeParse(value);
        if (!thread.success) {
          yield warning('not-a-chat', 1);
          continue;
        }
        const { activeLeafId, ...facts } = thread.data;
        open = new OpenChat(piece.element, activeLeafId);
        yield { type: 'thread', thread: { ...facts, sourceId: facts.id } };
      } else if (piece.which === 4 && open?.element === piece.element) {
        const message = messageSchema.safeParse(value);
        if (message.success) yield { type: 'message', message: open.take(message.data, losses) };
        else losses.add('damaged-tree');
      }
    }
    if (open) yield open.end();
    yield* losses.tell();
  },
};
