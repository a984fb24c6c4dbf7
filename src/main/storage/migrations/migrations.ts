import { coreTables } from './0010-core-tables.ts';
import { models } from './0020-models.ts';
import { searchIndex } from './0030-search-index.ts';
import type { Migration } from './migration.ts';

/** Every step, in order. Append only. */
export const MIGRATIONS: readonly Migration[] = [coreTables, models, searchIndex];
