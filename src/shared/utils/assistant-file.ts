/**
 * Assistants as a file: what `Export` writes and `Import` reads. A file may come from anyone: it is held to the same limits as what
 * is typed in, and nothing of a file with a fault is taken.
 */
import * as z from 'zod';
import { AppError } from '../errors/app-error.ts';
import { assistantContentSchema } from '../models/assistant.ts';
import type { AssistantContent } from '../models/assistant.ts';

const FORMAT = 'inkstone-assistants';
const VERSION = 1;
export const MOST_FILE_CHARS = 4_000_000;
const MOST_ASSISTANTS = 200;

const headSchema = z.object({ format: z.literal(FORMAT), version: z.int().min(1) });
const fileSchema = headSchema.extend({ assistants: z.array(assistantContentSchema).min(1).max(MOST_ASSISTANTS) });

/** A model is a file on this machine: its id means nothing elsewhere and stays here. */
export function writeAssistantFile(assistants: readonly AssistantContent[]): string {
  const contents = assistants.map((assistant) => assistantContentSchema.parse({ ...assistant, modelId: null }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, assistants: contents }, null, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch (cause) {
    throw new AppError('IMPORT_DAMAGED', {}, { cause });
  }
}

/** @throws AppError IMPORT_TOO_LARGE, IMPORT_DAMAGED, IMPORT_NEWER, ASSISTANT_FILE_UNUSABLE with `where` */
export function readAssistantFile(text: string): AssistantContent[] {
  if (text.length > MOST_FILE_CHARS) throw new AppError('IMPORT_TOO_LARGE');
  const data = parseJson(text);
  const head = headSchema.safeParse(data);
  if (head.success && head.data.version > VERSION) throw new AppError('IMPORT_NEWER');
  const file = fileSchema.safeParse(data);
  if (file.success) return file.data.assistants.map((content) => ({ ...content, modelId: null }));
  const where = file.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new AppError('ASSISTANT_FILE_UNUSABLE', { where: where.slice(0, 100) || '–' }, { cause: file.error });
}
