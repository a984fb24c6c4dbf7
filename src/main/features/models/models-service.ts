/**
 * The models the user has, and which of them the engine runs. Files are inspected in the engine process and linked in place;
 * only uploads are copies. Loading goes on in the background: the engine's state says how it went.
 */
import { basename, join } from 'node:path';
import { AppError } from '#shared/errors/app-error.ts';
import type { ModelId } from '#shared/models/ids.ts';
import type { EngineState, Model, ModelKind } from '#shared/models/model.ts';
import type { Settings, SettingsPatch } from '#shared/models/settings.ts';
import type { ThreadKind } from '#shared/models/thread.ts';
import type { Engine, GgufSummary } from '#main/inference/engine.ts';
import type { Logger } from '#main/platform/logger.ts';
import type { NewModel, Store, StoredModel } from '#main/storage/store.ts';
import { guessAbilities } from './model-catalogue.ts';
import type { ModelCatalogue } from './model-catalogue.ts';
import { deleteUpload, isFileThere, keepUpload, requireReadable, toModelPath } from './model-file.ts';

export interface ModelsDeps {
  readonly store: Pick<Store, 'models'>;
  readonly engine: Engine;
  readonly catalogue: ModelCatalogue;
  readonly dataFolder: string;
  /** INKSTONE_THREADS: wins over the setting. */
  readonly threads: number | null;
  readSettings(): Promise<Settings>;
  updateSettings(patch: SettingsPatch): Promise<unknown>;
  onChanged(): void;
  readonly log: Logger;
}

export interface LoadOptions {
  readonly onCpu?: boolean | undefined;
  readonly contextSize?: number | undefined;
  /** Load it at the next start too. */
  readonly isRemembered?: boolean;
}

export interface ModelsService {
  list(): Promise<Model[]>;
  /** The model in use or being loaded. */
  current(): Promise<Model | null>;
  /** Links a GGUF file in place. @throws AppError MODEL_*, INVALID_INPUT */
  addFile(path: string, origin?: 'file' | 'starter'): Promise<Model>;
  /** Takes over a file that was received, which is deleted when it is no model. @throws AppError MODEL_* */
  addUploaded(path: string, fileName: string): Promise<Model>;
  /** Returns as soon as the load has begun. */
  load(modelId: ModelId, options?: LoadOptions): Promise<void>;
  cancelLoad(): void;
  unload(): Promise<void>;
  remove(modelId: ModelId): Promise<void>;
  /** @throws AppError MODEL_NOT_LOADED, MODEL_CANNOT_WRITE, or why the model in use failed */
  requireFor(kind: ThreadKind): Promise<ModelKind>;
  /** Loads the model in use again when a setting of the engine changed and nothing is being written. */
  applySettings(patch: SettingsPatch): void;
  dispose(): Promise<void>;
}

const idInUse = (state: EngineState): ModelId | null => {
  if (state.state === 'ready') return state.model.modelId;
  return state.state === 'starting' || state.state === 'loading' ? state.modelId : null;
};

