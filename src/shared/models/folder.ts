import * as z from 'zod';
import { folderIdSchema } from './ids.ts';

export const folderNameSchema = z.string().trim().min(1).max(100);

/** A place for chats in the list. Folders lie in folders; `list` gives those of one parent in their order. */
export const folderSchema = z.object({ id: folderIdSchema, parentId: folderIdSchema.nullable(), name: z.string() });
export type Folder = z.infer<typeof folderSchema>;
