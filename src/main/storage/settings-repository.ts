import * as z from 'zod';
import { SHIPPED_SHORTCUTS } from '#shared/models/global-shortcut.ts';
import { settingsPatchSchema, type SettingsPatch } from '#shared/models/settings.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';

/** Until the first list of shortcuts was stored there was one key with one shortcut. It is read as the list it would be now. */
function upgraded(key: string, stored: unknown): SettingsPatch {
  const old = key === 'quickAskShortcut' ? z.string().max(100).safeParse(stored) : null;
  if (!old?.success) return {};
  return {
    globalShortcuts: SHIPPED_SHORTCUTS.map((shortcut) => (shortcut.id === 'quick-ask' ? { ...shortcut, accelerator: old.data } : shortcut)),
  };
}

/** What the user has set. Values that no longer fit (a setting of another version) are passed over, never deleted. */
export class SettingsRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async read(): Promise<SettingsPatch> {
    let settings: SettingsPatch = {};
    for (const { key, value } of this.#connection.all(queries.selectFrom('settings').selectAll().orderBy('key').compile())) {
      const stored: unknown = JSON.parse(value);
      const one = settingsPatchSchema.safeParse({ [key]: stored });
      settings = { ...upgraded(key, stored), ...settings, ...(one.success && one.data) };
    }
    return settings;
  }

  /** Returns all that is set. */
  async write(patch: SettingsPatch): Promise<SettingsPatch> {
    this.#connection.transaction(() => {
      for (const [key, setting] of Object.entries(patch)) {
        if (setting === undefined) continue;
        const value = JSON.stringify(setting);
        this.#connection.run(
          queries
            .insertInto('settings')
            .values({ key, value })
            .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
            .compile(),
        );
      }
    });
    return this.read();
  }
}
