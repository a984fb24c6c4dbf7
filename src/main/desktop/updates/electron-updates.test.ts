/** The real electron-updater, as in an AppImage, against a server of ours: everything but the restart. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SILENT_LOGGER } from '#main/platform/logger.ts';
import { createNetworkGate } from '#main/platform/network-gate.ts';
import { createUpdateService } from '#main/updates/update-service.ts';
import type { UpdatePort } from '#main/updates/update-port.ts';
import { createElectronUpdates } from './electron-updates.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const FILE = 'Inkstone-2.0.0.AppImage';

let folder: string;
let appImage: string;
let server: Server;
let files: Map<string, Buffer>;
let requested: { path: string; headers: IncomingHttpHeaders }[];
let service: UpdatePort;
let ended: string[];
let isOffline: boolean;

const manifestOf = (version: string, content: Buffer, name = FILE): string =>
  `version: ${version}\nfiles:\n  - url: ${name}\n    sha512: ${createHash('sha512').update(content).digest('base64')}\n    size: ${content.length}\npath: ${name}\nreleaseDate: '2026-11-22T00:00:00.000Z'\n`;
function publish(manifest: string, key: KeyObject = privateKey): void {
  files.set('/feed/latest-linux.yml', Buffer.from(manifest));
  files.set('/feed/latest-linux.yml.sig', Buffer.from(sign(null, Buffer.from(manifest), key).toString('base64')));
}

const CONTENT = Buffer.alloc(300_000, 'new');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'inkstone-update-'));
  appImage = join(folder, 'Inkstone-1.0.0.AppImage');
  writeFileSync(appImage, 'old');
  process.env['APPIMAGE'] = appImage;
  files = new Map([[`/feed/${FILE}`, CONTENT]]);
  publish(manifestOf('2.0.0', CONTENT));
  requested = [];
  ended = [];
  isOffline = false;
  server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    requested.push({ path, headers: request.headers });
    const file = files.get(path);
    if (file === undefined) response.writeHead(404).end('<html>not here</html>');
    else response.writeHead(200, { 'content-length': String(file.length) }).end(file);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const source = createElectronUpdates({
    feed: { url: new URL(`http://127.0.0.1:${address.port}/feed/`), publicKey },
    gate: createNetworkGate({ log: SILENT_LOGGER, isOffline: async () => isOffline, protocol: 'http:' }),
    folder: join(folder, 'updates'),
    resources: folder,
    version: '1.0.0',
    platform: 'linux',
    appImage,
    relaunch: (file) => ended.push(`relaunch ${file ?? ''}`),
    quit: () => ended.push('quit'),
  });
  // What electron-builder writes; the library looks for the name of its cache folder there.
  writeFileSync(join(folder, 'app-update.yml'), 'provider: generic\nurl: https://unused.example\nupdaterCacheDirName: cache\n');
  service = createUpdateService({ source, log: SILENT_LOGGER, now: () => performance.now() });
});
afterEach(() => {
  delete process.env['APPIMAGE'];
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const paths = (): string[] => requested.map(({ path }) => path);

// The name of the list depends on system and processor.
describe.runIf(process.platform === 'linux' && process.arch === 'x64')('updates through electron-updater and the gate', () => {
  it('making one asks nobody; checking asks for the list and its signature and nothing else', async () => {
    expect(requested).toEqual([]);
    expect(await service.check()).toEqual({ state: 'available', version: '2.0.0', sizeBytes: CONTENT.length });
    expect(paths()).toEqual(['/feed/latest-linux.yml', '/feed/latest-linux.yml.sig']);
  });
  it('the server learns nothing that names this installation, and no identifier is kept', async () => {
    await service.check();
    await service.download();
    const names = new Set(requested.flatMap(({ headers }) => Object.keys(headers)));
    expect([...names].filter((name) => /staging|cookie|auth|^x-/.test(name))).toEqual([]);
    expect(readdirSync(join(folder, 'updates'))).not.toContain('.updaterId');
  });
  it('a download is verified, and installing puts it in the place of the old file and starts again', async () => {
    await service.check();
    expect(await service.download()).toEqual({ state: 'ready', version: '2.0.0' });
    expect(readFileSync(appImage, 'utf8')).toBe('old');
    await service.install();
    expect([readFileSync(appImage).equals(CONTENT), statSync(appImage).mode & 0o111]).toEqual([true, 0o111]);
    expect([ended, existsSync(`${appImage}.new`)]).toEqual([[`relaunch ${appImage}`, 'quit'], false]);
  });
  it.each(['1.0.0', '0.9.0', '0.0.1'])('version %s is no update: nobody is led back to old holes', async (version) => {
    publish(manifestOf(version, CONTENT));
    expect(await service.check()).toEqual({ state: 'none', why: 'newest' });
  });
  it('a list that somebody else signed is refused before it is read', async () => {
    publish(manifestOf('2.0.0', CONTENT), generateKeyPairSync('ed25519').privateKey);
    expect(await service.check()).toEqual({ state: 'failed', during: 'check', reason: 'unsigned' });
  });
  it('a list without a signature is refused', async () => {
    files.delete('/feed/latest-linux.yml.sig');
    expect(await service.check()).toEqual({ state: 'failed', during: 'check', reason: 'unsigned' });
  });
  it('a file that is not the signed one is refused and not kept', async () => {
    files.set(`/feed/${FILE}`, Buffer.alloc(300_000, 'bad'));
    await service.check();
    expect(await service.download()).toEqual({ state: 'failed', during: 'download', reason: 'damaged' });
    expect(readdirSync(join(folder, 'updates'), { recursive: true }).filter((name) => String(name).endsWith('.AppImage'))).toEqual([]);
    expect(await service.install()).toMatchObject({ state: 'failed' });
    expect(readFileSync(appImage, 'utf8')).toBe('old');
  });
  it('a signed list cannot send the download elsewhere, and not into another folder', async () => {
    publish(manifestOf('2.0.0', CONTENT, 'https://evil.example/Inkstone-2.0.0.AppImage'));
    await service.check();
    expect(await service.download()).toEqual({ state: 'failed', during: 'download', reason: 'refused' });
    expect(paths()).not.toContain(`/feed/${FILE}`);
  });
  it('a version that is none is refused', async () => {
    publish(manifestOf('2.0.0+../../x', CONTENT));
    expect(await service.check()).toMatchObject({ state: 'failed', during: 'check' });
  });
  it('nothing is there: the server is named as the reason', async () => {
    files.clear();
    expect(await service.check()).toEqual({ state: 'failed', during: 'check', reason: 'refused' });
  });
  it('the switch of the user stops it before anything leaves', async () => {
    isOffline = true;
    expect(await service.check()).toEqual({ state: 'failed', during: 'check', reason: 'offline' });
    expect(requested).toEqual([]);
  });
});