export function createModelsService(deps: ModelsDeps): ModelsService {
  const { store, engine, catalogue, dataFolder, readSettings, updateSettings, onChanged, log } = deps;
  const uploads = join(dataFolder, 'models');
  let loading: { controller: AbortController; done: Promise<void> } | undefined;
  let lastOptions: LoadOptions = {};
  let mustReload = false;
  let isDisposed = false;

  const toModel = async ({ path, ...model }: StoredModel): Promise<Model> => ({
    ...model,
    parameters: catalogue.find(model.fileName, model.sizeBytes)?.parameters ?? {},
    isMissing: !(await isFileThere(path)),
  });

  const describe = (summary: GgufSummary, path: string, fileName: string, origin: Model['origin']): NewModel => {
    const { languages, licence, name, ...facts } = summary;
    const known = catalogue.find(fileName, summary.sizeBytes);
    return {
      ...facts,
      path,
      fileName,
      origin,
      name: known?.name ?? (name.trim() || fileName.replace(/\.gguf$/i, '')),
      languages: known?.languages ?? [...languages],
      abilities: known?.abilities ?? guessAbilities(summary),
      licence: known?.licence ?? licence,
    };
  };

  const save = async (model: NewModel): Promise<Model> => {
    const stored = await store.models.save(model);
    onChanged();
    return toModel(stored);
  };

  const finishLoad = async (modelId: ModelId, isRemembered: boolean): Promise<void> => {
    await store.models.touch(modelId);
    if (isRemembered) await updateSettings({ modelId });
    onChanged();
  };

  const begin = async (model: StoredModel, options: LoadOptions): Promise<void> => {
    const settings = await readSettings();
    const request = {
      modelId: model.id,
      name: model.name,
      path: model.path,
      useGpu: settings.useGpu && options.onCpu !== true,
      contextSize: options.contextSize ?? settings.contextSize,
      threads: deps.threads ?? settings.threads,
    };
    if (isDisposed) throw new AppError('CANCELLED');
    loading?.controller.abort();
    lastOptions = options;
    const controller = new AbortController();
    const done = engine
      .load(request, controller.signal)
      .then(() => finishLoad(model.id, options.isRemembered === true))
      .catch((error: unknown) => {
        if (!(error instanceof AppError && error.code === 'CANCELLED')) log.warn('a model could not be loaded', error);
      });
    loading = { controller, done };
  };

  const reloadWhenIdle = (state: EngineState): void => {
    if (!mustReload || state.state !== 'ready' || state.isBusy) return;
    mustReload = false;
    void store.models
      .get(state.model.modelId)
      .then((model) => begin(model, lastOptions))
      .catch((error: unknown) => log.warn('a model could not be loaded with the new settings', error));
  };

  const quarantine = (state: EngineState): void => {
    if (state.state !== 'failed' || state.code !== 'MODEL_QUARANTINED' || state.modelId === null) return;
    void store.models
      .setQuarantined(state.modelId, true)
      .then(onChanged)
      .catch((error: unknown) => log.warn('a quarantine could not be stored', error));
  };

  const stopListening = engine.onState((state) => {
    quarantine(state);
    reloadWhenIdle(state);
  });

  return {
    list: async () => Promise.all((await store.models.list()).map(toModel)),
    current: async () => {
      const modelId = idInUse(engine.state);
      const model = modelId === null ? undefined : (await store.models.list()).find(({ id }) => id === modelId);
      return model ? toModel(model) : null;
    },
    addFile: async (typed, origin = 'file') => {
      const path = toModelPath(typed);
      return save(describe(await engine.inspect(path), path, basename(path), origin));
    },
    addUploaded: async (received, fileName) => {
      try {
        const summary = await engine.inspect(received);
        const path = await keepUpload(received, fileName, uploads);
        return await save(describe(summary, path, basename(path), 'upload'));
      } catch (error) {
        await deleteUpload(received, dataFolder);
        throw error;
      }
    },
    load: async (modelId, options = {}) => {
      const model = await store.models.get(modelId);
      if (model.kind === 'embedding') throw new AppError('MODEL_CANNOT_WRITE', { name: model.name });
      await requireReadable(model.path, model.name);
      if (model.isQuarantined) await store.models.setQuarantined(modelId, false);
      await begin(model, { isRemembered: true, ...options });
    },
    cancelLoad: () => loading?.controller.abort(),
    unload: async () => {
      loading?.controller.abort();
      await engine.unload();
    },
    remove: async (modelId) => {
      const model = await store.models.get(modelId);
      if (idInUse(engine.state) === modelId) {
        loading?.controller.abort();
        await engine.unload();
      }
      if ((await readSettings()).modelId === modelId) await updateSettings({ modelId: null });
      await store.models.remove(modelId);
      if (model.origin === 'upload') await deleteUpload(model.path, uploads);
      onChanged();
    },
    requireFor: async (threadKind) => {
      const { state } = engine;
      if (state.state === 'failed') throw new AppError(state.code, state.data);
      const modelId = idInUse(state);
      if (modelId === null) throw new AppError('MODEL_NOT_LOADED');
      const { kind, name } = state.state === 'ready' ? state.model : await store.models.get(modelId);
      if (kind === 'embedding' || (threadKind === 'chat' && kind !== 'chat')) throw new AppError('MODEL_CANNOT_WRITE', { name, kind });
      return kind;
    },
    applySettings: (patch) => {
      if (patch.threads === undefined && patch.contextSize === undefined && patch.useGpu === undefined) return;
      mustReload = true;
      reloadWhenIdle(engine.state);
    },
    dispose: async () => {
      isDisposed = true;
      stopListening();
      loading?.controller.abort();
      await loading?.done;
    },
  };
}
