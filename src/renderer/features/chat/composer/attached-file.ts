/** A file in the composer: all of its text as it was read, and which part of it goes in. */
import * as z from 'zod';
import { fileTextSchema, type AttachmentText } from '#shared/models/attachment.ts';
import { chooseParts, type PartUnit } from '#shared/utils/choose-parts.ts';

const attachedFileSchema = fileTextSchema.extend({
  id: z.string(),
  choice: z.object({ unit: z.enum(['pages', 'lines', 'characters']), ranges: z.string() }),
});
export type AttachedFile = z.infer<typeof attachedFileSchema>;

const storedSchema = z.array(attachedFileSchema);

/** As it is stored among the drafts; empty for none. */
export const encodeFiles = (files: readonly AttachedFile[]): string => (files.length === 0 ? '' : JSON.stringify(files));

/** What cannot be read is none. */
export function decodeFiles(stored: string): AttachedFile[] {
  if (stored === '') return [];
  try {
    return storedSchema.parse(JSON.parse(stored));
  } catch {
    return [];
  }
}

export const filesKey = (draftKey: string): string => `${draftKey}:files`;

/** What is sent of a file; null when the choice cannot be read or holds nothing. */
export function chosenOf({ name, kind, sizeBytes, pages, choice }: AttachedFile): AttachmentText | null {
  const chosen = chooseParts(pages, choice);
  return chosen === null || chosen.text.trim() === '' ? null : { name, kind, sizeBytes, ...chosen };
}

/** By what a file can be chosen from. */
export const unitsOf = ({ pages }: Pick<AttachedFile, 'pages'>): PartUnit[] => [
  ...(pages.length > 1 ? ['pages' as const] : []),
  ...(pages.some((page) => page.includes('\n')) ? ['lines' as const] : []),
  'characters',
];
