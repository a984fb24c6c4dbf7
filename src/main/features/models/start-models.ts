/** What happens to models when Inkstone starts: register what is there and load the one that was last used. */
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import type { ModelId } from '#shared/models/ids.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { Engine } from '#main/inference/engine.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { Store } from '#main/storage/store.ts';
import type { ModelCatalogue } from './model-catalogue.ts';
import { isFileThere } from './model-file.ts';
import type { ModelsService } from './models-service.ts';

export interface StartModelsDeps {
  readonly store: Pick<Store, 'models'>;
  readonly models: Pick<ModelsService, 'addFile' | 'load'>;
  readonly engine: Pick<Engine, 'reportUnusable'>;
  readonly catalogue: ModelCatalogue;
  readonly resourcesFolder: string;
  /** INKSTONE_MODEL: used for this run. */
  readonly modelFile: string | undefined;
  /** Registers what is there and loads nothing: a model may be what ended the last starts. */
  readonly isSafeMode: boolean;
  readSettings(): Promise<Settings>;
  readonly log: Logger;
}

async function registerStarter({ store, models, catalogue, resourcesFolder }: StartModelsDeps): Promise<ModelId | null> {
  if (!catalogue.starter) return null;
  const path = join(resourcesFolder, 'models', catalogue.starter.fileName);
  const file = await stat(path).catch(() => undefined);
  const known = (await store.models.list()).filter(({ origin }) => origin === 'starter');
  for (const old of known) {
    if (old.path !== path && !(await isFileThere(old.path))) await store.models.remove(old.id);
  }
  if (!file) return null;
  const same = known.find((model) => model.path === path && model.sizeBytes === file.size);
  return same ? same.id : (await models.addFile(path, 'starter')).id;
}

/** Resolves when the load has begun or there is nothing to load; never rejects, because the app works without a model. */
export async function startModels(deps: StartModelsDeps): Promise<void> {
  const { store, models, engine, modelFile, readSettings, log } = deps;
  const attempt = async (what: string, run: () => Promise<ModelId | null>): Promise<ModelId | null> => {
    try {
      return await run();
    } catch (error) {
      // Cancelled: the app was closed meanwhile.
      if (!(error instanceof AppError && error.code === 'CANCELLED')) log.warn(what, error);
      return null;
    }
  };
  const starter = await attempt('the starter model could not be registered', () => registerStarter(deps));
  if (deps.isSafeMode) return;
  let asked: ModelId | null = null;
  if (modelFile) {
    try {
      const model = await models.addFile(modelFile);
      if (model.kind === 'embedding') throw new AppError('MODEL_CANNOT_WRITE');
      if (model.isQuarantined) throw new AppError('MODEL_QUARANTINED');
      asked = model.id;
    } catch (error) {
      log.warn('the model of INKSTONE_MODEL could not be used', error);
      // The user named a file: another model in its place would hide that it does not work.
      if (error instanceof AppError && error.code !== 'CANCELLED') engine.reportUnusable(basename(modelFile), error);
      return;
    }
  }
  await attempt('no model could be loaded at start', async () => {
    const [known, settings] = await Promise.all([store.models.list(), readSettings()]);
    for (const id of [asked, settings.modelId, starter]) {
      const model = known.find((candidate) => candidate.id === id);
      if (!model || model.isQuarantined || model.kind === 'embedding' || !(await isFileThere(model.path))) continue;
      await models.load(model.id, { isRemembered: false });
      return model.id;
    }
    return null;
  });
}
