import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

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

test('no fuse is left to its default: a shipped app must not be usable as a plain Node or be debugged', () => {
  expect(config['electronFuses']).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: true,
  });
});

test('native libraries stay outside the archive and no compiler is started', () => {
  expect(config).toMatchObject({
    npmRebuild: false,
    asar: true,
    asarUnpack: expect.arrayContaining(['**/*.node', '**/node_modules/node-llama-cpp/**', '**/node_modules/@node-llama-cpp/**']),
  });
});

test('each system leaves out the libraries of the others, and all leave out CUDA', () => {
  const excludes = (part: unknown): string => JSON.stringify((part as { files: unknown }).files);
  expect(excludes(config)).toContain('!**/node_modules/@node-llama-cpp/*-cuda{,-ext}/**');
  expect(excludes(config['linux'])).toMatch(/\{darwin,win32\}.*\{mac,win\}/);
  expect(excludes(config['mac'])).toMatch(/\{linux,win32\}.*\{linux,win\}/);
  expect(excludes(config['win'])).toMatch(/\{darwin,linux\}.*\{linux,mac\}/);
});

test('the starter model and the notices ship beside the app', () => {
  expect(config['extraResources']).toEqual(
    expect.arrayContaining([
      { from: 'resources/models', to: 'models', filter: ['*.gguf'] },
      { from: 'resources/THIRD-PARTY-NOTICES.txt', to: 'THIRD-PARTY-NOTICES.txt' },
    ]),
  );
});
