import { expect, test } from 'vitest';
import { SHIPPED_SETTINGS } from '#shared/models/settings.ts';
import type { SettingsPatch } from '#shared/models/settings.ts';
import { createSettingsService } from './settings-service.ts';

function setUp(stored: SettingsPatch = {}) {
  let saved = stored;
  const changes: SettingsPatch[] = [];
  const store = {
    settings: {
      read: async () => saved,
      write: async (patch: SettingsPatch) => (saved = { ...saved, ...patch }),
    },
  };
  return { settings: createSettingsService({ store, onChanged: (patch) => void changes.push(patch) }), changes };
}

test('what was never set has the shipped value', async () => {
  const { settings } = setUp({ theme: 'dark' });
  expect(await settings.get()).toEqual({ ...SHIPPED_SETTINGS, theme: 'dark' });
});

test('an undefined value neither changes nor hides a setting', async () => {
  const { settings, changes } = setUp({ theme: 'dark', density: undefined });
  expect(await settings.update({ textSize: 120, theme: undefined })).toMatchObject({
    theme: 'dark',
    textSize: 120,
    density: 'comfortable',
  });
  expect(changes).toEqual([{ textSize: 120 }]);
});

test('null is a value: the model at start can be none', async () => {
  const { settings } = setUp({ threads: 4 });
  expect((await settings.update({ threads: null })).threads).toBeNull();
});
