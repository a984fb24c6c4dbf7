/** The user's settings over what Inkstone ships. A change applies at once: `onChanged` tells who must act on it. */
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import type { Settings, SettingsPatch } from '#shared/models/settings.ts';
import type { Store } from '#main/storage/store.ts';

export interface SettingsService {
  get(): Promise<Settings>;
  update(patch: SettingsPatch): Promise<Settings>;
}

export interface SettingsDeps {
  readonly store: Pick<Store, 'settings'>;
  onChanged(patch: SettingsPatch): void;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** An absent value and an undefined one mean the same over the wire: not changed. */
function withoutUndefined<T extends object>(value: T): Defined<T>;
function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}

export function createSettingsService({ store, onChanged }: SettingsDeps): SettingsService {
  const overShipped = (stored: SettingsPatch): Settings => ({ ...SHIPPED_SETTINGS, ...withoutUndefined(stored) });
  /** Nobody else writes them, and everything asks for them. */
  let known: Settings | undefined;
  return {
    get: async () => (known ??= overShipped(await store.settings.read())),
    update: async (patch) => {
      const changed = withoutUndefined(patch);
      known = overShipped(await store.settings.write(changed));
      onChanged(changed);
      return known;
    },
  };
}
