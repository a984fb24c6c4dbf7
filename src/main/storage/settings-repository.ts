import { settingsPatchSchema, type SettingsPatch } from '#shared/models/settings.ts';
import type { Connection } from './connection.ts';
import { queries } from './queries.ts';

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
      if (one.success) settings = { ...settings, ...one.data };
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
