/** Tells the engine what commands begin with: after every load, and when a setting changed what they begin with. */
import type { Model } from '#shared/models/model.ts';
import type { Settings } from '#shared/models/settings.ts';
import type { Engine } from './engine.ts';
import { commandOpenings } from './prompts/openings.ts';
import type { TaskLog } from './task-deps.ts';

export interface KeepOpeningsDeps {
  readonly engine: Pick<Engine, 'onState' | 'keepOpenings'>;
  readSettings(): Promise<Settings>;
  currentModel(): Promise<Model | null>;
  readonly log: TaskLog;
}

export interface OpeningKeeper {
  /** Settings changed. */
  refresh(): void;
  dispose(): void;
}

export function keepOpenings({ engine, readSettings, currentModel, log }: KeepOpeningsDeps): OpeningKeeper {
  let isReady = false;
  let sent = '';

  const send = async (): Promise<void> => {
    const [settings, model] = await Promise.all([readSettings(), currentModel()]);
    if (!isReady || model === null) return;
    const openings = commandOpenings({ settings, kind: model.kind, languages: model.languages });
    const text = JSON.stringify(openings);
    if (text === sent) return;
    sent = text;
    engine.keepOpenings(openings);
  };
  const refresh = (): void => {
    if (isReady) send().catch((error: unknown) => log.warn('the openings of the commands are not known', error));
  };

  const unfollow = engine.onState(({ state }) => {
    const wasReady = isReady;
    isReady = state === 'ready';
    if (!isReady) sent = '';
    else if (!wasReady) refresh();
  });
  return { refresh, dispose: unfollow };
}
