/** Which models clients see, under which names, and whether the one that is asked for is the one that can answer. */
import type { Model } from '#shared/models/model.ts';
import type { ThreadKind } from '#shared/models/thread.ts';
import type { App } from '#main/app/create-app.ts';
import { ApiError } from './api-errors.ts';

export type ApiModelSource = Pick<App, 'models' | 'started'>;

export interface ApiModel {
  /** What the API calls it: the file's name without its ending, or the model's own id where two files share a name. */
  readonly id: string;
  readonly model: Model;
}

/** Names under which clients ask for whatever is loaded. */
const ANY = new Set(['', 'default', 'inkstone']);

const stemOf = ({ fileName }: Model): string => fileName.replace(/\.gguf$/i, '');

/** Every model that is known, the loaded one first. */
export async function listApiModels({ models, started }: ApiModelSource): Promise<ApiModel[]> {
  await started;
  const [known, current] = await Promise.all([models.list(), models.current()]);
  const stems = known.map(stemOf);
  const named = known.map((model) => {
    const stem = stemOf(model);
    return { id: stems.filter((other) => other === stem).length > 1 ? model.id : stem, model };
  });
  const isCurrent = ({ model }: ApiModel): boolean => model.id === current?.id;
  return [...named.filter(isCurrent), ...named.filter((entry) => !isCurrent(entry))];
}

/**
 * The name of the loaded model, if it is the one that is wanted and can do this. One that is being loaded counts: requests wait for it.
 * @throws ApiError model_not_found, or AppError MODEL_NOT_LOADED, MODEL_CANNOT_WRITE or why the model in use failed
 */
export async function requireApiModel(source: ApiModelSource, wanted: string | null | undefined, kind: ThreadKind): Promise<string> {
  const [first] = await listApiModels(source);
  const current = await source.models.current();
  const loaded = first !== undefined && current !== null && first.model.id === current.id ? first : null;
  if (loaded !== null) {
    const { id, name, fileName } = loaded.model;
    const names = [loaded.id, id, name, fileName].map((text) => text.toLowerCase());
    const asked = (wanted ?? '').toLowerCase();
    if (!ANY.has(asked) && !names.includes(asked)) {
      const next = `Ask for it, or for "default", or load another one in Inkstone under Models.`;
      throw new ApiError(404, 'model_not_found', `This model is not loaded. "${loaded.id}" is. ${next}`, { param: 'model' });
    }
  }
  await source.models.requireFor(kind);
  return loaded?.id ?? '';
}
