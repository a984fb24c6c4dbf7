import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FUSES } from './fuses.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** electron-builder's own reading and checking of the file: a misspelt option fails here and not on the release machine. */
const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))('app-builder-lib/out/util/config/config') as {
  getConfig(projectDir: string, path: string, options: null): Promise<Record<string, unknown>>;
  validateConfiguration(config: Record<string, unknown>, log: { isEnabled: boolean; add(): void }): Promise<void>;
};
const config = await builder.getConfig(root, 'electron-builder.yml', null);

test('electron-builder accepts every option', async () => {
  await expect(builder.validateConfiguration(config, { isEnabled: false, add: () => undefined })).resolves.toBeUndefined();
});

test('packing is left to one place that sets every fuse: electron-builder knows eight of nine and skips what is not named', () => {
  expect(config).toMatchObject({ beforePack: './scripts/package/builder-hooks.ts', afterPack: './scripts/package/builder-hooks.ts' });
  expect(config['electronFuses']).toBeUndefined();
});

test('no fuse is left to its default: a shipped app must not be usable as a plain Node or be debugged', () => {
  expect(FUSES).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  });
});

test('only native libraries leave the archive, and no compiler is started', () => {
  expect(config).toMatchObject({
    npmRebuild: false,
    asar: { smartUnpack: false },
    asarUnpack: ['**/*.node', '**/*.{so,so.*,dylib,dll}'],
  });
});

test('no system has patterns of its own: with excludes alone electron-builder packs the whole repository', () => {
  for (const system of ['linux', 'mac', 'win']) expect(config[system]).not.toHaveProperty('files');
});

test('links and the window belong to the app on every system', () => {
  expect(config).toMatchObject({
    protocols: [{ schemes: ['inkstone'] }],
    linux: { executableName: 'inkstone', syncDesktopName: true },
    mac: { hardenedRuntime: true, entitlements: 'build/entitlements.mac.plist', notarize: true },
  });
  expect(readFileSync(join(root, 'build/entitlements.mac.plist'), 'utf8')).not.toMatch(
    /disable-library-validation|allow-dyld|get-task-allow/,
  );
});

// Catches: a signed app that macOS never asks about, because the hardened runtime refuses Apple events without both.
test('macOS lets the app ask System Events for keys, and says why', () => {
  expect(config).toMatchObject({
    mac: { extendInfo: { NSAppleEventsUsageDescription: expect.stringMatching(/copy and paste keys .*\.$/) } },
  });
  expect(readFileSync(join(root, 'build/entitlements.mac.plist'), 'utf8')).toMatch(
    /<key>com\.apple\.security\.automation\.apple-events<\/key>\s*<true\/>/,
  );
});

test('the starter model and the notices ship beside the app', () => {
  expect(config['extraResources']).toEqual(
    expect.arrayContaining([
      { from: 'resources/models', to: 'models', filter: ['*.gguf'] },
      { from: 'resources/THIRD-PARTY-NOTICES.txt', to: 'THIRD-PARTY-NOTICES.txt' },
    ]),
  );
});
