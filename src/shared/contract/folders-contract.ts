import * as z from 'zod';
import { folderNameSchema, folderSchema } from '../models/folder.ts';
import { folderIdSchema } from '../models/ids.ts';
import { procedure } from './base.ts';

const oneFolder = z.object({ folderId: folderIdSchema });

export const foldersContract = {
  /** All of them; those of one parent in their order. */
  list: procedure.output(z.array(folderSchema)),
  create: procedure.input(z.object({ name: folderNameSchema, parentId: folderIdSchema.nullable() })).output(folderSchema),
  rename: procedure.input(oneFolder.extend({ name: folderNameSchema })).output(folderSchema),
  /** In front of `beforeId` among the folders of the new parent, or behind all of them. */
  move: procedure
    .input(oneFolder.extend({ parentId: folderIdSchema.nullable(), beforeId: folderIdSchema.nullable() }))
    .output(folderSchema),
  /** With the folders in it; the chats in them go to the top level. */
  remove: procedure.input(oneFolder).output(z.void()),
  /** As it was, with those of its chats that nobody has moved meanwhile. */
  restore: procedure.input(oneFolder).output(folderSchema),
};
