/** What Inkstone knows about models: the shipped catalogue by file, and cautious guesses for every other file. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { abilitySchema } from '#shared/models/model.ts';
import type { Model } from '#shared/models/model.ts';
import { parameterOverridesSchema } from '#shared/models/parameters.ts';
import type { GgufSummary } from '#main/inference/engine.ts';

const entrySchema = z.object({
  fileName: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  name: z.string(),
  isStarter: z.boolean(),
  licence: z.string().nullable(),
  languages: z.array(z.string()),
  abilities: z.object({ writing: abilitySchema, translation: abilitySchema, code: abilitySchema }),
  parameters: parameterOverridesSchema,
});
export type CatalogueEntry = z.infer<typeof entrySchema>;
const catalogueSchema = z.object({ models: z.array(entrySchema) });

export interface ModelCatalogue {
  readonly starter: CatalogueEntry | undefined;
  /** The entry of a file with this name and exactly this size. */
  find(fileName: string, sizeBytes: number): CatalogueEntry | undefined;
}

/** Reads `<resources>/models.json`. @throws when the file shipped with Inkstone is damaged */
export async function readCatalogue(resourcesFolder: string): Promise<ModelCatalogue> {
  const { models } = catalogueSchema.parse(JSON.parse(await readFile(join(resourcesFolder, 'models.json'), 'utf8')));
  return {
    starter: models.find(({ isStarter }) => isStarter),
    find: (fileName, sizeBytes) => models.find((entry) => entry.fileName === fileName && entry.sizeBytes === sizeBytes),
  };
}

const NONE = { writing: 'none', translation: 'none', code: 'none' } as const;
const MILLION = 1_000_000;

/**
 * What to expect of a file that the catalogue does not know, from its kind and size alone. Small chat models write with
 * errors and do not translate; of a large one we only claim what its header supports.
 */
export function guessAbilities({
  kind,
  parameterCount,
  languages,
}: Pick<GgufSummary, 'kind' | 'parameterCount' | 'languages'>): Model['abilities'] {
  if (kind === 'embedding') return NONE;
  if (parameterCount === null) return { writing: 'unknown', translation: 'unknown', code: 'unknown' };
  if (parameterCount < 50 * MILLION) return NONE;
  if (parameterCount < 400 * MILLION) return { writing: 'weak', translation: 'none', code: 'none' };
  if (kind === 'base' || parameterCount < 1_500 * MILLION) return { writing: 'weak', translation: 'weak', code: 'weak' };
  if (parameterCount < 3_000 * MILLION) return { writing: 'good', translation: 'weak', code: 'weak' };
  return { writing: 'good', translation: languages.length > 1 ? 'good' : 'unknown', code: 'unknown' };
}
