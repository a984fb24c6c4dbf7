/** The GGUF files the user has, in the order they were added. */
import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import * as z from 'zod';
import { AppError } from '#shared/errors/app-error.ts';
import { modelIdSchema, type ModelId } from '#shared/models/ids.ts';
import { modelSchema } from '#shared/models/model.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';
import type { ModelStore, NewModel, StoredModel } from './store.ts';
import type { ModelTable } from './tables.ts';

const languagesSchema = z.array(z.string());

const toModel = (row: Selectable<ModelTable>): StoredModel => ({
  id: row.id,
  path: row.path,
  name: row.name,
  fileName: row.file_name,
  kind: row.kind,
  architecture: row.architecture,
  sizeBytes: row.size_bytes,
  parameterCount: row.parameter_count,
  quantisation: row.quantisation,
  trainedContext: row.trained_context,
  languages: languagesSchema.parse(JSON.parse(row.languages)),
  abilities: modelSchema.shape.abilities.parse(JSON.parse(row.abilities)),
  licence: row.licence,
  origin: row.origin,
  isQuarantined: row.is_quarantined === 1,
  lastUsedAt: row.last_used_at,
});

const toColumns = (model: NewModel) => ({
  path: model.path,
  name: model.name,
  file_name: model.fileName,
  kind: model.kind,
  architecture: model.architecture,
  size_bytes: model.sizeBytes,
  parameter_count: model.parameterCount,
  quantisation: model.quantisation,
  trained_context: model.trainedContext,
  languages: JSON.stringify(model.languages),
  abilities: JSON.stringify(model.abilities),
  licence: model.licence,
  origin: model.origin,
});

export class ModelRepository implements ModelStore {
  readonly #connection: Connection;
  readonly #now: () => number;

  constructor(connection: Connection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  async list(): Promise<StoredModel[]> {
    return this.#connection.all(queries.selectFrom('models').selectAll().orderBy('key').compile()).map(toModel);
  }

  async get(modelId: ModelId): Promise<StoredModel> {
    const row = this.#connection.find(queries.selectFrom('models').selectAll().where('id', '=', modelId).compile());
    if (!row) throw new AppError('MODEL_NOT_FOUND');
    return toModel(row);
  }

  async save(model: NewModel): Promise<StoredModel> {
    const columns = toColumns(model);
    const id = modelIdSchema.parse(randomUUID());
    return this.#connection.transaction(() => {
      const row = this.#connection.find(
        queries
          .insertInto('models')
          .values({ ...columns, id, is_quarantined: 0, last_used_at: null })
          .onConflict((conflict) => conflict.column('path').doUpdateSet(columns))
          .returningAll()
          .compile(),
      );
      if (!row) throw new AppError('MODEL_NOT_FOUND');
      return toModel(row);
    });
  }

  async setQuarantined(modelId: ModelId, isQuarantined: boolean): Promise<void> {
    this.#update(modelId, { is_quarantined: isQuarantined ? 1 : 0 });
  }

  async touch(modelId: ModelId): Promise<void> {
    this.#update(modelId, { last_used_at: this.#now() });
  }

  async remove(modelId: ModelId): Promise<void> {
    this.#connection.transaction(() => {
      const changed = this.#connection.run(queries.deleteFrom('models').where('id', '=', modelId).compile());
      if (changed === 0) throw new AppError('MODEL_NOT_FOUND');
    });
  }

  #update(modelId: ModelId, values: { is_quarantined: number } | { last_used_at: number }): void {
    this.#connection.transaction(() => {
      const changed = this.#connection.run(queries.updateTable('models').set(values).where('id', '=', modelId).compile());
      if (changed === 0) throw new AppError('MODEL_NOT_FOUND');
    });
  }
}
